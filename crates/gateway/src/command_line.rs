//! The command line: what was asked for, what it means, and the exit code.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::access::{self, TokenWish, WishProblem};
use crate::config::{self, Setting, Sources};
use crate::{audit, check, serve};

const USAGE: &str = "\
rollcall: one admin console for the users a company keeps at four vendors.

Usage:
  rollcall serve [--port N] [--config FILE] [--dist DIR] [--seed N]
      Serves the console and forwards its requests to the vendors.
  rollcall check [--config FILE]
      Says everything that is wrong with the configuration; exits with 1 if anything is.
  rollcall token new --name NAME --role viewer|operator|admin [--expires 2027-01-31]
      Makes a token, shows it once, and shows the lines for the configuration.
  rollcall audit verify [--file FILE] [--config FILE] [--head HASH]
      Checks the audit trail; exits with 1 if it was changed.
  rollcall --help
  rollcall --version

Options:
  --port N        The port to listen on; 0 lets the system choose. [8080]
  --config FILE   The configuration file. [rollcall.toml, if it exists]
  --dist DIR      A folder with a built console, in place of the one built in.
  --seed N        What the sandbox's users are generated from. [1]

A connection without an upstream is answered by the sandbox. Settings, by key in the file and variable:
";

/// What was asked for.
#[derive(Clone, Debug)]
enum Command {
    Serve(Sources),
    Check(Sources),
    Token(TokenWish),
    Audit(Vec<String>, Sources),
    Help,
    Version,
}

/// Why the arguments make no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ArgumentProblem {
    NoCommand,
    UnknownCommand(String),
    UnknownArgument(String),
    NotForThisCommand(&'static str),
    ValueMissing(&'static str),
    Twice(&'static str),
    NotUnicode,
    Token(WishProblem),
}

impl fmt::Display for ArgumentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArgumentProblem::NoCommand => f.write_str(
                "A command is missing: `rollcall serve`, `rollcall check`, `rollcall token new` or `rollcall audit`.",
            ),
            ArgumentProblem::UnknownCommand(word) => {
                write!(
                    f,
                    "`{word}` is not a command; there are `serve`, `check`, `token new` and `audit`."
                )
            }
            ArgumentProblem::UnknownArgument(word) => write!(f, "`{word}` is not an option."),
            ArgumentProblem::NotForThisCommand(flag) => {
                write!(f, "`{flag}` belongs to `rollcall serve`.")
            }
            ArgumentProblem::ValueMissing(flag) => write!(f, "`{flag}` needs a value."),
            ArgumentProblem::Twice(flag) => write!(f, "`{flag}` stands there twice."),
            ArgumentProblem::NotUnicode => f.write_str("An argument is not valid Unicode."),
            ArgumentProblem::Token(problem) => problem.fmt(f),
        }
    }
}

/// Runs the command that the arguments ask for. 0 is success, 1 a failure, 2 a command line that makes no sense.
pub fn run(
    arguments: impl Iterator<Item = OsString>,
    environment: impl Iterator<Item = (OsString, OsString)>,
) -> ExitCode {
    match parse(arguments, environment.collect()) {
        Ok(Command::Serve(sources)) => serve::run(&sources),
        Ok(Command::Check(sources)) => check::run(&sources),
        Ok(Command::Token(wish)) => access::run_token_command(&wish),
        Ok(Command::Audit(words, sources)) => audit::run(&words, sources),
        Ok(Command::Help) => {
            print!("{USAGE}");
            for setting in Setting::all() {
                println!("  {:34}{}", setting.key(), setting.variable());
            }
            for (key, variable) in config::Config::connection_settings() {
                println!("  {key:34}{}", variable.unwrap_or_default());
            }
            println!("<ID> is the connection's id in capitals, with `_` for `-`.");
            ExitCode::SUCCESS
        }
        Ok(Command::Version) => {
            println!("rollcall {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}\nTry `rollcall --help`.");
            ExitCode::from(2)
        }
    }
}

const FLAGS: [(&str, Option<Setting>); 4] = [
    ("--config", None),
    ("--port", Some(Setting::Port)),
    ("--dist", Some(Setting::Dist)),
    ("--seed", Some(Setting::Seed)),
];

fn parse(
    arguments: impl Iterator<Item = OsString>,
    environment: Vec<(OsString, OsString)>,
) -> Result<Command, ArgumentProblem> {
    let words: Vec<String> = arguments
        .map(OsString::into_string)
        .collect::<Result<_, _>>()
        .map_err(|_| ArgumentProblem::NotUnicode)?;
    if words.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    let mut words = words.into_iter();
    let command = words.next().ok_or(ArgumentProblem::NoCommand)?;
    let serves = match command.as_str() {
        "serve" => true,
        "check" => false,
        "token" => return token(words),
        "--version" | "-V" => return Ok(Command::Version),
        "audit" => {
            let sources = Sources {
                environment,
                ..Sources::default()
            };
            return Ok(Command::Audit(words.collect(), sources));
        }
        "help" => return Ok(Command::Help),
        _ => return Err(ArgumentProblem::UnknownCommand(command)),
    };
    let mut sources = Sources {
        environment,
        ..Sources::default()
    };
    while let Some(word) = words.next() {
        let (name, joined) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let Some((flag, setting)) = FLAGS.into_iter().find(|(flag, _)| *flag == name) else {
            return Err(ArgumentProblem::UnknownArgument(word));
        };
        let value = joined
            .or_else(|| words.next())
            .ok_or(ArgumentProblem::ValueMissing(flag))?;
        match setting {
            None if sources.file.is_some() => return Err(ArgumentProblem::Twice(flag)),
            None => sources.file = Some(PathBuf::from(value)),
            Some(_) if !serves => return Err(ArgumentProblem::NotForThisCommand(flag)),
            Some(_) if sources.flags.iter().any(|(_, own, _)| *own == flag) => {
                return Err(ArgumentProblem::Twice(flag));
            }
            Some(setting) => sources.flags.push((setting, flag, value)),
        }
    }
    Ok(if serves {
        Command::Serve(sources)
    } else {
        Command::Check(sources)
    })
}

fn token(mut words: impl Iterator<Item = String>) -> Result<Command, ArgumentProblem> {
    match words.next() {
        Some(word) if word == "new" => {}
        Some(word) => return Err(ArgumentProblem::UnknownCommand(format!("token {word}"))),
        None => return Err(ArgumentProblem::UnknownCommand("token".to_owned())),
    }
    let mut values = [("--name", None), ("--role", None), ("--expires", None)];
    while let Some(word) = words.next() {
        let (name, joined) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let Some((flag, place)) = values.iter_mut().find(|(flag, _)| *flag == name) else {
            return Err(ArgumentProblem::UnknownArgument(word));
        };
        let value = joined
            .or_else(|| words.next())
            .ok_or(ArgumentProblem::ValueMissing(flag))?;
        if place.replace(value).is_some() {
            return Err(ArgumentProblem::Twice(flag));
        }
    }
    let [name, role, expires] = values.each_ref().map(|(_, value)| value.as_deref());
    TokenWish::read(name, role, expires)
        .map(Command::Token)
        .map_err(ArgumentProblem::Token)
}

/// Prints every problem and returns whether the gateway can run all the same.
pub(crate) fn report(outcome: &config::Outcome) -> bool {
    for problem in &outcome.problems {
        let word = if problem.is_warning() {
            "Warning"
        } else {
            "Error"
        };
        eprintln!("{word}: {problem}");
    }
    outcome
        .problems
        .iter()
        .all(config::ConfigProblem::is_warning)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn words(line: &str) -> Result<Command, ArgumentProblem> {
        parse(line.split_whitespace().map(OsString::from), Vec::new())
    }

    #[test]
    fn flags_take_their_value_either_way() {
        for line in [
            "serve --port 0 --config a.toml --seed 7",
            "serve --port=0 --config=a.toml --seed=7",
        ] {
            let Command::Serve(sources) = words(line).unwrap() else {
                unreachable!("{line}")
            };
            assert_eq!(sources.file, Some(PathBuf::from("a.toml")));
            assert_eq!(
                sources.flags,
                vec![
                    (Setting::Port, "--port", "0".to_owned()),
                    (Setting::Seed, "--seed", "7".to_owned())
                ]
            );
        }
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (line, problem) in [
            ("", ArgumentProblem::NoCommand),
            ("run", ArgumentProblem::UnknownCommand("run".to_owned())),
            (
                "serve --prot 1",
                ArgumentProblem::UnknownArgument("--prot".to_owned()),
            ),
            ("serve --port", ArgumentProblem::ValueMissing("--port")),
            ("serve --port 1 --port 2", ArgumentProblem::Twice("--port")),
            (
                "check --port 1",
                ArgumentProblem::NotForThisCommand("--port"),
            ),
        ] {
            assert_eq!(words(line).unwrap_err(), problem, "{line}");
        }
    }
}
