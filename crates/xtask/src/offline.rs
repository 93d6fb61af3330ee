//! Writes into a release's `sw.js` which files the build consists of, so that the browser can keep them and open the console
//! without a network. Knows the names that `crates/split` gives, and nothing of what the worker does with them.

use crate::failure::Failure;
use crate::size;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// What a copy without a build has in its place.
const EMPTY: &str = "const build = null;";
/// How the files begin that hold many pieces, and the folder where pieces are.
const PACK: &str = "first_page_";
const PIECES: &str = "snippets/";

/// Changes the worker in the folder that Trunk is building. Called by Trunk, which says where that is.
pub fn run() -> Result<(), Failure> {
    let (Some(folder), Ok(profile)) = (env::var_os("TRUNK_STAGING_DIR"), env::var("TRUNK_PROFILE"))
    else {
        return Ok(());
    };
    if profile != "release" {
        return Ok(());
    }
    let folder = PathBuf::from(folder);
    let (page, worker) = (folder.join("index.html"), folder.join("sw.js"));
    let text = |path: &PathBuf| fs::read_to_string(path).map_err(at(path));
    let (page, source) = (text(&page)?, text(&worker)?);
    let mut files = BTreeMap::new();
    size::list(&folder, &mut files)?;
    let build = build(&page, &source, &folder, &files)?;
    if !source.contains(EMPTY) {
        return Err(Failure::NotUnderstood {
            what: format!("{}, which has no place for the build", worker.display()),
        });
    }
    let filled = source.replace(EMPTY, &format!("const build = {build};"));
    fs::write(&worker, filled).map_err(at(&worker))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}

/// The build as the worker reads it. Only files with a hash in their names: those alone may be kept.
fn build(
    page: &str,
    worker: &str,
    folder: &Path,
    files: &BTreeMap<String, PathBuf>,
) -> Result<Value, Failure> {
    let digests = digests(page);
    let program = digests.iter().find_map(|(attribute, value, _)| {
        let name = value.strip_prefix("./").unwrap_or(value);
        (attribute == "data-program").then(|| name.to_owned())
    });
    let Some(program) = program else {
        return Err(Failure::NotUnderstood {
            what: "index.html, which names no program".to_owned(),
        });
    };
    let mut first = Map::new();
    let mut later = Vec::new();
    let packed = packed(files)?;
    let is_console = |name: &str| size::is_hashed(name) && !name.starts_with(size::DEMO);
    for (_, path) in files.iter().filter(|(name, _)| is_console(name)) {
        let place = path.strip_prefix(folder).unwrap_or(path);
        let place = place.to_string_lossy().replace('\\', "/");
        let Some(piece) = place.strip_prefix(PIECES).and_then(piece) else {
            let digest = digests
                .iter()
                .find(|(_, value, _)| value.trim_start_matches("./") == place);
            let digest = digest.map_or("", |(_, _, digest)| digest);
            first.insert(place, digest.into());
            continue;
        };
        if !packed.contains(piece) {
            later.push(place);
        }
    }
    let mut hasher = DefaultHasher::new();
    for text in [page, worker] {
        hasher.write(text.as_bytes());
    }
    for name in &later {
        hasher.write(name.as_bytes());
    }
    let name = format!("{:016x}", hasher.finish());
    Ok(json!({ "name": name, "program": program, "first": first, "later": later }))
}

/// The name of a piece without its hash; nothing for the script that loads them.
fn piece(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".wasm")?;
    stem.rsplit_once('-').map(|(piece, _)| piece)
}

/// What the page refers to: the attribute, the address, the digest or nothing.
fn digests(page: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for tag in page
        .split('<')
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag)
    {
        let attributes: Vec<(&str, &str)> = tag
            .split_ascii_whitespace()
            .filter_map(|attribute| attribute.split_once('='))
            .map(|(name, value)| (name, value.trim_matches('"')))
            .collect();
        let digest = attributes.iter().find(|(name, _)| *name == "integrity");
        let digest = digest.map_or("", |(_, value)| value);
        for (name, value) in &attributes {
            if matches!(*name, "href" | "src" | "data-program") {
                found.push(((*name).to_owned(), (*value).to_owned(), digest.to_owned()));
            }
        }
    }
    // The program is named with and without a digest; whoever looks takes the first.
    found.sort_by_key(|(_, _, digest)| digest.is_empty());
    found
}

/// The pieces that are in files of many.
fn packed(files: &BTreeMap<String, PathBuf>) -> Result<BTreeSet<String>, Failure> {
    let mut names = BTreeSet::new();
    for path in files
        .iter()
        .filter(|(name, _)| name.starts_with(PACK))
        .map(|(_, path)| path)
    {
        let bytes = fs::read(path).map_err(at(path))?;
        let sections = sections(&bytes).ok_or_else(|| Failure::NotUnderstood {
            what: format!("{}, which holds no pieces", path.display()),
        })?;
        names.extend(sections);
    }
    Ok(names)
}

/// The names of a module's custom sections; nothing if it has any other, or is none.
fn sections(module: &[u8]) -> Option<Vec<String>> {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    let mut names = Vec::new();
    while let Some((kind, behind)) = rest.split_first() {
        let (length, behind) = number(behind)?;
        let (section, next) = behind.split_at_checked(length)?;
        let (length, section) = number(section)?;
        let name = section.get(..length).filter(|_| *kind == 0)?;
        names.push(String::from_utf8(name.to_vec()).ok()?);
        rest = next;
    }
    Some(names)
}

/// A number as the format writes them, seven bits a byte, and what stands behind it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let (digits, rest) = bytes.split_at_checked(end + 1)?;
    let value = digits
        .iter()
        .rev()
        .fold(0, |value, byte| (value << 7) | usize::from(byte & 0x7f));
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_has_a_place_for_the_build() {
        assert!(include_str!("../../../public/sw.js").contains(EMPTY));
    }

    #[test]
    fn digests_are_read_from_the_page() {
        let page = "<!doctype html><link href=./a-1.css integrity=sha384-x rel=stylesheet><meta data-base=./ \
                    data-program=./p_bg.wasm name=rollcall-build><script integrity=\"sha384-y\" src=./b.js></script>";
        let found = digests(page);
        let of = |name: &str| found.iter().find(|(_, value, _)| value == name);
        assert_eq!(of("./a-1.css").map(|found| &*found.2), Some("sha384-x"));
        assert_eq!(of("./b.js").map(|found| &*found.2), Some("sha384-y"));
        assert_eq!(
            of("./p_bg.wasm").map(|found| &*found.0),
            Some("data-program")
        );
    }

    #[test]
    fn the_pieces_of_a_file_are_told() {
        let module = b"\0asm\x01\0\0\0\0\x04\x01axy\0\x03\x02bc";
        assert_eq!(sections(module), Some(vec!["a".into(), "bc".into()]));
        assert_eq!(sections(b"\0asm\x01\0\0\0\x01\x01\0"), None);
        assert_eq!(sections(b"\0asm\x01\0\0\0\0\x7f\x01a"), None);
        assert_eq!(sections(b"else"), None);
        assert_eq!(number(&[0xcb, 0x01, 7]), Some((203, &[7][..])));
        assert_eq!(piece("chunk_1-0a1b.wasm"), Some("chunk_1"));
        assert_eq!(piece("split-0a1b.js"), None);
    }
}
