//! The licences of what is compiled into the delivered files: most of them ask to be passed on with a copy.

use crate::failure::Failure;
use crate::tools::WASM;
use crate::{build, licences, schedule};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// How the files begin, in capitals, in which packages keep their licences.
const NAMES: [&str; 6] = [
    "LICENSE",
    "LICENCE",
    "COPYING",
    "COPYRIGHT",
    "NOTICE",
    "UNLICENSE",
];

/// A text with every package in the gateway or the console that is not our own, and every licence that comes with one.
pub fn text(host: &str) -> Result<String, Failure> {
    let mut wanted = packages("gateway", host)?;
    wanted.extend(packages("rollcall-app", WASM)?);
    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in licences::packages()? {
        let text = |field: &str| package.get(field).and_then(Value::as_str).unwrap_or("");
        let name = format!("{} {}", text("name"), text("version"));
        // What is ours has no source.
        if text("source").is_empty() || !wanted.contains(&name) {
            continue;
        }
        list += &format!("{name}: {} ({})\n", text("license"), text("repository"));
        if let Some(folder) = Path::new(text("manifest_path")).parent() {
            for licence in licences(folder)? {
                texts.entry(licence).or_default().push(name.clone());
            }
        }
    }
    if list.is_empty() {
        return Err(Failure::NotUnderstood {
            what: "what cargo says of the packages".to_owned(),
        });
    }
    Ok(written(&list, &texts))
}

fn written(list: &str, texts: &BTreeMap<String, Vec<String>>) -> String {
    let mut text = format!(
        "Rollcall contains the packages below, under the licences that are named behind them and follow.\n\n{list}"
    );
    let mut sorted: Vec<_> = texts.iter().collect();
    sorted.sort_by_key(|(licence, names)| (*names, *licence));
    for (licence, names) in sorted {
        let line = "-".repeat(80);
        text += &format!("\n{line}\n{}\n\n{licence}\n", names.join(", "));
    }
    text
}

/// What a package is made of on a target, as `name version`.
fn packages(package: &str, target: &str) -> Result<BTreeSet<String>, Failure> {
    let printed = schedule::output(
        "cargo tree",
        build::cargo()
            .args(["tree", "--locked", "--edges", "normal", "--prefix", "none"])
            .args(["--format", "{p}", "--package", package, "--target", target]),
    )?;
    // `name v1.2.3 (where it is ours) (*)`
    let named = |line: &str| {
        let (name, rest) = line.split_once(" v")?;
        let version = rest.split(' ').next()?;
        Some(format!("{name} {version}"))
    };
    Ok(printed.lines().filter_map(named).collect())
}

/// The texts in a package's folder, without differences that nobody sees.
fn licences(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let failed = |source| Failure::File {
        path: folder.to_owned(),
        source,
    };
    let mut texts = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        if NAMES.iter().any(|begin| name.starts_with(begin)) && entry.path().is_file() {
            let text = fs::read(entry.path()).map_err(failed)?;
            let text = String::from_utf8_lossy(&text);
            let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
            texts.insert(lines.join("\n").trim_matches('\n').to_owned());
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_stands_there_once() {
        let both = vec!["a 1.0.0".to_owned(), "b 2.0.0".to_owned()];
        let texts = BTreeMap::from([("Copyright nobody".to_owned(), both)]);
        let text = written("a 1.0.0: MIT (x)\nb 2.0.0: MIT (y)\n", &texts);
        assert_eq!(text.matches("Copyright nobody").count(), 1);
        assert!(text.contains("a 1.0.0, b 2.0.0\n\nCopyright"), "{text}");
    }
}
