//! Puts the built console into release builds, with each file compressed as far as it goes, once, here.
//!
//! A build without a console works too: the gateway then explains how to build one.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

#[path = "src/assets/fingerprint.rs"]
mod fingerprint;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=ROLLCALL_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/assets/fingerprint.rs");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut table = String::from("pub(super) static EMBEDDED: &[Embedded] = &[\n");
    // Debug builds read the folder when they run, so that a rebuilt console needs no rebuilt gateway.
    if std::env::var("PROFILE")? == "release" {
        let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../..");
        let dist = match std::env::var("ROLLCALL_DIST") {
            Ok(folder) if !folder.is_empty() => root.join(folder),
            _ => root.join("dist"),
        };
        println!("cargo::rerun-if-changed={}", dist.display());
        let mut files = Vec::new();
        if dist.join("index.html").is_file() {
            collect(&dist, &dist, &mut files)?;
        } else {
            println!(
                "cargo::warning=no console in {}: rollcall will only say so. `cargo xtask dist` makes it, \
                 `trunk build --release` a larger one; then build again, or start it with --dist",
                dist.display()
            );
        }
        if std::env::var("OPT_LEVEL").is_ok_and(|level| level == "z") {
            println!(
                "cargo::warning=this profile is the console's: a small program, which ends at a panic. \
                 `--profile server` makes the fast one, in which a panic ends one request only"
            );
        }
        files.sort();
        for (index, path) in files.iter().enumerate() {
            embed(&out, index, &dist, path, &mut table)?;
        }
    }
    table.push_str("];\n");
    fs::write(out.join("embedded.rs"), table)?;
    Ok(())
}

/// Every file below a folder, as a path with `/`, without hidden ones, the demonstration, and
/// what is already compressed.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let relative = path.strip_prefix(root)?;
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if parts.iter().any(|part| part.starts_with('.'))
            || name.ends_with(".br")
            || name.ends_with(".gz")
            || is_demo(&name)
        {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

/// Whether a file is of the demonstration, which is for hosts without a gateway: here the sandbox is in the binary.
fn is_demo(name: &str) -> bool {
    name.starts_with("demo")
}

fn embed(
    out: &Path,
    index: usize,
    dist: &Path,
    path: &str,
    table: &mut String,
) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(dist.join(path))?;
    let store = |end: &str, content: &[u8]| -> Result<String, Box<dyn Error>> {
        let file = out.join(format!("{index}{end}"));
        fs::write(&file, content)?;
        Ok(format!(
            "include_bytes!({:?})",
            file.to_str().ok_or("OUT_DIR is not Unicode")?
        ))
    };
    let variant = |end: &str, packed: Vec<u8>| -> Result<Option<String>, Box<dyn Error>> {
        // Fonts and pictures are compressed already; another few bytes are not worth the work in the browser.
        if packed.len() * 20 > bytes.len() * 19 {
            return Ok(None);
        }
        Ok(Some(store(end, &packed)?))
    };
    // A release build of the console has brought them; compressing takes most of this script's time.
    let there = |end: &str| fs::read(dist.join(format!("{path}{end}"))).ok();
    let brotli_bytes = match there(".br").filter(|packed| unbrotli(packed) == bytes) {
        Some(packed) => packed,
        None => brotli(&bytes)?,
    };
    let gzip_bytes = match there(".gz").filter(|packed| ungzip(packed) == bytes) {
        Some(packed) => packed,
        None => gzip(&bytes)?,
    };
    let brotli = match variant(".br", brotli_bytes)? {
        Some(packed) => format!("Some({packed})"),
        None => "None".to_owned(),
    };
    // Nearly everybody takes one of the two, so the plain bytes of a file are unpacked for the few others. Both are there
    // because browsers take brotli over TLS and from their own machine only.
    let stored = match variant(".gz", gzip_bytes)? {
        Some(packed) => format!("Stored::Gzip({packed})"),
        None => format!("Stored::Plain({})", store("", &bytes)?),
    };
    let fingerprint = fingerprint::fingerprint(&bytes);
    writeln!(
        table,
        "Embedded {{ path: {path:?}, stored: {stored}, brotli: {brotli}, fingerprint: {fingerprint:?} }},"
    )?;
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// What was packed, or nothing for what is damaged or of another version of the file; then it does not count.
fn unbrotli(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let done = brotli::BrotliDecompress(&mut &packed[..], &mut bytes);
    done.map(|()| bytes).unwrap_or_default()
}

fn ungzip(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let done = flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes);
    done.map(|_| bytes).unwrap_or_default()
}
