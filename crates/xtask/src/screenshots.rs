//! `cargo xtask screenshots`: the pictures of docs/screenshots.

use crate::browser::Browser;
use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::schedule;
use crate::start;
use crate::tools;
use crate::{node, place};
use std::process::Command;

/// Builds the console and takes a picture of each of its pages in both languages, wide and narrow, light and dark.
pub fn run() -> Result<(), Failure> {
    let browser = Browser::require()?;
    tools::ensure_wasm_target()?;
    if let Some(step) = node::missing()? {
        schedule::side_by_side(vec![vec![step]])?;
    }
    let toolbox = start::prepare(Kind::Quick)?;
    schedule::show(
        "Assembling the app with Trunk",
        &mut build::assemble_app(Kind::Quick, &toolbox)?,
    )?;
    let mut command: Command = node::playwright("screenshots.config.ts");
    command
        .env("CHROMIUM", browser.chromium)
        .env("CHROMIUM_ARGUMENTS", crate::browser::arguments().join(" "))
        .env("ROLLCALL_BIN", build::gateway_program(Kind::Quick))
        .env("ROLLCALL_E2E_DIST", place::quick_app());
    schedule::show("Pictures of every page", &mut command)
}
