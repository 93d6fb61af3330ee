//! The command line. Small enough to be read by hand, so that nothing has to be compiled before the first word is said.

use crate::failure::Failure;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Build and serve the console with the sandbox behind it.
    Start { port: u16, release: bool },
    /// Install what the tests need and run them, or the named part of them.
    Test {
        port: Option<u16>,
        only: Option<Part>,
    },
    /// Formatting, lints and licences.
    Lint,
    /// Licences, sources and advisories of everything that is depended on.
    Audit,
    /// The size of the first load, file by file, or of the program, crate by crate.
    Size { by_crate: bool },
    /// Join the style sheets into the one file that Trunk takes.
    Style,
    /// Jobs against the sandbox while everything goes wrong: so many seeds from one on, or one seed, told step by step.
    Simulate {
        runs: u64,
        from: u64,
        seed: Option<u64>,
    },
    /// Put the Content-Security-Policy and what the workers need into the release that Trunk builds, and compress it.
    Finish,
    /// The archives that are delivered, from a new build or from what is built already.
    Dist { build: bool },
    /// Take the pictures of the documentation.
    Screenshots,
    /// How to use all this.
    Help,
}

/// A part of the tests that can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Unit, property and rule tests.
    Native,
    /// Tests that need a browser's interfaces, in headless Chromium.
    Wasm,
    /// The size of the first load against its budget.
    Budget,
    /// The whole product in a browser.
    EndToEnd,
    /// The main tasks in Firefox.
    Firefox,
}

impl Command {
    /// Reads the arguments after the program's name.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut arguments = arguments;
        let name = arguments.next().unwrap_or_else(|| "help".to_owned());
        let mut port = None;
        let mut release = false;
        let mut only = None;
        let mut by_crate = false;
        let mut build = true;
        let (mut runs, mut from, mut seed) = (100_000, 0, None);
        while let Some(argument) = arguments.next() {
            let (flag, inline) = match argument.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            match (name.as_str(), flag.as_str()) {
                ("start" | "test", "--port") => {
                    port = Some(parse_port(inline.or_else(|| arguments.next()))?);
                }
                ("start", "--release") => release = true,
                ("size", "--by-crate") => by_crate = true,
                ("dist", "--no-build") => build = false,
                ("simulate", "--runs") => {
                    runs = parse_number(inline.or_else(|| arguments.next()))?;
                }
                ("simulate", "--from") => {
                    from = parse_number(inline.or_else(|| arguments.next()))?;
                }
                ("simulate", "--seed") => {
                    seed = Some(parse_number(inline.or_else(|| arguments.next()))?);
                }
                ("test", "--only") => {
                    only = Some(parse_part(inline.or_else(|| arguments.next()))?);
                }
                _ => {
                    return Err(Failure::Usage(format!("`{name}` does not know `{flag}`")));
                }
            }
        }
        match name.as_str() {
            "start" => Ok(Self::Start {
                port: port.unwrap_or(8080),
                release,
            }),
            "test" => Ok(Self::Test { port, only }),
            "lint" => Ok(Self::Lint),
            "audit" => Ok(Self::Audit),
            "size" => Ok(Self::Size { by_crate }),
            "style" => Ok(Self::Style),
            "simulate" => Ok(Self::Simulate { runs, from, seed }),
            "finish" => Ok(Self::Finish),
            "dist" => Ok(Self::Dist { build }),
            "screenshots" => Ok(Self::Screenshots),
            "help" | "--help" | "-h" => Ok(Self::Help),
            _ => Err(Failure::Usage(format!("there is no `{name}`"))),
        }
    }
}

fn parse_number(value: Option<String>) -> Result<u64, Failure> {
    value
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Failure::Usage("a number from 0 was expected".to_owned()))
}

fn parse_port(value: Option<String>) -> Result<u16, Failure> {
    value
        .as_deref()
        .and_then(|value| value.parse().ok())
        .filter(|port| *port != 0)
        .ok_or_else(|| Failure::Usage("--port needs a number from 1 to 65535".to_owned()))
}

fn parse_part(value: Option<String>) -> Result<Part, Failure> {
    match value.as_deref() {
        Some("native") => Ok(Part::Native),
        Some("wasm") => Ok(Part::Wasm),
        Some("budget") => Ok(Part::Budget),
        Some("e2e") => Ok(Part::EndToEnd),
        Some("firefox") => Ok(Part::Firefox),
        _ => Err(Failure::Usage(
            "--only needs native, wasm, budget, e2e or firefox".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn parse(line: &str) -> Result<Command, Failure> {
        Command::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn start_listens_on_8080_unless_told() {
        assert_eq!(
            parse("start").unwrap(),
            Command::Start {
                port: 8080,
                release: false
            }
        );
        assert_eq!(
            parse("start --release --port=9000").unwrap(),
            Command::Start {
                port: 9000,
                release: true
            }
        );
    }

    #[test]
    fn a_part_of_the_tests_is_chosen_by_name() {
        assert_eq!(
            parse("test --only e2e --port 9100").unwrap(),
            Command::Test {
                port: Some(9100),
                only: Some(Part::EndToEnd)
            }
        );
        assert!(parse("test --only everything").is_err());
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for line in [
            "stat",
            "start --prot 1",
            "start --port",
            "start --port 0",
            "lint --port 1",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
