//! The builds of the product: the app with Trunk, and the `rollcall` binary with Cargo.

use crate::failure::Failure;
use crate::node;
use crate::place;
use crate::schedule::{self, Step};
use crate::tools::{Toolbox, WASM};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// How a build is meant to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Soon ready: the development profile, shared with `trunk serve` and the tests.
    Quick,
    /// What is delivered: small, with the app inside the binary.
    Release,
}

/// The profile of the delivered binary. Not the app's: a server is built for speed, and outlives a panic in one request.
const SERVER_PROFILE: &str = "server";

/// Compiles the app without Trunk, with the very flags that Trunk uses, while Trunk itself may still be building.
pub fn compile_app() -> Step {
    let mut command = cargo();
    command.args(["build", "--target", WASM, "--bin", "rollcall-app"]);
    Step::new("compile the app", command).note("1 to 3 minutes the first time, then seconds")
}

/// How the app is compiled when its pages are taken out of the program afterwards: what the cut goes by must be kept.
const SPLIT_FLAGS: &str = "--cfg erase_components --cfg split -Clink-args=--emit-relocs";

/// Makes the app's folder: compiles, binds, joins the style sheets and writes index.html. In a release build every page
/// but the first becomes a file of its own.
pub fn assemble_app(kind: Kind, toolbox: &Toolbox) -> Result<Command, Failure> {
    let mut command = Command::new(toolbox.program("trunk"));
    command.arg("build").current_dir(place::root());
    let path = match kind {
        Kind::Quick => {
            command.arg("--dist").arg(place::quick_app());
            toolbox.path(&[], &[])
        }
        Kind::Release => {
            command
                .arg("--release")
                .arg("--dist")
                .arg(place::release_app());
            command
                .env("ROLLCALL_WASM_BINDGEN", toolbox.program("wasm-bindgen"))
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SPLIT_FLAGS)
                .env_remove("RUSTFLAGS")
                .env("CARGO_PROFILE_RELEASE_STRIP", "none");
            toolbox.path(&[splitter()?], &[node::programs()])
        }
    };
    // Trunk reads NO_COLOR as a boolean and refuses the "1" that other programs take.
    command.env("PATH", path).env_remove("NO_COLOR");
    Ok(command)
}

/// Builds the program that stands in for wasm-bindgen, and returns the folder where it has that name.
fn splitter() -> Result<PathBuf, Failure> {
    let mut command = cargo();
    command.args(["build", "--package", "split"]);
    schedule::show("Building what takes the pages out", &mut command)?;
    let folder = place::target().join("stand-in");
    let failed = |source| Failure::File {
        path: folder.clone(),
        source,
    };
    fs::create_dir_all(&folder).map_err(failed)?;
    // rustc refuses to build a crate of that name.
    fs::copy(
        place::target()
            .join("debug")
            .join(place::executable("split")),
        folder.join(place::executable("wasm-bindgen")),
    )
    .map_err(failed)?;
    Ok(folder)
}

/// Builds `rollcall`. In a release build the app's folder must be there: it goes into the binary.
pub fn gateway(kind: Kind) -> Step {
    let mut command = cargo();
    command.args(["build", "--package", "gateway"]);
    match kind {
        Kind::Quick => {
            Step::new("build the gateway", command).note("1 to 2 minutes the first time")
        }
        Kind::Release => {
            command.args(["--profile", SERVER_PROFILE]);
            Step::new("build the gateway for release", command)
                .note("2 to 4 minutes the first time")
        }
    }
}

/// Builds the emulated vendors without a gateway, for the tests of other people's proxies.
pub fn bare_sandbox() -> Step {
    let mut command = cargo();
    command.args(["build", "--package", "gateway", "--example", "bare_sandbox"]);
    Step::new("build the bare sandbox", command)
}

/// The built bare sandbox.
pub fn bare_sandbox_program() -> PathBuf {
    place::target()
        .join("debug")
        .join("examples")
        .join(place::executable("bare_sandbox"))
}

/// The built `rollcall`.
pub fn gateway_program(kind: Kind) -> PathBuf {
    let folder = match kind {
        Kind::Quick => "debug",
        Kind::Release => SERVER_PROFILE,
    };
    place::target()
        .join(folder)
        .join(place::executable("rollcall"))
}

/// Cargo in the workspace.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(place::root());
    command
}
