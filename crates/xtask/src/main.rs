//! The project's own commands, so that a fresh clone needs nothing but rustup, Node and a C compiler.
//!
//! `cargo xtask start` and `cargo xtask test` are the two that people use; the others are parts of them. This program
//! knows how the product is built and tested, and nothing of what the product does.

mod archive;
mod arguments;
mod audit;
mod browser;
mod build;
mod demo;
mod dist;
mod failure;
mod firefox;
mod integrity;
mod licences;
mod lint;
mod node;
mod notices;
mod offline;
mod pack;
mod place;
mod policy;
mod report;
mod schedule;
mod screenshots;
mod simulate;
mod size;
mod start;
mod style;
mod test;
mod tools;
mod web_servers;
mod weight;

use crate::arguments::Command;
use crate::failure::Failure;
use std::process::ExitCode;

/// What is printed for `cargo xtask help` and after a command line that was not understood.
pub const USAGE: &str = "\
cargo xtask start [--port N] [--release]
    Builds everything and serves the console, with the sandbox behind it, at http://127.0.0.1:8080.
cargo xtask test [--port N] [--only native|wasm|budget|e2e|firefox]
    Installs what the tests need and runs them. --port is the first port for the end-to-end tests.
cargo xtask lint
    Formatting, lints and licences.
cargo xtask audit
    What the product is made of, against licences, sources and published advisories. Asks the network.
cargo xtask size [--by-crate]
    The size of the first load, file by file, as a table to be pasted into the documentation. With --by-crate, where the
    code of the program comes from.
cargo xtask simulate [--runs N] [--from SEED] | --seed SEED
    Bulk jobs against the sandbox while everything between them goes wrong: many seeds, or one, told step by step.
cargo xtask dist [--no-build]
    What is delivered, in target/dist: an archive with the program, one with the console's files, and their SHA-256.
    With --no-build, of what `cargo xtask test` has built already.
cargo xtask screenshots
    Takes the pictures of docs/screenshots: every page in both languages, wide and narrow, light and dark.
cargo xtask style
    Joins the style sheets into the one file that Trunk takes. Trunk runs this by itself.
cargo xtask finish
    Puts the Content-Security-Policy and the digests of the program's scripts into a release build's page, its files into the
    worker that opens it without a network, the compiled sandbox beside it for the demonstration, and compresses everything.
    Trunk runs this by itself.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    match Command::parse(std::env::args().skip(1))? {
        Command::Start { port, release } => start::run(port, release),
        Command::Test { port, only } => test::run(port, only),
        Command::Lint => lint::run(),
        Command::Audit => audit::run(),
        Command::Size { by_crate: false } => size::run(),
        Command::Size { by_crate: true } => weight::run(),
        Command::Style => style::run(),
        Command::Screenshots => screenshots::run(),
        Command::Simulate { runs, from, seed } => simulate::run(runs, from, seed),
        Command::Finish => finish(),
        Command::Dist { build } => dist::run(build),
        Command::Help => {
            println!("{USAGE}");
            Ok(())
        }
    }
}

/// What is left to do in the folder that Trunk is building: the worker's list is of the finished page, and what is
/// compressed must not change any more.
fn finish() -> Result<(), Failure> {
    policy::run()?;
    integrity::run()?;
    demo::run()?;
    offline::run()?;
    pack::run()
}
