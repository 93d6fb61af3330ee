//! The script that loads the pieces, adapted to names that are only known when the page is served.

use crate::imports::OUTSIDE;
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

/// How the names of pieces begin that come as one file. The rest is the first part of a page's path, and behind it, where
/// there is more, what of the page it is.
pub const PAGE: &str = "page_";

/// How the name of a piece ends that is a page's table, where that is a piece of its own: a visit that begins at the page
/// needs it as well.
pub const TABLE: &str = "_table";

/// How the files begin that hold everything a visit needs that begins at a page.
pub const FIRST: &str = "first_";

/// What a page needs comes in one file, and that of the page and of the view where a visit begins is asked for while the
/// program is still on its way. A piece that is in none of those files comes by itself, and so does every piece of a file
/// that did not arrive. What is set up needs its file no more.
///
/// After three seconds, when the first page has had the network for itself, the other files are fetched, so that going to a
/// page does not wait for the network; the browser keeps them. They are not set up before they are wanted: that would take
/// more memory than all else. Whoever saves data gets nothing ahead.
const FIND_PIECE: &str = "\
const pages = PAGES;
const packs = new Map();
const open = (page) => {
    if (packs.has(page)) return;
    const pack = WebAssembly.compileStreaming(fetch(piece(`FIRST${page}`)));
    packs.set(page, pack.catch(() => { packs.delete(page); }));
};
const base = new URL('.', document.baseURI).pathname;
const address = location.hash.startsWith('#/') ? location.hash.slice(2) : location.pathname.slice(base.length) + location.search;
const start = address.split(/[/?]/)[0];
const view = /[?&]view=(\\w+)/.exec(address)?.[1];
[start, `${start}TABLE`, `${start}_${view}`].filter((page) => pages.includes(page)).forEach(open);
const packed = (page, load) => wrapAsyncCb(async () => { open(page); await load(); packs.set(page); });
const source = async (name) => {
    for (const pack of [...packs.values()]) {
        const found = await pack;
        const sections = found ? WebAssembly.Module.customSections(found, name) : [];
        if (sections.length) return sections[0];
    }
    return fetch(piece(name));
};
const instantiate = async (source, { __wasm_split }) => {
    const found = await source;
    const imports = { __wasm_split, OUTSIDE: __wasm_split };
    return found instanceof Response ? WebAssembly.instantiateStreaming(found, imports) : WebAssembly.instantiate(found, imports);
};
const fetchAhead = async () => {
    for (const page of pages.sort((a, b) => b.startsWith(start) - a.startsWith(start))) {
        if (!packs.has(page)) await fetch(piece(`FIRST${page}`), { priority: 'low' }).then((pack) => pack.body.pipeTo(new WritableStream())).catch(() => {});
    }
};
if (!navigator.connection?.saveData) setTimeout(fetchAhead, 3000);
";

/// Makes the script find the program's bindings, and the pieces under the name of this build.
pub fn adapt(script: &str, build: &str, pages: &[&str]) -> Result<String, Unknown> {
    let import = "import { initSync } from \"./program.js\";";
    let prefix = "fetch(new URL(\"./";
    let suffix = ".wasm\", import.meta.url))";
    let start = "WebAssembly.instantiateStreaming(src, imports)";
    for missing in [import, prefix, suffix, start] {
        if !script.contains(missing) {
            return Err(Unknown { missing });
        }
    }
    let place =
        format!("const piece = (name) => new URL(`./${{name}}-{build}.wasm`, import.meta.url);\n");
    let paths: Vec<String> = pages
        .iter()
        .filter_map(|page| page.strip_prefix(PAGE))
        .map(|path| format!("'{path}'"))
        .collect();
    let find_piece = FIND_PIECE
        .replace("PAGES", &format!("[{}]", paths.join(", ")))
        .replace("TABLE", TABLE)
        .replace("FIRST", &format!("{FIRST}{PAGE}"))
        .replace("OUTSIDE", OUTSIDE);
    let loads = format!("__wasm_split_load_{PAGE}");
    let (before, page) = (" = wrapAsyncCb(", " = packed(");
    let script: String = script
        .split_inclusive('\n')
        .map(|line| match line.split_once(&loads) {
            Some((_, rest)) => match rest.split_once(before) {
                Some((path, _)) => line.replace(before, &format!("{page}'{path}', ")),
                None => line.to_owned(),
            },
            None => line.to_owned(),
        })
        .collect();
    // The whole name of a piece stands nowhere, so that what counts the first load by names does not count it.
    let script = script
        .replace(import, &format!("{FIND_PROGRAM}{place}{find_piece}"))
        .replace(prefix, "source(\"")
        .replace(suffix, "\")")
        .replace(start, "instantiate(src, imports)");
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_looked_for_under_the_name_of_the_build() {
        let script = "import { initSync } from \"./program.js\";\n\
                      const src = fetch(new URL(\"./split_t12.wasm\", import.meta.url));\n\
                      WebAssembly.instantiateStreaming(src, imports)\n\
                      export const __wasm_split_load_page_t12 = wrapAsyncCb(makeLoad(() => {\n\
                      export const __wasm_split_load_palette = wrapAsyncCb(makeLoad(() => {";
        let adapted = adapt(script, "0a1b", &["page_t12", "palette"]).unwrap_or_default();
        assert!(adapted.contains("const src = source(\"split_t12\");"));
        assert!(adapted.contains("instantiate(src, imports)"));
        assert!(adapted.contains("${name}-0a1b.wasm"));
        assert!(
            adapted.contains("const pages = ['t12'];")
                && adapted.contains("[start, `${start}_table`, `${start}_${view}`]")
        );
        assert!(adapted.contains("`first_page_${page}`"));
        assert!(adapted.contains("__wasm_split_load_page_t12 = packed('t12', makeLoad"));
        assert!(adapted.contains("__wasm_split_load_palette = wrapAsyncCb(makeLoad"));
        assert!(!adapted.contains("from \""));
    }

    #[test]
    fn a_script_of_another_kind_is_refused() {
        assert!(adapt("", "0a1b", &[]).is_err());
    }
}
