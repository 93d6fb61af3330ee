//! The rules of the house that hold for every file.

use crate::rust_source::RustSource;
use crate::{assert_none, files, rust_files};

const FOLDERS: [&str; 5] = ["src", "crates", "tests", "style", "public"];

#[test]
fn no_package_escapes_the_lints() {
    let manifests = files("crates", &["toml"]);
    let mut found: Vec<_> = manifests
        .into_iter()
        .chain(files(".", &["toml"]))
        .filter(|file| file.path.ends_with("Cargo.toml"))
        .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| file.path)
        .collect();
    let root = files(".", &["toml"]);
    for lint in [
        "unwrap_used = \"warn\"",
        "expect_used = \"warn\"",
        "unsafe_code = \"forbid\"",
    ] {
        if !root
            .iter()
            .any(|file| file.path == "Cargo.toml" && file.text.contains(lint))
        {
            found.push(format!("the workspace without {lint}"));
        }
    }
    assert_none("no unwrap, no expect, no unsafe: Clippy says where", &found);
}

#[test]
fn every_exception_from_a_lint_says_why() {
    let found: Vec<_> = ["src", "crates", "tests"]
        .into_iter()
        .flat_map(rust_files)
        .flat_map(|file| {
            let code = RustSource::parse(&file.text).code;
            ["#[allow(", "#![allow(", "#[expect(", "#![expect("]
                .into_iter()
                .flat_map(|opening| {
                    code.match_indices(opening)
                        .map(|(at, _)| at)
                        .collect::<Vec<_>>()
                })
                .filter(|at| {
                    let attribute = code[*at..].split(']').next().unwrap_or_default();
                    !attribute.contains("reason =")
                })
                .map(|at| format!("{}:{}", file.path, code[..at].matches('\n').count() + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none("an allow has a reason", &found);
}

#[test]
fn a_file_has_one_subject() {
    const LINES: usize = 450;
    let found: Vec<_> = FOLDERS
        .into_iter()
        .flat_map(|folder| files(folder, &["rs", "css", "ts", "js", "mjs"]))
        .filter(|file| {
            !file
                .text
                .lines()
                .take(5)
                .any(|line| line.contains("@generated"))
        })
        .filter(|file| file.text.lines().count() > LINES)
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    assert_none(
        "past 450 lines there is a second subject to be found",
        &found,
    );
}

#[test]
fn files_are_named_for_what_is_in_them() {
    let vague = [
        "utils", "util", "helpers", "helper", "common", "misc", "shared",
    ];
    let found: Vec<_> = FOLDERS
        .into_iter()
        .flat_map(|folder| files(folder, &["rs", "css", "ts", "js", "mjs"]))
        .map(|file| file.path)
        .filter(|path| {
            path.split('/')
                .any(|part| vague.contains(&part.split('.').next().unwrap_or_default()))
        })
        .collect();
    assert_none("a vague name gathers what belongs elsewhere", &found);
}

#[test]
fn nothing_is_inline_that_the_content_security_policy_forbids() {
    let mut found = Vec::new();
    for file in rust_files("src") {
        for (index, line) in RustSource::parse(&file.text).code.lines().enumerate() {
            // `style:width=` is set through the object model, which is allowed; the attribute is not.
            if line.contains(" style=") || line.contains("<style") || line.contains("<script") {
                found.push(format!("{}:{}", file.path, index + 1));
            }
        }
    }
    for file in files(".", &["html"]) {
        let text = file.text.to_lowercase();
        let inline_script = text.match_indices("<script").any(|(at, _)| {
            !text[at..]
                .split('>')
                .next()
                .unwrap_or_default()
                .contains(" src=")
        });
        let handler = text.split_whitespace().any(|word| {
            word.starts_with("on")
                && word
                    .split_once("=\"")
                    .is_some_and(|(name, _)| name.len() > 3)
        });
        if inline_script || handler || text.contains(" style=") || text.contains("<style") {
            found.push(file.path);
        }
    }
    assert_none("no inline style, script or handler", &found);
}

#[test]
fn nothing_is_loaded_from_another_host() {
    let mut checked = files(".", &["html"]);
    checked.extend(files("style", &["css"]));
    checked.extend(files("public", &["js", "css", "svg", "html"]));
    let found: Vec<_> = checked
        .into_iter()
        .filter(|file| {
            // The name of the SVG namespace looks like an address and is none.
            let text = file.text.replace("http://www.w3.org/", "");
            ["http://", "https://", "url(//", "\"//", "'//"]
                .iter()
                .any(|start| text.contains(start))
        })
        .map(|file| file.path)
        .collect();
    assert_none("an intranet has no other hosts", &found);
}
