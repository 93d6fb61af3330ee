//! Node: the end-to-end tests, wasm-opt (as an npm package) and the compressors that sizes are measured with.

use crate::failure::Failure;
use crate::place;
use crate::schedule::Step;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The step that installs the packages of tests/e2e, unless exactly these are installed.
pub fn missing() -> Result<Option<Step>, Failure> {
    if place::on_path("node").is_empty() {
        return Err(Failure::Missing {
            what: "Node 20 or later".to_owned(),
            run: "see https://nodejs.org, or: sudo apt-get install nodejs npm".to_owned(),
        });
    }
    if is_installed() {
        return Ok(None);
    }
    // npm is a script on Windows, and only its full name starts it.
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command
        .args(["ci", "--no-fund", "--no-audit"])
        .current_dir(place::end_to_end())
        // The browser is the system's: a second one would only be another 200 MB.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Ok(Some(
        Step::new("npm ci in tests/e2e", command).note("a download of about 60 MB"),
    ))
}

/// The folder with wasm-opt.
pub fn programs() -> PathBuf {
    place::end_to_end().join("node_modules").join(".bin")
}

/// Playwright's test runner with one of the configurations of tests/e2e.
pub fn playwright(configuration: &str) -> Command {
    let folder = place::end_to_end();
    let runner = ["node_modules", "@playwright", "test", "cli.js"];
    let mut command = Command::new("node");
    command
        .arg(
            runner
                .iter()
                .fold(folder.clone(), |path, part| path.join(part)),
        )
        .args(["test", "--config", configuration])
        .current_dir(folder);
    command
}

/// npm keeps what it installed in a file of its own, newer than the lock file when that was installed from it.
fn is_installed() -> bool {
    let modified = |path: PathBuf| fs::metadata(path).and_then(|data| data.modified()).ok();
    let folder = place::end_to_end();
    let wanted = modified(folder.join("package-lock.json"));
    let present = modified(folder.join("node_modules").join(".package-lock.json"));
    matches!((wanted, present), (Some(wanted), Some(present)) if present >= wanted)
}
