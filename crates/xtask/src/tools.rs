//! The two programs that turn Rust into the app, Trunk and the wasm-bindgen command, and the two that judge what it is
//! made of, all in exactly the pinned versions.
//!
//! They are taken from PATH when the versions match, and otherwise built once for all clones on the machine. Built, not
//! downloaded: crates come through Cargo, with its checksums, wherever Cargo works.

use crate::failure::Failure;
use crate::place;
use crate::schedule::{self, Step};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of Trunk that Trunk.toml is written for.
const TRUNK: &str = "0.21.14";

/// The target that the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

struct Tool {
    package: &'static str,
    programs: &'static [&'static str],
    version: String,
    /// 0 builds soonest. Where the tool has work to do on the whole program, 1 is soon repaid.
    optimization: &'static str,
    /// Whether it is built with what its authors build it with.
    default_features: bool,
    note: &'static str,
}

impl Tool {
    fn home(&self) -> PathBuf {
        place::tools().join(format!("{}-{}", self.package, self.version))
    }

    /// The folder that holds all programs of the tool in the right version.
    fn locate(&self) -> Option<PathBuf> {
        let first = self.programs.first()?;
        let kept = self.home().join("bin");
        place::on_path(first)
            .iter()
            .filter_map(|program| program.parent())
            .chain([kept.as_path()])
            .find(|folder| {
                self.programs
                    .iter()
                    .all(|program| folder.join(place::executable(program)).is_file())
                    && says_version(&folder.join(place::executable(first)), &self.version)
            })
            .map(Path::to_owned)
    }

    /// Compiles the tool for a short build, not for a fast program: it runs for a second, and is waited for a minute.
    fn install(&self) -> Step {
        let mut command = Command::new("cargo");
        command
            .args(["install", self.package, "--version", &self.version])
            .args(["--locked", "--root"])
            .arg(self.home())
            .args((!self.default_features).then_some("--no-default-features"))
            .current_dir(place::root())
            .env("CARGO_TARGET_DIR", self.build_folder())
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimization)
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_STRIP", "true")
            .env_remove("RUSTFLAGS");
        Step::new(format!("build {} {}", self.package, self.version), command).note(self.note)
    }

    /// Its first program, once it was installed.
    fn ready(&self) -> Result<PathBuf, Failure> {
        let folder = self.folder()?;
        Ok(folder.join(place::executable(self.programs[0])))
    }

    /// The folder of its programs, once it was installed. What was only needed for building goes.
    fn folder(&self) -> Result<PathBuf, Failure> {
        let folder = self.locate().ok_or_else(|| Failure::NotUnderstood {
            what: format!(
                "{} {} was installed in {} and is not there",
                self.package,
                self.version,
                self.home().display()
            ),
        })?;
        // Hundreds of megabytes that nobody needs again. If they cannot be removed, nothing is lost but space.
        let _ = fs::remove_dir_all(self.build_folder());
        Ok(folder)
    }

    fn build_folder(&self) -> PathBuf {
        place::tools().join("build").join(self.package)
    }
}

fn all() -> Result<[Tool; 2], Failure> {
    Ok([
        Tool {
            package: "trunk",
            programs: &["trunk"],
            version: TRUNK.to_owned(),
            optimization: "0",
            default_features: false,
            note: "once on this machine, 2 to 5 minutes",
        },
        Tool {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version: locked_version("wasm-bindgen")?,
            optimization: "1",
            default_features: false,
            note: "once on this machine, 1 to 2 minutes",
        },
    ])
}

/// What `cargo xtask audit` runs.
fn auditors() -> [Tool; 2] {
    [("cargo-deny", "0.20.2"), ("cargo-audit", "0.22.2")].map(|(package, version)| Tool {
        package,
        programs: if package == "cargo-deny" {
            &["cargo-deny"]
        } else {
            &["cargo-audit"]
        },
        version: version.to_owned(),
        optimization: "0",
        default_features: true,
        note: "once on this machine, 2 to 6 minutes",
    })
}

/// Installs what `cargo xtask audit` runs, where it is missing, and returns both programs: cargo-deny, cargo-audit.
pub fn ensure_auditors() -> Result<[PathBuf; 2], Failure> {
    let tools = auditors();
    let missing: Vec<Step> = tools
        .iter()
        .filter(|tool| tool.locate().is_none())
        .map(Tool::install)
        .collect();
    if !missing.is_empty() {
        // One after the other: most of both is the same code, which needs the memory of one build only.
        schedule::side_by_side(vec![missing])?;
    }
    let [deny, audit] = tools;
    Ok([deny.ready()?, audit.ready()?])
}

/// The steps that install what is missing. Nothing when nothing is.
pub fn missing() -> Result<Vec<Step>, Failure> {
    Ok(all()?
        .iter()
        .filter(|tool| tool.locate().is_none())
        .map(Tool::install)
        .collect())
}

/// The installed tools.
pub struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Finds the tools, which must have been installed.
    pub fn open() -> Result<Self, Failure> {
        let mut folders = Vec::new();
        for tool in all()? {
            folders.push(tool.folder()?);
        }
        Ok(Self { folders })
    }

    /// PATH with `first`, the tools, and then `more`, before everything else.
    pub fn path(&self, first: &[PathBuf], more: &[PathBuf]) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = first.iter().chain(&self.folders).chain(more).cloned();
        // Joining fails only for a folder with a separator in its name; then the inherited PATH has to do.
        env::join_paths(folders.chain(env::split_paths(&inherited))).unwrap_or(inherited)
    }

    /// The place of one of the tools' programs.
    pub fn program(&self, name: &str) -> PathBuf {
        let file = place::executable(name);
        self.folders
            .iter()
            .map(|folder| folder.join(&file))
            .find(|file| file.is_file())
            .unwrap_or_else(|| PathBuf::from(file))
    }
}

/// Adds the wasm target to the toolchain when it is not there.
pub fn ensure_wasm_target() -> Result<(), Failure> {
    let library = schedule::output(
        "rustc --print target-libdir",
        Command::new("rustc")
            .args(["--print", "target-libdir", "--target", WASM])
            .current_dir(place::root()),
    )?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    schedule::show(
        "Adding the wasm32 target with rustup (a download of about 20 MB)",
        Command::new("rustup")
            .args(["target", "add", WASM])
            .current_dir(place::root()),
    )
}

fn says_version(program: &Path, version: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| {
            String::from_utf8_lossy(&output.stdout)
                .split_whitespace()
                .any(|word| word == version)
        })
}

fn locked_version(package: &str) -> Result<String, Failure> {
    let path = place::root().join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(|source| Failure::File { path, source })?;
    version_in_lock(&text, package).ok_or_else(|| Failure::NotUnderstood {
        what: format!("Cargo.lock, which does not name {package}"),
    })
}

fn version_in_lock(text: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = text.lines();
    lines.find(|line| *line == name)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let text = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.76\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";
        assert_eq!(
            version_in_lock(text, "wasm-bindgen").as_deref(),
            Some("0.2.126")
        );
        assert_eq!(version_in_lock(text, "trunk"), None);
    }
}
