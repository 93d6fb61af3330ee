//! `cargo xtask test`: installs what the tests need and runs them all.

use crate::arguments::Part;
use crate::browser::{self, Browser};
use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::schedule::{self, Step};
use crate::tools::{self, Toolbox, WASM};
use crate::{firefox, node, place, report, simulate, size, web_servers};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// Runs all tests, or one part. `port` is the first port that the end-to-end tests listen on; free ones otherwise.
pub fn run(port: Option<u16>, only: Option<Part>) -> Result<(), Failure> {
    let started = Instant::now();
    let wants = |part: Part| only.is_none_or(|chosen| chosen == part);
    let in_chromium = wants(Part::Wasm) || wants(Part::EndToEnd);
    let served = wants(Part::EndToEnd) || wants(Part::Firefox);
    let released = wants(Part::Budget) || served;

    let mut lanes = Vec::new();
    if in_chromium || released {
        tools::ensure_wasm_target()?;
        lanes.extend(tools::missing()?.into_iter().map(|step| vec![step]));
    }
    let packages = browser::Wanted {
        chromium: in_chromium,
        web_servers: wants(Part::EndToEnd),
        firefox: wants(Part::Firefox),
    };
    lanes.push(packages.missing()?);
    if released {
        lanes.extend(node::missing()?.map(|step| vec![step]));
    }
    if wants(Part::Native) {
        let mut compile = native();
        compile.arg("--no-run");
        lanes.push(vec![Step::new("compile the native tests", compile)]);
    }
    lanes.retain(|lane| !lane.is_empty());
    if !lanes.is_empty() {
        report::heading("Installing and compiling what the tests need");
        schedule::side_by_side(lanes)?;
    }

    if wants(Part::Native) {
        schedule::show("Native tests", &mut native())?;
        simulate::run(simulate::SEEDS_IN_TESTS, 0, None)?;
    }
    if in_chromium || released {
        let toolbox = Toolbox::open()?;
        if wants(Part::Wasm) {
            schedule::show("Tests in headless Chromium", &mut wasm(&toolbox)?)?;
        }
        if released {
            schedule::show(
                "Release build of the app",
                &mut build::assemble_app(Kind::Release, &toolbox)?,
            )?;
            size::check()?;
        }
        if served {
            report::heading("Release build of the gateway, with the app inside");
            let mut steps = vec![build::gateway(Kind::Release)];
            if wants(Part::EndToEnd) {
                steps.push(build::bare_sandbox());
            }
            schedule::side_by_side(vec![steps])?;
            size::check_program()?;
        }
        if wants(Part::EndToEnd) {
            schedule::show("End-to-end tests", &mut end_to_end(port)?)?;
        }
        if wants(Part::Firefox) {
            firefox::run(only.is_some())?;
        }
    }
    report::heading(&format!(
        "All passed in {}",
        report::duration(started.elapsed())
    ));
    Ok(())
}

fn native() -> Command {
    let mut command = build::cargo();
    command.args(["test", "--workspace"]);
    command
}

fn wasm(toolbox: &Toolbox) -> Result<Command, Failure> {
    let browser = Browser::require()?;
    let mut command = build::cargo();
    command
        .args([
            "test",
            "--target",
            WASM,
            "--package",
            "rollcall-app",
            "--lib",
            "--tests",
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            toolbox.program("wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver(&browser)?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    Ok(command)
}

/// Writes what the WebDriver session is to be like. The runner itself adds that Chromium has no window.
fn webdriver(browser: &Browser) -> Result<PathBuf, Failure> {
    let wanted = serde_json::json!({
        "goog:chromeOptions": { "binary": browser.chromium, "args": browser::arguments() }
    });
    let path = place::target().join("xtask").join("webdriver.json");
    let failed = |source| Failure::File {
        path: path.clone(),
        source,
    };
    fs::create_dir_all(place::target().join("xtask")).map_err(failed)?;
    fs::write(&path, wanted.to_string()).map_err(failed)?;
    Ok(path)
}

fn end_to_end(port: Option<u16>) -> Result<Command, Failure> {
    let browser = Browser::require()?;
    let mut command = node::playwright("playwright.config.ts");
    command
        .env("CHROMIUM", browser.chromium)
        .env("CHROMIUM_ARGUMENTS", browser::arguments().join(" "))
        .env("ROLLCALL_BIN", build::gateway_program(Kind::Release))
        .env("ROLLCALL_BARE_SANDBOX", build::bare_sandbox_program())
        .env("ROLLCALL_APP_FILES", place::release_app())
        .envs(web_servers::require()?);
    if let Some(port) = port {
        command.env("ROLLCALL_PORT", port.to_string());
    }
    Ok(command)
}
