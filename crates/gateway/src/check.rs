//! `rollcall check`: everything that is wrong with the configuration, and what it comes to.

use std::process::ExitCode;

use crate::command_line::report;
use crate::config::{self, Sources};

/// Prints the problems to stderr and, if the gateway could run, what it would do to stdout.
pub fn run(sources: &Sources) -> ExitCode {
    let outcome = config::read(sources);
    if !report(&outcome) {
        eprintln!("The configuration needs correcting.");
        return ExitCode::FAILURE;
    }
    match &outcome.file {
        Some(file) => println!("{} is in order.", file.display()),
        None => {
            println!("There is no configuration file; defaults and the environment are in order.")
        }
    }
    for connection in &outcome.config.connections {
        let held = match connection.credentials {
            Some(_) => ", credentials held by the gateway",
            None => "",
        };
        match &connection.upstream {
            Some(url) => println!(
                "{}: {}{}{held}",
                connection.id,
                url.authority(),
                url.base_path()
            ),
            None => println!("{}: the sandbox{held}", connection.id),
        }
    }
    match &outcome.config.audit_file {
        Some(file) => println!("Audit trail: {}", file.display()),
        None => println!("Audit trail: none; `audit.file` names one."),
    }
    ExitCode::SUCCESS
}
