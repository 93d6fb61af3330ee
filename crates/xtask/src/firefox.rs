//! Firefox, in which the main tasks are tried as well. Playwright drives the one that is installed, by way of a script that stands
//! in for its program (`tests/e2e/firefox/relay.mjs`); Windows starts no script as a program, so there it is not tried.

use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::{node, place, report, schedule};
use std::env;
use std::fs;
use std::path::PathBuf;

/// Debian's package of it.
const PACKAGE: &str = "firefox-esr";

/// The installed program. `$FIREFOX` is taken before what is on PATH.
fn find() -> Option<PathBuf> {
    if cfg!(windows) {
        return None;
    }
    env::var_os("FIREFOX")
        .map(PathBuf::from)
        .into_iter()
        .chain(place::on_path("firefox-esr"))
        .chain(place::on_path("firefox"))
        .chain(["/Applications/Firefox.app/Contents/MacOS/firefox".into()])
        .find(|path| path.is_file())
}

/// The package to install, where it is missing and the distribution has it.
pub fn missing_package() -> Option<&'static str> {
    let is_debian = fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    (is_debian && find().is_none()).then_some(PACKAGE)
}

/// Runs the tests that are marked for it. Where there is no Firefox, that is said, and is a failure if it `is_wanted`.
pub fn run(is_wanted: bool) -> Result<(), Failure> {
    let Some(program) = find() else {
        if is_wanted {
            return Err(Failure::Missing {
                what: "Firefox, on PATH or named by FIREFOX".to_owned(),
                run: "sudo apt-get install firefox-esr".to_owned(),
            });
        }
        report::heading("Not tried in Firefox, which is not installed");
        return Ok(());
    };
    let mut command = node::playwright("firefox.config.ts");
    command
        .env("FIREFOX", program)
        .env("ROLLCALL_BIN", build::gateway_program(Kind::Release))
        .env("ROLLCALL_APP_FILES", place::release_app());
    schedule::show("The main tasks in Firefox", &mut command)
}
