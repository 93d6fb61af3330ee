//! Joins the style sheets: Trunk copies a sheet as it is and leaves every `@import` in it as one more request.
//!
//! Knows `@import "file.css";` with an optional `layer(name)`, and no more of CSS than comments.

use crate::failure::Failure;
use crate::place;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `target/style/main.css`, which index.html names, from `style/main.css` and what it imports.
pub fn run() -> Result<(), Failure> {
    let joined = join(
        &place::root().join("style").join("main.css"),
        &mut Vec::new(),
    )?;
    // Not `place::target()`: index.html names this folder, wherever Cargo builds.
    let folder = place::root().join("target").join("style");
    fs::create_dir_all(&folder).map_err(|source| file(&folder, source))?;
    let path = folder.join("main.css");
    // Left alone when nothing changed, or `trunk serve` would see a change after each of its own builds.
    if fs::read_to_string(&path).is_ok_and(|present| present == joined) {
        return Ok(());
    }
    fs::write(&path, joined).map_err(|source| file(&path, source))
}

fn file(path: &Path, source: std::io::Error) -> Failure {
    Failure::File {
        path: path.to_owned(),
        source,
    }
}

fn join(path: &Path, above: &mut Vec<PathBuf>) -> Result<String, Failure> {
    if above.iter().any(|ancestor| ancestor == path) {
        return Err(Failure::NotUnderstood {
            what: format!("{}, which imports itself", path.display()),
        });
    }
    let text = fs::read_to_string(path).map_err(|source| file(path, source))?;
    above.push(path.to_owned());
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        if !line.trim_start().starts_with("@import") {
            joined.push_str(line);
            joined.push('\n');
            continue;
        }
        let import = Import::parse(line).ok_or_else(|| Failure::NotUnderstood {
            what: format!("`{}` in {}", line.trim(), path.display()),
        })?;
        let sheet = join(&path.with_file_name(import.name), above)?;
        match import.layer {
            Some(layer) => joined.push_str(&format!("@layer {layer} {{\n{sheet}}}\n")),
            None => joined.push_str(&sheet),
        }
    }
    above.pop();
    Ok(joined)
}

#[derive(Debug, PartialEq, Eq)]
struct Import<'a> {
    name: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let rest = line.trim().strip_prefix("@import")?.trim();
        let rest = match rest.strip_prefix("url(") {
            Some(rest) => {
                let (address, rest) = rest.split_once(')')?;
                return Self::with_layer(address.trim().trim_matches(['"', '\'']), rest);
            }
            None => rest,
        };
        let quote = rest
            .chars()
            .next()
            .filter(|quote| matches!(quote, '"' | '\''))?;
        let (name, rest) = rest.get(1..)?.split_once(quote)?;
        Self::with_layer(name, rest)
    }

    fn with_layer(name: &'a str, rest: &'a str) -> Option<Self> {
        let name = name.strip_prefix("./").unwrap_or(name);
        // A sheet of another host would break the Content-Security-Policy, and an intranet has no other hosts.
        if name.is_empty() || name.contains("//") {
            return None;
        }
        let rest = rest.trim().strip_suffix(';')?.trim();
        let layer = if rest.is_empty() {
            None
        } else {
            Some(rest.strip_prefix("layer(")?.strip_suffix(')')?.trim())
        };
        Some(Self { name, layer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_a_file_and_perhaps_a_layer() {
        let plain = Some(Import {
            name: "tokens.css",
            layer: None,
        });
        assert_eq!(Import::parse("@import \"tokens.css\";"), plain);
        assert_eq!(Import::parse("  @import './tokens.css' ;"), plain);
        assert_eq!(Import::parse("@import url(tokens.css);"), plain);
        assert_eq!(
            Import::parse("@import url(\"table.css\") layer(parts);"),
            Some(Import {
                name: "table.css",
                layer: Some("parts")
            })
        );
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        for line in [
            "@import \"https://example.com/a.css\";",
            "@import \"a.css\" print;",
            "@import \"a.css\"",
            "@import a.css;",
        ] {
            assert_eq!(Import::parse(line), None, "{line}");
        }
    }
}
