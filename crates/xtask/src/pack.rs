//! Compressed copies beside the files of a release build, for web servers that send such files as they are (nginx's
//! `gzip_static`, Caddy's `precompressed`), and for the gateway, which embeds them.
//!
//! Node compresses: it is there for release builds, does it on every core, and is compiled for speed where this is not.

use crate::failure::Failure;
use crate::{report, schedule};
use std::env;
use std::path::Path;
use std::process::Command;

const SCRIPT: &str = include_str!("pack.js");

/// Compresses the files in the folder that Trunk is building. Called by Trunk, which says where that is.
pub fn run() -> Result<(), Failure> {
    match (env::var_os("TRUNK_STAGING_DIR"), env::var("TRUNK_PROFILE")) {
        (Some(folder), Ok(profile)) if profile == "release" => pack(Path::new(&folder)),
        _ => Ok(()),
    }
}

/// Compresses the files below a folder, and says what came of it.
fn pack(folder: &Path) -> Result<(), Failure> {
    let printed = schedule::output(
        "compressing with node",
        Command::new("node").args(["-e", SCRIPT, "--"]).arg(folder),
    )?;
    let sizes: Vec<u64> = printed
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    let [plain, brotli, gzip] = sizes[..] else {
        return Err(Failure::NotUnderstood {
            what: "the sizes that node printed".to_owned(),
        });
    };
    report::line(&format!(
        "compressed {} bytes to {} of brotli and {} of gzip",
        report::bytes(plain),
        report::bytes(brotli),
        report::bytes(gzip)
    ));
    Ok(())
}

/// Whether a file is a compressed copy of another.
pub fn is_packed(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use std::fs;

    #[test]
    fn what_gains_from_it_gets_compressed_copies() {
        let folder = std::env::temp_dir().join(format!("rollcall-pack-{}", std::process::id()));
        fs::create_dir_all(folder.join("snippets")).unwrap();
        let text = "export {}".repeat(1000);
        // Bytes in which nothing repeats.
        let noise: Vec<u8> = (0..4096_u32)
            .flat_map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes())
            .collect();
        fs::write(folder.join("snippets").join("a.js"), &text).unwrap();
        fs::write(folder.join("small.js"), "export {}").unwrap();
        fs::write(folder.join("noise.bin"), noise).unwrap();
        pack(&folder).unwrap();
        let gzip = fs::read(folder.join("snippets").join("a.js.gz")).unwrap();
        let mut unpacked = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&gzip[..]), &mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
        assert!(folder.join("snippets").join("a.js.br").is_file());
        for none in ["small.js", "noise.bin"] {
            for end in ["br", "gz"] {
                assert!(
                    !folder.join(format!("{none}.{end}")).exists(),
                    "{none}.{end}"
                );
            }
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
