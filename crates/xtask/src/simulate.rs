//! `cargo xtask simulate`: the job engine against the sandbox under simulated time, network, disk and admin.

use crate::build;
use crate::failure::Failure;
use crate::schedule;
use std::process::Command;

/// How many seeds `cargo xtask test` runs.
pub const SEEDS_IN_TESTS: u64 = 100_000;

/// Runs seeds from `from` on, or the one seed, and tells that one step by step.
pub fn run(runs: u64, from: u64, seed: Option<u64>) -> Result<(), Failure> {
    let mut command = command();
    match seed {
        Some(seed) => command.args(["--seed".to_owned(), seed.to_string()]),
        None => command.args([
            "--runs".to_owned(),
            runs.to_string(),
            "--from".to_owned(),
            from.to_string(),
        ]),
    };
    schedule::show("Simulation", &mut command)
}

/// The program, as fast as it gets: a hundred thousand runs are a matter of a minute then.
fn command() -> Command {
    let mut command = build::cargo();
    command.args([
        "run",
        "--profile",
        "server",
        "--package",
        "simulation",
        "--bin",
        "simulate",
        "--",
    ]);
    command
}
