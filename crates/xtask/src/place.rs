//! Where things are: the workspace, what is built in it, and the cache that all clones on a machine share.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root. Known when this program was compiled, so that it works from every folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
        .to_owned()
}

/// Cargo's folder for what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |path| root().join(path))
}

/// The built app that goes into the released binary.
pub fn release_app() -> PathBuf {
    root().join("dist")
}

/// The archives that are delivered.
pub fn archives() -> PathBuf {
    target().join("dist")
}

/// The built app that `start` serves. Not `dist`: a released binary must never be built around it by accident.
pub fn quick_app() -> PathBuf {
    target().join("console")
}

/// The end-to-end tests, whose package.json also pins wasm-opt.
pub fn end_to_end() -> PathBuf {
    root().join("tests").join("e2e")
}

/// A file name with the ending that programs have on this system.
pub fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Where built tools are kept for all clones: `$ROLLCALL_TOOLS`, or a folder in the user's cache.
pub fn tools() -> PathBuf {
    if let Some(path) = env::var_os("ROLLCALL_TOOLS") {
        return root().join(path);
    }
    user_cache()
        .unwrap_or_else(target)
        .join("rollcall")
        .join("tools")
}

fn user_cache() -> Option<PathBuf> {
    let from = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        from("XDG_CACHE_HOME").or_else(|| from("HOME").map(|home| home.join(".cache")))
    }
}

/// Every place on PATH where a program of that name is.
pub fn on_path(name: &str) -> Vec<PathBuf> {
    let Some(path) = env::var_os("PATH") else {
        return Vec::new();
    };
    env::split_paths(&path)
        .map(|folder| folder.join(executable(name)))
        .filter(|file| file.is_file())
        .collect()
}
