//! Compiles the sandbox for the browser and puts it beside a release build's page, for the demonstration without a server.
//!
//! What it is made with is found by `cargo xtask`. Where Trunk is called without it, the build has no demonstration.

use crate::failure::Failure;
use crate::tools::WASM;
use crate::{build, place, schedule};
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the worker names its program, and what stands there before.
const EMPTY: &str = "const program = null;";
const WORKER: &str = "demo-sw.js";

/// What index.html has in `data-wasm-opt-params` beside what the cut needs.
const OPTIMIZE: [&str; 10] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// Changes the folder that Trunk is building. Called by Trunk, which says where that is.
pub fn run() -> Result<(), Failure> {
    let (Some(folder), Ok(profile)) = (env::var_os("TRUNK_STAGING_DIR"), env::var("TRUNK_PROFILE"))
    else {
        return Ok(());
    };
    let folder = PathBuf::from(folder);
    match env::var_os("ROLLCALL_WASM_BINDGEN") {
        Some(bindgen) if profile == "release" => make(&folder, Path::new(&bindgen)),
        _ => without(&folder),
    }
}

/// Half a demonstration is none.
fn without(folder: &Path) -> Result<(), Failure> {
    for name in ["demo.js", "demo.css", WORKER] {
        let path = folder.join(name);
        if path.exists() {
            fs::remove_file(&path).map_err(at(&path))?;
        }
    }
    Ok(())
}

fn make(folder: &Path, bindgen: &Path) -> Result<(), Failure> {
    // Apart from the app's, which is compiled with other flags.
    let target = place::target().join("demo");
    let mut compile = build::cargo();
    compile
        .args(["build", "--release", "--package", "demo", "--lib"])
        .args(["--target", WASM])
        .arg("--target-dir")
        .arg(&target)
        .env_remove("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS")
        .env_remove("CARGO_PROFILE_RELEASE_STRIP");
    schedule::output("compiling the sandbox for the browser", &mut compile)?;
    let compiled = target.join(WASM).join("release").join("demo.wasm");
    let mut bind = Command::new(bindgen);
    bind.args(["--target", "no-modules", "--no-typescript", "--out-dir"])
        .arg(&target)
        .arg(&compiled);
    schedule::output("wasm-bindgen for the demonstration", &mut bind)?;
    let optimized = target.join("optimized.wasm");
    let mut optimize = Command::new("wasm-opt");
    optimize
        .args(OPTIMIZE)
        .arg(target.join("demo_bg.wasm"))
        .arg("-o")
        .arg(&optimized);
    schedule::output("wasm-opt for the demonstration", &mut optimize)?;

    let program = fs::read(&optimized).map_err(at(&optimized))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&program);
    let name = format!("demo-{:016x}.wasm", hasher.finish());
    let path = folder.join(&name);
    fs::write(&path, program).map_err(at(&path))?;
    let bindings = target.join("demo.js");
    let bindings = fs::read_to_string(&bindings).map_err(at(&bindings))?;
    let path = folder.join(WORKER);
    let worker = fs::read_to_string(&path).map_err(at(&path))?;
    if !worker.contains(EMPTY) {
        return Err(Failure::NotUnderstood {
            what: format!("{}, which has no place for the program", path.display()),
        });
    }
    let worker = worker.replace(EMPTY, &format!("const program = \"{name}\";"));
    fs::write(&path, format!("{}\n{worker}", shorten(&bindings))).map_err(at(&path))
}

/// Without comments and indentation: this is for no reader.
fn shorten(script: &str) -> String {
    script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['*']) && !line.starts_with("/*"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_has_a_place_for_the_program() {
        assert!(include_str!("../../../public/demo-sw.js").contains(EMPTY));
    }

    #[test]
    fn bindings_lose_their_comments() {
        let script =
            "    /**\n     * Says.\n     */\n    function say() {\n\n        return 1;\n    }\n";
        assert_eq!(shorten(script), "function say() {\nreturn 1;\n}\n");
    }
}
