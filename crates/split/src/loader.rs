//! The script that loads the pieces, adapted to names that are only known when the page is served.

use std::fmt;

/// The name that the script is generated with for the bindings of the program.
pub const PROGRAM: &str = "./program.js";

/// The script is not written in the way that this module knows: the library that writes it has changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown {
    missing: &'static str,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the loader of the pieces has no `{}`", self.missing)
    }
}

/// Trunk names the bindings after this ran, and index.html knows their name. They are already loaded then, so the
/// import only finds them; a static one would be a circle, and a wait for it a deadlock.
const FIND_PROGRAM: &str = "\
let initSync;
const build = document.querySelector('meta[name=\"rollcall-build\"]');
import(new URL(build.dataset.script, document.baseURI)).then((program) => { initSync = program.initSync; });
";

/// Makes the script find the program's bindings, and the pieces under the name of this build.
pub fn adapt(script: &str, build: &str) -> Result<String, Unknown> {
    let import = "import { initSync } from \"./program.js\";";
    let prefix = "new URL(\"./";
    let suffix = ".wasm\", import.meta.url)";
    for missing in [import, prefix, suffix] {
        if !script.contains(missing) {
            return Err(Unknown { missing });
        }
    }
    let place =
        format!("const piece = (name) => new URL(`./${{name}}-{build}.wasm`, import.meta.url);\n");
    // The whole name of a piece stands nowhere, so that what counts the first load by names does not count it.
    let script = script
        .replace(import, &format!("{FIND_PROGRAM}{place}"))
        .replace(prefix, "piece(\"")
        .replace(suffix, "\")");
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_looked_for_under_the_name_of_the_build() {
        let script = "import { initSync } from \"./program.js\";\n\
                      fetch(new URL(\"./split_t12.wasm\", import.meta.url));";
        let adapted = adapt(script, "0a1b").unwrap_or_default();
        assert!(adapted.contains("fetch(piece(\"split_t12\"));"));
        assert!(adapted.contains("${name}-0a1b.wasm"));
        assert!(!adapted.contains("from \""));
    }

    #[test]
    fn a_script_of_another_kind_is_refused() {
        assert!(adapt("", "0a1b").is_err());
    }
}
