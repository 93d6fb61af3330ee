//! The script that loads the pieces, said shortly. As it is generated it repeats one function for every file, hundreds of
//! times, and is downloaded before the first page.

use crate::merge::CHUNK;
use std::collections::{BTreeMap, BTreeSet};

/// What the repeated functions have in common.
const COMMON: &str = "\
const load = (name, chunks) => makeLoad(() => {
    const src = source(name);
    src.catch(() => {});
    return async (imports) => (instantiate(src, imports));
}, chunks.map(chunk));
const shared = [];
const chunk = (number) => shared[number] ??= load(`chunk_${number}`, []);
";

/// The lines between the beginning of such a function and the list of what it needs.
const BODY: [&str; 3] = [
    "    src.catch(() => {});",
    "    return async (imports) => (instantiate(src, imports));",
    "}",
];

/// Says an adapted script shortly. Lines that are not as expected stay as they are. `hosts` tells which chunks are in others.
pub fn shorten(script: &str, hosts: &BTreeMap<String, String>) -> String {
    let lines: Vec<&str> = script.lines().collect();
    let mut short = COMMON.to_owned();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.starts_with("/* ") && line.ends_with(" */") {
            at += 1;
        } else if let Some(said) = function(&lines[at..], hosts) {
            short.push_str(&said);
            at += 6;
        } else {
            short.push_str(line);
            short.push('\n');
            at += 1;
        }
    }
    short
}

/// A function that loads one file: six lines, said in one or, where every chunk is made alike, in none.
fn function(lines: &[&str], hosts: &BTreeMap<String, String>) -> Option<String> {
    let [first, source, body @ ..] = lines else {
        return None;
    };
    let head = first.strip_suffix("makeLoad(() => {")?;
    let name = source
        .strip_prefix("    const src = source(\"")?
        .strip_suffix("\");")?;
    let (body, rest) = body.split_at_checked(BODY.len())?;
    if body != BODY {
        return None;
    }
    let (needed, end) = rest.first()?.strip_prefix(", [")?.split_once(']')?;
    let numbers: Option<BTreeSet<u32>> = needed
        .split(", ")
        .filter(|needed| !needed.is_empty())
        .map(|needed| number(needed.strip_prefix("__")?, hosts))
        .collect();
    let numbers: Vec<String> = numbers?.iter().map(u32::to_string).collect();
    let numbers = numbers.join(",");
    match head.strip_prefix("const __chunk_") {
        Some(number) if numbers.is_empty() => {
            let number = number.strip_suffix(" = ")?;
            (name.strip_prefix("chunk_") == Some(number)).then(String::new)
        }
        Some(_) => None,
        None => Some(format!("{head}load(\"{name}\", [{numbers}]{end}\n")),
    }
}

/// The number of the chunk in which a chunk is.
fn number(name: &str, hosts: &BTreeMap<String, String>) -> Option<u32> {
    let host = hosts.get(name).map_or(name, String::as_str);
    host.strip_prefix(CHUNK)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(head: &str, name: &str, needed: &str, end: &str) -> String {
        format!(
            "{head}makeLoad(() => {{\n    const src = source(\"{name}\");\n    src.catch(() => {{}});\n    return async \
             (imports) => (instantiate(src, imports));\n}}\n, [{needed}]{end}\n"
        )
    }

    #[test]
    fn functions_that_differ_in_a_name_only_are_said_once() {
        let script = [
            "/* t12, tingyun */\n".to_owned(),
            written("const __chunk_7 = ", "chunk_7", "", ");"),
            written(
                "export const __wasm_split_load_t12 = wrapAsyncCb(",
                "split_t12",
                "__chunk_7, __chunk_12, __chunk_3",
                "));",
            ),
        ]
        .concat();
        let hosts = BTreeMap::from([("chunk_3".to_owned(), "chunk_12".to_owned())]);
        assert_eq!(
            shorten(&script, &hosts),
            format!(
                "{COMMON}export const __wasm_split_load_t12 = wrapAsyncCb(load(\"split_t12\", [7,12]));\n"
            )
        );
    }

    #[test]
    fn what_is_written_otherwise_stays() {
        let script = "const a = makeLoad(() => {\n    const src = 1;\n}\n, []);\n";
        assert_eq!(
            shorten(script, &BTreeMap::new()),
            format!("{COMMON}{script}")
        );
    }
}
