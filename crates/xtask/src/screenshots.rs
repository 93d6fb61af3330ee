//! `cargo xtask screenshots`: the pictures of docs/screenshots.

use crate::browser::Browser;
use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::node;
use crate::schedule;
use crate::start;
use crate::tools;
use std::process::Command;

/// Builds the console and takes a picture of each of its pages in both languages, wide and narrow, light and dark.
pub fn run() -> Result<(), Failure> {
    let browser = Browser::require()?;
    tools::ensure_wasm_target()?;
    // What is delivered: other builds have no demonstration.
    let toolbox = start::prepare(Kind::Release)?;
    schedule::show(
        "Assembling the app with Trunk",
        &mut build::assemble_app(Kind::Release, &toolbox)?,
    )?;
    schedule::side_by_side(vec![vec![build::gateway(Kind::Release)]])?;
    let mut command: Command = node::playwright("screenshots.config.ts");
    command
        .env("CHROMIUM", browser.chromium)
        .env("CHROMIUM_ARGUMENTS", crate::browser::arguments().join(" "))
        .env("ROLLCALL_BIN", build::gateway_program(Kind::Release));
    schedule::show("Pictures of every page", &mut command)
}
