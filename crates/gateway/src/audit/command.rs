//! `rollcall audit verify`: whether a trail is whole, and where it is not.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use super::chain::{End, Reading};
use super::writer::read_to_end;
use crate::config::{self, Sources};

const USAGE: &str = "\
Usage: rollcall audit verify [--file FILE] [--config FILE] [--head HASH]

Checks every entry of the audit trail. --head names a hash that was printed before: it must still be in the trail, so that
a trail whose end was cut off is found out.

Exit code: 0 whole, 1 broken or unreadable, 2 a command line that makes no sense, 3 whole but for a last line that a crash
cut short (the gateway repairs that by appending when it starts).
";

const WRONG_USAGE: u8 = 2;
const TORN: u8 = 3;

#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    config: Option<PathBuf>,
    head: Option<String>,
}

/// Runs the command with what stands behind `audit`.
pub(crate) fn run(words: &[String], mut sources: Sources) -> ExitCode {
    let Some(arguments) = parse(words) else {
        eprint!("{USAGE}");
        return ExitCode::from(WRONG_USAGE);
    };
    sources.file = arguments.config;
    let file = arguments
        .file
        .or_else(|| config::read(&sources).config.audit_file);
    let Some(file) = file else {
        eprintln!("No audit trail is configured; name one with `--file`.");
        return ExitCode::FAILURE;
    };
    let mut reading = Reading::new(arguments.head.clone());
    let end = File::open(&file).and_then(|file| read_to_end(&mut reading, file));
    let end = match end {
        Ok(end) => end,
        Err(error) => {
            eprintln!("{} cannot be read: {}.", file.display(), error.kind());
            return ExitCode::FAILURE;
        }
    };
    println!("Entries: {}", reading.head.next);
    println!("Writes without an outcome: {}", reading.open.len());
    println!("Head: {}", reading.head.hash);
    let code = match end {
        End::Whole => ExitCode::SUCCESS,
        End::Broken(line) => {
            println!("Broken at line {line}: from there on nothing can be relied on.");
            return ExitCode::FAILURE;
        }
        End::Unterminated | End::Torn(_) => {
            println!("The last line is cut short; the entries before it are whole.");
            ExitCode::from(TORN)
        }
    };
    if arguments.head.is_some() && !reading.found {
        println!(
            "Broken: the trail does not have the entry that `--head` names, so its end was cut off or replaced."
        );
        return ExitCode::FAILURE;
    }
    if code == ExitCode::SUCCESS {
        println!("Whole.");
    }
    code
}

fn parse(words: &[String]) -> Option<Arguments> {
    let mut words = words.iter();
    if words.next()? != "verify" {
        return None;
    }
    let mut arguments = Arguments::default();
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None => (word.as_str(), words.next()?.clone()),
        };
        match name {
            "--file" => arguments.file = Some(PathBuf::from(value)),
            "--config" => arguments.config = Some(PathBuf::from(value)),
            "--head" => arguments.head = Some(value),
            _ => return None,
        }
    }
    Some(arguments)
}
