//! `cargo xtask dist`: what is delivered. An archive with the program, one with the console's files for static hosts, and
//! the SHA-256 of both.

use crate::archive::Contents;
use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::{licences, notices, place, report, schedule, size};
use sha2::{Digest, Sha256};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What goes along in both, at the same paths as in the repository, so that links between them lead somewhere.
const BESIDE: [&str; 12] = [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "deploy",
    "docs/EMBEDDING.md",
    "docs/GATEWAY.md",
    "docs/HOSTING.md",
    "docs/JOBS.md",
    "docs/SECURITY.md",
    "docs/TABLES.md",
    "docs/TRANSPORTS.md",
    "docs/UPGRADING.md",
];
/// The archives' own first pages.
const PROGRAM_README: &str = include_str!("archive_words/program.md");
const CONSOLE_README: &str = include_str!("archive_words/console.md");

/// Builds, unless told that it is done, checks, and writes the archives.
pub fn run(build: bool) -> Result<(), Failure> {
    if build {
        size::run()?;
        report::heading("Release build of the gateway, with the app inside");
        schedule::side_by_side(vec![vec![build::gateway(Kind::Release)]])?;
    }
    let program = build::gateway_program(Kind::Release);
    report::heading("Checking what is delivered");
    size::check_program()?;
    let example = place::root().join("deploy").join("rollcall.example.toml");
    schedule::output(
        "rollcall check of the example",
        Command::new(&program)
            .arg("check")
            .arg("--config")
            .arg(example),
    )?;
    licences::check()?;

    let host = host()?;
    let notices = notices::text(&host)?;
    let time = time()?;
    let folder = place::archives();
    start_anew(&folder)?;
    let version = env!("CARGO_PKG_VERSION");

    let mut contents = beside(&notices)?;
    contents.add("README.md", PROGRAM_README);
    contents.add_program(&place::executable("rollcall"), &program)?;
    let first = contents.write(&folder, &format!("rollcall-{version}-{host}"), time)?;

    let mut contents = beside(&notices)?;
    contents.add("README.md", CONSOLE_README);
    contents.add_path("files", &place::release_app())?;
    if !contents.has("files/index.html") || !contents.has("files/index.html.br") {
        return Err(Failure::NotUnderstood {
            what: "dist/, which holds no finished release build".to_owned(),
        });
    }
    let second = contents.write(&folder, &format!("rollcall-console-{version}"), time)?;
    sums(&folder, &[first, second])
}

/// The folder, with nothing in it.
fn start_anew(folder: &Path) -> Result<(), Failure> {
    let failed = |source| Failure::File {
        path: folder.to_owned(),
        source,
    };
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

fn beside(notices: &str) -> Result<Contents, Failure> {
    let mut contents = Contents::default();
    for name in BESIDE {
        contents.add_path(name, &place::root().join(name))?;
    }
    contents.add("THIRD-PARTY-LICENSES.txt", notices);
    Ok(contents)
}

/// Writes the sums as `sha256sum --check` reads them, and says them.
fn sums(folder: &Path, archives: &[PathBuf]) -> Result<(), Failure> {
    let mut text = String::new();
    report::heading("Written");
    for path in archives {
        let failed = |source| Failure::File {
            path: path.clone(),
            source,
        };
        let bytes = fs::read(path).map_err(failed)?;
        let mut sum = String::new();
        for byte in Sha256::digest(&bytes) {
            // Writing to a text cannot fail.
            let _ = write!(sum, "{byte:02x}");
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        text += &format!("{sum}  {name}\n");
        let size = report::bytes(bytes.len() as u64);
        report::line(&format!("{}: {size} bytes, {sum}", path.display()));
    }
    let path = folder.join("SHA256SUMS");
    fs::write(&path, text).map_err(|source| Failure::File { path, source })
}

/// The time that every file in the archives has: of the commit, unless `SOURCE_DATE_EPOCH` names another. Web servers make
/// ETags of a file's time and size, so two versions must not have the same.
fn time() -> Result<u64, Failure> {
    let text = match env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text,
        Err(_) => schedule::output(
            "git log",
            Command::new("git")
                .args(["log", "-1", "--format=%ct"])
                .current_dir(place::root()),
        )?,
    };
    text.trim().parse().map_err(|_| Failure::NotUnderstood {
        what: "the time of the archives: SOURCE_DATE_EPOCH, or what git says of the last commit"
            .to_owned(),
    })
}

/// The system that the program is built for, as Rust names it.
fn host() -> Result<String, Failure> {
    let printed = schedule::output("rustc -vV", Command::new("rustc").arg("-vV"))?;
    let host = printed.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure::NotUnderstood {
            what: "the output of rustc -vV".to_owned(),
        })
}
