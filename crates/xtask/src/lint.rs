//! `cargo xtask lint`: formatting, lints on both targets, and licences.

use crate::failure::Failure;
use crate::tools::{self, WASM};
use crate::{build, licences, schedule};

/// Runs all of it.
pub fn run() -> Result<(), Failure> {
    let mut formatting = build::cargo();
    formatting.args(["fmt", "--all", "--check"]);
    schedule::show("Formatting", &mut formatting)?;

    let mut native = build::cargo();
    native.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]);
    schedule::show("Lints, native", &mut native)?;

    tools::ensure_wasm_target()?;
    let mut wasm = build::cargo();
    wasm.args(["clippy", "--target", WASM, "--all-targets"])
        .args(["--package", "rollcall-app"])
        .args(["--", "--deny", "warnings"]);
    schedule::show("Lints, wasm32", &mut wasm)?;

    let mut parts = build::cargo();
    parts.args([
        "check",
        "--target",
        WASM,
        "--package",
        "vendors",
        "--package",
        "sandbox",
    ]);
    schedule::show("The protocols and the sandbox for wasm32", &mut parts)?;

    licences::check()
}
