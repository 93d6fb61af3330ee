//! What wasm-bindgen wrote, with fewer bytes: comments and indentation go, and so do the sixteen hexadecimal digits at the
//! end of every name that the program imports. Digits that look random do not compress, and they stand in both files.

use crate::pack::write_number;
use std::collections::{BTreeMap, BTreeSet};

/// The id of the section of imports.
const IMPORTS: u8 = 2;
/// How the module is called whose functions the bindings hold.
const BINDINGS: &str = "_bg.js";
const DIGITS: usize = 16;

/// The bindings and the program with short names. `None` if they are not as this module knows them: nothing changes then.
pub fn shorten(script: &str, program: &[u8]) -> Option<(String, Vec<u8>)> {
    let sections = sections(program)?;
    let (_, imports) = sections.iter().find(|(id, _)| *id == IMPORTS)?;
    let names = short_names(&imported(imports)?);
    let mut short = program.get(..8)?.to_vec();
    for (id, content) in &sections {
        let content = match *id {
            IMPORTS => renamed(content, &names)?,
            _ => content.to_vec(),
        };
        short.push(*id);
        write_number(&mut short, content.len());
        short.extend_from_slice(&content);
    }
    Some((plain(&with_names(script, &names)), short))
}

/// Each name with digits at its end, and what stands for it: the name without them, numbered where several would be alike.
fn short_names(imported: &[String]) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = imported.iter().cloned().collect();
    let mut names = BTreeMap::new();
    for name in imported {
        let Some((stem, digits)) = name.rsplit_once('_') else {
            continue;
        };
        let is_hash = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash || names.contains_key(name) {
            continue;
        }
        let mut short = stem.to_owned();
        let mut number = 1;
        while !taken.insert(short.clone()) {
            number += 1;
            short = format!("{stem}_{number}");
        }
        names.insert(name.clone(), short);
    }
    names
}

/// The script with other names. Whole words only.
fn with_names(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_part =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '$');
    let mut short = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(begin) = rest.find(is_part) {
        short.push_str(&rest[..begin]);
        let word = &rest[begin..];
        let end = word.find(|next| !is_part(next)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        short.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    short.push_str(rest);
    short
}

/// The script without what only its readers need. No text in it spans lines.
fn plain(script: &str) -> String {
    let mut plain = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim_start) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.contains("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            plain.push_str(line);
            plain.push('\n');
        }
    }
    plain
}

fn sections(program: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut reader = Reader(program.get(8..)?);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        sections.push((id, reader.take(length)?));
    }
    Some(sections)
}

fn imported(section: &[u8]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    each_import(section, |module, name, _| {
        if module.ends_with(BINDINGS) {
            names.push(name.to_owned());
        }
    })?;
    Some(names)
}

fn renamed(section: &[u8], names: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let (mut imports, mut count) = (Vec::new(), 0);
    each_import(section, |module, name, kind| {
        let own = module
            .ends_with(BINDINGS)
            .then(|| names.get(name))
            .flatten();
        for text in [module, own.map_or(name, String::as_str)] {
            write_number(&mut imports, text.len());
            imports.extend_from_slice(text.as_bytes());
        }
        imports.extend_from_slice(kind);
        count += 1;
    })?;
    let mut short = Vec::with_capacity(imports.len() + 5);
    write_number(&mut short, count);
    short.extend_from_slice(&imports);
    Some(short)
}

/// Gives each import's module, its name, and the bytes that say what it is.
fn each_import(section: &[u8], mut give: impl FnMut(&str, &str, &[u8])) -> Option<()> {
    let mut reader = Reader(section);
    for _ in 0..reader.number()? {
        let module = reader.text()?;
        let name = reader.text()?;
        let before = reader.0;
        match reader.byte()? {
            // A function's type.
            0 => _ = reader.number()?,
            // A table's kind of reference and limits.
            1 => {
                reader.byte()?;
                reader.limits()?;
            }
            // A memory's limits.
            2 => reader.limits()?,
            // A global's type, and whether it changes.
            3 => _ = reader.take(2)?,
            // A tag's attribute and type.
            4 => {
                reader.byte()?;
                reader.number()?;
            }
            _ => return None,
        }
        give(module, name, &before[..before.len() - reader.0.len()]);
    }
    Some(())
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(names: &[&str]) -> Vec<u8> {
        let mut imports = vec![names.len() as u8];
        for name in names {
            for text in ["./app_bg.js", name] {
                imports.push(text.len() as u8);
                imports.extend_from_slice(text.as_bytes());
            }
            imports.extend_from_slice(&[0, 3]);
        }
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        program.extend_from_slice(&[1, 1, 0, IMPORTS, imports.len() as u8]);
        program.extend_from_slice(&imports);
        program.extend_from_slice(&[10, 2, 1, 2]);
        program
    }

    #[test]
    fn digits_go_from_both_files_and_no_two_names_become_one() {
        let (one, other) = ("a_0123456789abcdef", "a_fedcba9876543210");
        let script = format!("/**\n * x\n */\n    {one}: f,\n  // y\n{other}: {one}s,\n");
        let (short, bytes) = shorten(&script, &program(&[one, other, "b"])).unwrap_or_default();
        assert_eq!(short, format!("a: f,\na_2: {one}s,\n"));
        assert_eq!(bytes, program(&["a", "a_2", "b"]));
    }

    #[test]
    fn what_is_no_program_is_left_alone() {
        assert_eq!(shorten("x", b"\0asm\x01\0\0\0\x02\xff"), None);
        assert_eq!(shorten("x", b""), None);
    }
}
