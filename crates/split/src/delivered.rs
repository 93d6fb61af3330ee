//! Makes the files that are delivered of the pieces that the cut has left: puts together what goes together, and optimizes.
//! Must not know why pieces go together.

use super::{Failure, at, imports, stem, succeed};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What index.html has in `data-wasm-opt` and, with the features, in `data-wasm-opt-params`: the pieces belong to one
/// program.
const OPTIMIZE: [&str; 6] = [
    "-Oz",
    "--one-caller-inline-max-function-size=0",
    "--always-inline-max-function-size=0",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// What the pieces may use.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// A file that is delivered.
pub struct Delivered {
    /// The pieces that it is made of.
    pub parts: Vec<PathBuf>,
    /// Where it goes.
    pub into: PathBuf,
}

/// Makes all of them, as many at once as there are cores: most are small, and the commands take longer to start than to
/// work.
pub fn make(files: &[Delivered]) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            make_one(file)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or(Err(Failure::Ended {
                program: "wasm-opt".to_owned(),
            }))
        })
    })
}

fn make_one(file: &Delivered) -> Result<(), Failure> {
    let mut command = Command::new("wasm-opt");
    match &file.parts[..] {
        [part] => command.arg(part),
        parts => command.arg(together(parts)?).arg("--remove-exports=*"),
    };
    let command = command.args(OPTIMIZE).args(FEATURES);
    succeed(command.arg("-o").arg(&file.into), "wasm-opt")
}

/// Puts pieces into one, beside the first of them.
fn together(parts: &[PathBuf]) -> Result<PathBuf, Failure> {
    let first = parts.first().cloned().unwrap_or_default();
    let unknown = || Failure::Piece {
        path: first.clone(),
    };
    let bytes: Result<Vec<_>, _> = parts
        .iter()
        .map(|part| fs::read(part).map_err(at(part)))
        .collect();
    let shared = imports::module(&bytes?)
        .ok()
        .flatten()
        .ok_or_else(unknown)?;
    let path = first.with_extension("shared.wasm");
    fs::write(&path, shared).map_err(at(&path))?;
    let together = first.with_extension("together.wasm");
    let mut command = Command::new("wasm-merge");
    command.arg(&path).arg(imports::NAME);
    for part in parts {
        // By a name of its own each: they know one another by the program's table only.
        command.arg(part).arg(stem(part));
    }
    // With names, by which the functions are put in order: like stands beside like, and compresses better.
    command.args(FEATURES).arg("-g").arg("-o").arg(&together);
    succeed(&mut command, "wasm-merge")?;
    Ok(together)
}
