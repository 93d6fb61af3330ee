//! The rules of docs/ARCHITECTURE.md that a compiler does not check, so that nobody has to remember them.

#![allow(clippy::unwrap_used, reason = "tests")]

mod dependencies;
mod house;
mod parts;
mod rust_source;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
struct File {
    /// From the root, with `/` on every system.
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

fn rust_files(folder: &str) -> Vec<File> {
    files(folder, &["rs"])
}

/// The files with one of the endings in a folder and below it. `.` means the root alone. A folder that is not there yet has none.
fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, folder != ".", &mut found);
    found
}

fn collect(folder: &Path, endings: &[&str], deep: bool, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if deep && !["node_modules", "target", "dist"].contains(&name) && !name.starts_with('.')
            {
                collect(&path, endings, deep, found);
            }
        } else if endings
            .iter()
            .any(|ending| path.extension().is_some_and(|own| own == *ending))
        {
            let relative = path.strip_prefix(root()).unwrap_or(&path);
            found.push(File {
                path: relative.to_str().unwrap().replace('\\', "/"),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

#[track_caller]
fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}
