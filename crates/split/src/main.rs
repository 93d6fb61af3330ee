//! Stands in for the wasm-bindgen command in release builds: takes the pages out of the linked program, and hands what
//! remains to the real command.
//!
//! Trunk finds this program on a PATH that `cargo xtask` makes. The pieces go to the folder `snippets` beside the
//! bindings, which Trunk copies as it is. This program must not know what a page is: the app marks where it may be cut.

mod bindings;
mod delivered;
mod imports;
mod loader;
mod merge;
mod pack;
mod shorten;

use delivered::Delivered;
use std::collections::{BTreeSet, HashMap};
use std::env;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

/// Names the real command. `cargo xtask` sets it.
const REAL_COMMAND: &str = "ROLLCALL_WASM_BINDGEN";

/// The folder that Trunk copies.
const FOLDER: &str = "snippets";

enum Failure {
    File { path: PathBuf, source: io::Error },
    Start { program: String, source: io::Error },
    Ended { program: String },
    NoCommand,
    NotSplit { report: String },
    Loader(loader::Unknown),
    Piece { path: PathBuf },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Start { program, source } => write!(f, "{program} did not start: {source}"),
            Self::Ended { program } => write!(f, "{program} failed"),
            Self::NoCommand => write!(f, "{REAL_COMMAND} is not set: run `cargo xtask`"),
            Self::NotSplit { report } => write!(f, "the program was not split: {report}"),
            Self::Loader(unknown) => write!(f, "{unknown}"),
            Self::Piece { path } => write!(f, "{} imports what no piece did", path.display()),
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("split: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let command = env::var_os(REAL_COMMAND).ok_or(Failure::NoCommand)?;
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let input = arguments.iter().position(|text| text.ends_with(".wasm"));
    let output = arguments
        .iter()
        .find_map(|text| text.strip_prefix("--out-dir="))
        .map(PathBuf::from);
    // Trunk also asks for the version.
    if let (Some(input), Some(output)) = (input, output) {
        let remainder = split(Path::new(&arguments[input]), &output)?;
        arguments[input] = remainder.to_string_lossy().into_owned();
        // What the pieces share with the program goes by its exports and by names that must stay as they are.
        arguments.extend(["--keep-lld-exports", "--no-demangle"].map(str::to_owned));
    }
    let (written, name) = written(&arguments);
    let mut real = Command::new(&command);
    succeed(real.args(arguments), &command.to_string_lossy())?;
    match written {
        Some(folder) => shorten_bindings(&folder, &name),
        None => Ok(()),
    }
}

/// Where the real command is told to write, and under which name.
fn written(arguments: &[String]) -> (Option<PathBuf>, String) {
    let after = |flag: &str| arguments.iter().find_map(|text| text.strip_prefix(flag));
    let name = after("--out-name=").unwrap_or_default().to_owned();
    (after("--out-dir=").map(PathBuf::from), name)
}

/// Takes out of the bindings what the browser does not need.
fn shorten_bindings(folder: &Path, name: &str) -> Result<(), Failure> {
    let script = folder.join(format!("{name}.js"));
    let program = folder.join(format!("{name}_bg.wasm"));
    let text = fs::read_to_string(&script).map_err(at(&script))?;
    let bytes = fs::read(&program).map_err(at(&program))?;
    if let Some((text, bytes)) = bindings::shorten(&text, &bytes) {
        fs::write(&script, text).map_err(at(&script))?;
        fs::write(&program, bytes).map_err(at(&program))?;
    }
    Ok(())
}

/// Cuts the program, puts the pieces and their loader in place, and returns where the remainder is.
fn split(input: &Path, output: &Path) -> Result<PathBuf, Failure> {
    let program = fs::read(input).map_err(at(input))?;
    // One name for all pieces: they fit no other build, and a browser that kept one must never mix them.
    let mut hasher = DefaultHasher::new();
    hasher.write(&program);
    let build = format!("{:016x}", hasher.finish());
    let uncut = output.join("uncut");
    let folder = output.join(FOLDER);
    for path in [&uncut, &folder] {
        if path.exists() {
            fs::remove_dir_all(path).map_err(at(path))?;
        }
    }
    let link = format!("./{FOLDER}/split-{build}.js");
    fs::create_dir_all(uncut.join(FOLDER)).map_err(at(&uncut))?;
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let remainder = uncut.join("program.wasm");
    let mut options = wasm_split_cli_support::Options::new(&program);
    options.output_dir = &uncut;
    options.main_out_path = &remainder;
    options.link_name = &link;
    options.main_module = loader::PROGRAM;
    let pieces =
        wasm_split_cli_support::transform(options).map_err(|report| Failure::NotSplit {
            report: format!("{report:#}"),
        })?;
    let written = uncut.join(&link);
    let script = fs::read_to_string(&written).map_err(at(&written))?;
    let mut pages: Vec<&str> = pieces.prefetch_map.keys().map(String::as_str).collect();
    pages.sort_unstable();
    pages.retain(|name| name.starts_with(loader::PAGE));
    let script = loader::adapt(&script, &build, &pages).map_err(Failure::Loader)?;
    let mut bytes = HashMap::new();
    for piece in &pieces.split_modules {
        let size = merge::size(&fs::read(piece).map_err(at(piece))?);
        bytes.insert(stem(piece), size);
    }
    let hosts = merge::hosts(&pieces.prefetch_map, &bytes, |piece| pages.contains(&piece));
    let script = shorten::shorten(&script, &hosts);
    let path = output.join(&link);
    fs::write(&path, script).map_err(at(&path))?;
    let place = |name: &str| folder.join(format!("{name}-{build}.wasm"));
    let placed: Vec<Delivered> = pieces
        .split_modules
        .iter()
        .filter(|piece| !hosts.contains_key(&stem(piece)))
        .map(|piece| {
            let name = stem(piece);
            let guests = hosts.iter().filter(|(_, host)| **host == name);
            Delivered {
                parts: iter::once(piece.clone())
                    .chain(guests.map(|(guest, _)| uncut.join(format!("{guest}.wasm"))))
                    .collect(),
                into: place(&name),
            }
        })
        .collect();
    delivered::make(&placed)?;
    let needed_by = |page: &str| -> BTreeSet<&String> {
        let files = pieces.prefetch_map[page].iter();
        files.map(|file| hosts.get(file).unwrap_or(file)).collect()
    };
    for page in &pages {
        // What a part of a page shares with the page has come with it.
        let whole = pages.iter().find(|whole| {
            page.strip_prefix(**whole)
                .is_some_and(|part| part.starts_with('_'))
        });
        let before = whole.map(|whole| needed_by(whole)).unwrap_or_default();
        let mut needed = Vec::new();
        for piece in needed_by(page).difference(&before) {
            let path = place(piece);
            needed.push((piece.as_str(), fs::read(&path).map_err(at(&path))?));
        }
        let packed = pack::pack(needed.iter().map(|(name, bytes)| (*name, &bytes[..])));
        let path = place(&format!("{}{page}", loader::FIRST));
        fs::write(&path, packed).map_err(at(&path))?;
    }
    Ok(remainder)
}

/// The name that a piece has in the loader.
fn stem(piece: &Path) -> String {
    let stem = piece.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// What a program complains of is of interest only where it fails: each piece would be said to have names that nobody knows.
fn succeed(command: &mut Command, program: &str) -> Result<(), Failure> {
    // What is printed is for whoever called: Trunk asks for the version.
    let run = command.stdout(Stdio::inherit()).stderr(Stdio::piped());
    let output = run
        .spawn()
        .and_then(Child::wait_with_output)
        .map_err(|source| Failure::Start {
            program: program.to_owned(),
            source,
        })?;
    if output.status.success() {
        return Ok(());
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    Err(Failure::Ended {
        program: program.to_owned(),
    })
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}
