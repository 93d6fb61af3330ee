//! Where the bytes of the program are: its code by crate, read from the names of its functions.
//!
//! Before wasm-opt, which drops the names, so the figures say what is worth looking at, not what is delivered.

use crate::failure::Failure;
use crate::tools::{self, WASM};
use crate::{build, place, report, schedule};
use std::collections::BTreeMap;
use std::fs;

/// How many crates and how many functions are listed.
const LISTED: usize = 25;

/// Builds the app with its names kept and prints its code by crate, and its biggest functions.
pub fn run() -> Result<(), Failure> {
    tools::ensure_wasm_target()?;
    let target = place::target().join("weight");
    let mut command = build::cargo();
    command
        .args([
            "build",
            "--release",
            "--target",
            WASM,
            "--bin",
            "rollcall-app",
        ])
        .env("CARGO_PROFILE_RELEASE_STRIP", "none")
        .env("CARGO_TARGET_DIR", &target);
    schedule::show("Release build of the app with names", &mut command)?;
    let path = target.join(WASM).join("release").join("rollcall-app.wasm");
    let bytes = fs::read(&path).map_err(|source| Failure::File {
        path: path.clone(),
        source,
    })?;
    let weights = weigh(&bytes).ok_or_else(|| Failure::NotUnderstood {
        what: path.display().to_string(),
    })?;
    print(&weights);
    Ok(())
}

struct Weights {
    functions: Vec<(String, u64)>,
    data: u64,
}

fn print(weights: &Weights) {
    let mut crates: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, size) in &weights.functions {
        *crates.entry(crate_of(name)).or_default() += size;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let code: u64 = crates.iter().map(|(_, size)| size).sum();
    println!("\n| crate | bytes of code |\n| --- | ---: |");
    for (name, size) in crates.iter().take(LISTED) {
        println!("| {name} | {} |", report::bytes(*size));
    }
    println!("| all code | {} |", report::bytes(code));
    println!("| constant data | {} |", report::bytes(weights.data));
    let mut functions: Vec<_> = weights.functions.iter().collect();
    functions.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    println!("\n| function | bytes |\n| --- | ---: |");
    for (name, size) in functions.iter().take(LISTED) {
        let short: String = name.chars().take(140).collect();
        println!("| `{short}` | {} |", report::bytes(*size));
    }
}

/// The crate in whose source a function is written, as far as its name tells: the first name with a path after it.
fn crate_of(name: &str) -> &str {
    let Some(end) = name.find("::") else {
        return "(without a path)";
    };
    let start = name[..end]
        .rfind(|character: char| !character.is_alphanumeric() && character != '_')
        .map_or(0, |at| at + 1);
    // `core[1a2b3c]::fmt`: the newer way of mangling adds a number to tell two versions apart.
    if name[..end].ends_with(']') {
        let bracket = name[..end].rfind('[').unwrap_or(end);
        return crate_of_bracketed(&name[..bracket]);
    }
    &name[start..end]
}

fn crate_of_bracketed(before: &str) -> &str {
    let start = before
        .rfind(|character: char| !character.is_alphanumeric() && character != '_')
        .map_or(0, |at| at + 1);
    &before[start..]
}

/// Reads the sizes of functions and data from a WebAssembly module, or `None` where it is not one.
fn weigh(module: &[u8]) -> Option<Weights> {
    let mut reader = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    let mut imported = 0;
    let mut sizes = Vec::new();
    let mut names = BTreeMap::new();
    let mut data = 0;
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let mut section = Reader(reader.take(length)?);
        match id {
            2 => imported = section.imported_functions()?,
            10 => {
                for _ in 0..section.number()? {
                    let size = section.number()?;
                    section.take(size)?;
                    sizes.push(size);
                }
            }
            11 => data = length,
            0 if section.name()? == "name" => names = section.function_names()?,
            _ => {}
        }
    }
    let functions = (imported..)
        .zip(sizes)
        .map(|(index, size)| (names.remove(&index).unwrap_or_default(), size))
        .collect();
    Some(Weights { functions, data })
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    fn name(&mut self) -> Option<String> {
        let length = self.number()?;
        Some(String::from_utf8_lossy(self.take(length)?).into_owned())
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.number()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }

    /// How many of the imports are functions: they come first in the numbering.
    fn imported_functions(&mut self) -> Option<u64> {
        let mut functions = 0;
        for _ in 0..self.number()? {
            self.name()?;
            self.name()?;
            match self.byte()? {
                0 => {
                    self.number()?;
                    functions += 1;
                }
                1 => {
                    self.byte()?;
                    self.limits()?;
                }
                2 => self.limits()?,
                3 => {
                    self.take(2)?;
                }
                _ => return None,
            }
        }
        Some(functions)
    }

    fn function_names(&mut self) -> Option<BTreeMap<u64, String>> {
        let mut names = BTreeMap::new();
        while !self.0.is_empty() {
            let id = self.byte()?;
            let length = self.number()?;
            let mut part = Reader(self.take(length)?);
            if id == 1 {
                for _ in 0..part.number()? {
                    let index = part.number()?;
                    names.insert(index, part.name()?);
                }
            }
        }
        Some(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_first_crate_in_its_name() {
        assert_eq!(crate_of("leptos::mount::mount_to"), "leptos");
        assert_eq!(
            crate_of("<alloc::vec::Vec<T> as core::fmt::Debug>::fmt"),
            "alloc"
        );
        assert_eq!(crate_of("<&mut serde_json::Value>::get"), "serde_json");
        assert_eq!(crate_of("core[1a2b]::fmt::write"), "core");
        assert_eq!(crate_of("memcpy"), "(without a path)");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(weigh(b"").is_none());
        assert!(weigh(b"\0asm\x01\0\0\0\x0a\xff").is_none());
        assert!(weigh(b"\0asm\x01\0\0\0").is_some());
    }
}
