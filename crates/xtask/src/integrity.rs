//! Names the program's scripts in the page of a release build with their digests: the one that Trunk preloads, and those that it
//! imports, which the browser would otherwise find one round trip later. `public/boot.js` holds the browser to the digests.
//!
//! Trunk itself writes the digests of what the page has as elements of its own. It knows nothing of what scripts import.

use crate::failure::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// As Trunk writes it into the page after minifying.
const PRELOAD: &str = " rel=modulepreload>";
const ADDRESS: &str = "<link href=./";

/// Changes the page that Trunk is building. Called by Trunk, which says where that is.
pub fn run() -> Result<(), Failure> {
    let (Some(folder), Ok(profile)) = (env::var_os("TRUNK_STAGING_DIR"), env::var("TRUNK_PROFILE"))
    else {
        return Ok(());
    };
    if profile != "release" {
        return Ok(());
    }
    let folder = PathBuf::from(folder);
    let path = folder.join("index.html");
    let page = fs::read_to_string(&path).map_err(at(&path))?;
    let page = with_digests(&page, &|name| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(at(&path))
    })?;
    fs::write(&path, page).map_err(at(&path))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}

/// The page with the digests of the program's script and of all that it imports. `read` gives the text of a file beside it.
fn with_digests(
    page: &str,
    read: &dyn Fn(&str) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let program = page.split_once(PRELOAD).and_then(|(before, behind)| {
        let (before, name) = before.rsplit_once(ADDRESS)?;
        let is_name = !name.contains(['<', '>', ' ']);
        (is_name && !behind.contains(PRELOAD)).then_some((before, name, behind))
    });
    let Some((before, program, behind)) = program else {
        return Err(Failure::NotUnderstood {
            what: "index.html, which does not preload one script with no digest".to_owned(),
        });
    };
    let mut names = vec![program.to_owned()];
    let mut links = String::new();
    let mut next = 0;
    while let Some(name) = names.get(next).cloned() {
        let text = read(&name)?;
        let digest = STANDARD.encode(Sha384::digest(&text));
        links += &format!("{ADDRESS}{name} integrity=sha384-{digest}{PRELOAD}");
        for imported in imports(&text) {
            let imported = beside(&name, imported).ok_or_else(|| Failure::NotUnderstood {
                what: format!("{name}, which imports {imported}"),
            })?;
            if !names.contains(&imported) {
                names.push(imported);
            }
        }
        next += 1;
    }
    Ok(format!("{before}{links}{behind}"))
}

/// What a script imports before it runs, as wasm-bindgen writes it: a line each.
fn imports(script: &str) -> impl Iterator<Item = &str> {
    script.lines().filter_map(|line| {
        let line = line.strip_prefix("import ")?.trim_end_matches([';', ' ']);
        let quote = line.chars().last().filter(|last| "\"'".contains(*last))?;
        let (_, address) = line.strip_suffix(quote)?.rsplit_once(quote)?;
        Some(address)
    })
}

/// The name of a file that another names relative to itself; nothing for what is not below it.
fn beside(name: &str, address: &str) -> Option<String> {
    let address = address.strip_prefix("./")?;
    let folder = name.rsplit_once('/').map(|(folder, _)| folder);
    let is_below = !address.contains("..") && !address.contains(['?', '#']);
    is_below.then(|| {
        folder.map_or_else(
            || address.to_owned(),
            |folder| format!("{folder}/{address}"),
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const PAGE: &str = "<meta name=x><link href=./p-1.js rel=modulepreload><link as=fetch href=./p.wasm rel=preload>";

    fn file(name: &str) -> Result<String, Failure> {
        let text = match name {
            "p-1.js" => {
                "import * as a from \"./snippets/s-1.js\"\nimport * as b from \"./snippets/s-1.js\"\nconst c = 1;\n"
            }
            "snippets/s-1.js" => "import { d } from './t-1.js';\nimport(new URL(e));\n",
            "snippets/t-1.js" => "",
            _ => {
                return Err(Failure::NotUnderstood {
                    what: name.to_owned(),
                });
            }
        };
        Ok(text.to_owned())
    }

    #[test]
    fn the_program_and_what_it_imports_are_named_once_each_with_their_digests() {
        let page = with_digests(PAGE, &file).unwrap();
        let (before, links) = page.split_once("<link ").unwrap();
        assert_eq!(before, "<meta name=x>");
        let links: Vec<&str> = links.split("<link ").collect();
        assert_eq!(links.len(), 4, "{page}");
        for (link, name) in links
            .iter()
            .zip(["p-1.js", "snippets/s-1.js", "snippets/t-1.js"])
        {
            assert!(
                link.starts_with(&format!("href=./{name} integrity=sha384-")),
                "{link}"
            );
            assert!(link.ends_with(" rel=modulepreload>"), "{link}");
        }
        // Of nothing, as everybody computes it.
        assert!(
            links[2].contains(
                "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb "
            ),
            "{}",
            links[2]
        );
    }

    #[test]
    fn what_is_not_understood_stops_the_build() {
        for page in [
            "<link href=./p-1.js rel=preload>",
            "<link href=./p-1.js integrity=sha384-x rel=modulepreload>",
            "<link href=./p-1.js rel=modulepreload><link href=./p-1.js rel=modulepreload>",
        ] {
            assert!(with_digests(page, &file).is_err(), "{page}");
        }
        let elsewhere = |_: &str| Ok("import a from \"https://other.example/a.js\"\n".to_owned());
        assert!(with_digests(PAGE, &elsewhere).is_err());
        assert_eq!(beside("a/b.js", "../c.js"), None);
    }
}
