//! The browser that the tests drive: found, or installed where that can be done, or else named exactly.

use crate::failure::Failure;
use crate::firefox;
use crate::place;
use crate::schedule::Step;
use crate::web_servers;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Chromium and the program that drives it.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// The WebDriver program of the same version.
    pub driver: PathBuf,
}

impl Browser {
    /// The installed browser. `$CHROMIUM` and `$CHROMEDRIVER` are taken before what is on PATH.
    pub fn find() -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
        let chromium = from_environment("CHROMIUM")
            .or_else(|| {
                names
                    .iter()
                    .find_map(|name| place::on_path(name).into_iter().next())
            })
            .or_else(usual_place)?;
        let driver = from_environment("CHROMEDRIVER")
            .or_else(|| place::on_path("chromedriver").into_iter().next())?;
        Some(Self { chromium, driver })
    }

    /// The browser, or what to run to get it.
    pub fn require() -> Result<Self, Failure> {
        Self::find().ok_or_else(|| Failure::Missing {
            what: "Chromium (or Chrome) and its chromedriver, on PATH or named by CHROMIUM and CHROMEDRIVER".to_owned(),
            run: how_to_install().to_owned(),
        })
    }
}

/// What tests need of the system's packages.
pub struct Wanted {
    /// Chromium, its driver, and fonts.
    pub chromium: bool,
    /// The servers whose recipes are tried.
    pub web_servers: bool,
    /// Firefox, if the distribution has it.
    pub firefox: bool,
}

impl Wanted {
    /// The steps that install what is missing, where that needs no question: on Debian, as root.
    pub fn missing(&self) -> Result<Vec<Step>, Failure> {
        let can_install = is_root() && !place::on_path("apt-get").is_empty();
        if !can_install {
            if self.web_servers {
                web_servers::require()?;
            }
            // Fonts only change how pictures look; without the browser there are no tests.
            if self.chromium {
                Browser::require()?;
            }
            return Ok(Vec::new());
        }
        let packages = self.packages();
        if packages.is_empty() {
            return Ok(Vec::new());
        }
        let mut update = apt();
        update.arg("update");
        let mut install = apt();
        install
            .args(["install", "--yes", "--no-install-recommends"])
            .args(&packages);
        Ok(vec![
            Step::new("apt-get update", update),
            Step::new(format!("apt-get install {}", packages.join(" ")), install)
                .note("a download of about 200 MB"),
        ])
    }

    fn packages(&self) -> Vec<&'static str> {
        let mut packages = Vec::new();
        if self.web_servers {
            packages.extend(web_servers::missing_packages());
        }
        if self.chromium && Browser::find().is_none() {
            packages.extend(["chromium", "chromium-driver"]);
        }
        if self.chromium && !has_chinese_font() {
            packages.push("fonts-noto-cjk");
        }
        if self.firefox {
            packages.extend(firefox::missing_package());
        }
        packages
    }
}

/// Whether this runs as root. Chromium then refuses to start with its own sandbox.
pub fn is_root() -> bool {
    cfg!(unix)
        && Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// What Chromium is started with: nothing that speaks to the network by itself.
pub fn arguments() -> Vec<&'static str> {
    let mut arguments = vec![
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
    ];
    if is_root() {
        arguments.push("--no-sandbox");
    }
    arguments
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn has_chinese_font() -> bool {
    let listed = Command::new("fc-list")
        .args([":lang=zh", "family"])
        .output();
    match listed {
        Ok(output) => !output.stdout.trim_ascii().is_empty(),
        Err(_) => Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file(),
    }
}

fn from_environment(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

fn usual_place() -> Option<PathBuf> {
    [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ]
    .iter()
    .map(PathBuf::from)
    .find(|path| path.is_file())
}

fn how_to_install() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver"
    } else if cfg!(windows) {
        "winget install Google.Chrome Chromium.ChromeDriver"
    } else {
        "sudo apt-get install chromium chromium-driver fonts-noto-cjk"
    }
}
