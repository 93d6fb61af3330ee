//! Where the files are: inside the binary, in a folder, or nowhere yet.

use std::io::Read;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::fingerprint::fingerprint;

/// A file with the encodings that are there.
pub(super) struct File {
    plain: Option<Bytes>,
    pub(super) brotli: Option<Bytes>,
    pub(super) gzip: Option<Bytes>,
    pub(super) fingerprint: String,
}

impl File {
    /// The file as it was built, for whoever takes no compressed one; `None` if it cannot be unpacked.
    pub(super) async fn plain(&self) -> Option<Bytes> {
        if let Some(plain) = &self.plain {
            return Some(plain.clone());
        }
        let packed = self.gzip.clone()?;
        // A megabyte takes milliseconds, in which this thread's other connections would wait.
        tokio::task::spawn_blocking(move || unpack(&packed))
            .await
            .ok()?
    }
}

fn unpack(packed: &[u8]) -> Option<Bytes> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_end(&mut plain)
        .ok()?;
    Some(plain.into())
}

/// A file that the build put into the binary.
struct Embedded {
    path: &'static str,
    stored: Stored,
    brotli: Option<&'static [u8]>,
    fingerprint: &'static str,
}

/// Each file is in the binary once, beside its brotli.
#[allow(dead_code, reason = "a debug build embeds nothing")]
enum Stored {
    Plain(&'static [u8]),
    Gzip(&'static [u8]),
}

/// `static EMBEDDED: &[Embedded]`, sorted by path; empty where the build found no console or was a debug build.
mod embedded {
    #[allow(unused_imports, reason = "a debug build embeds nothing")]
    use super::{Embedded, Stored};
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// Where files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Inside the binary.
    Embedded,
    /// A folder, read anew for each request so that a rebuilt console shows at once.
    Folder(PathBuf),
    /// Nowhere: the console is not built.
    Missing,
}

impl Source {
    /// The configured folder; else the files in the binary; else, in a debug build, the repository's `dist`.
    pub(super) fn new(dist: Option<&Path>) -> Source {
        if let Some(dist) = dist {
            return Source::Folder(dist.to_owned());
        }
        if !embedded::EMBEDDED.is_empty() {
            return Source::Embedded;
        }
        let repository = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist"));
        if cfg!(debug_assertions) {
            // It may be built while the gateway runs.
            return Source::Folder(repository);
        }
        Source::Missing
    }

    /// The file at a path that [`relative`] made.
    pub(super) async fn find(&self, path: &str) -> Option<File> {
        match self {
            Source::Missing => None,
            Source::Embedded => {
                let files = embedded::EMBEDDED;
                let index = files.binary_search_by(|file| file.path.cmp(path)).ok()?;
                let file = files.get(index)?;
                let (plain, gzip) = match file.stored {
                    Stored::Plain(bytes) => (Some(bytes), None),
                    Stored::Gzip(bytes) => (None, Some(bytes)),
                };
                Some(File {
                    plain: plain.map(Bytes::from_static),
                    brotli: file.brotli.map(Bytes::from_static),
                    gzip: gzip.map(Bytes::from_static),
                    fingerprint: file.fingerprint.to_owned(),
                })
            }
            Source::Folder(folder) => {
                let bytes = read_inside(folder, path).await?;
                Some(File {
                    brotli: read_inside(folder, &format!("{path}.br")).await,
                    gzip: read_inside(folder, &format!("{path}.gz")).await,
                    fingerprint: fingerprint(&bytes),
                    plain: Some(bytes),
                })
            }
        }
    }

    /// Whether there is a console to serve right now.
    pub(crate) fn is_built(&self) -> bool {
        match self {
            Source::Embedded => true,
            Source::Folder(folder) => folder.join("index.html").is_file(),
            Source::Missing => false,
        }
    }
}

/// A link in the folder must not lead out of it.
async fn read_inside(folder: &Path, path: &str) -> Option<Bytes> {
    let folder = tokio::fs::canonicalize(folder).await.ok()?;
    let file = tokio::fs::canonicalize(folder.join(path)).await.ok()?;
    if !file.starts_with(&folder) || !tokio::fs::metadata(&file).await.ok()?.is_file() {
        return None;
    }
    tokio::fs::read(&file).await.ok().map(Bytes::from)
}

/// The file's path that a URL's path names, decoded; `None` for one that could lead out of the folder on any system.
pub(super) fn relative(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    if path.is_empty() {
        return Some("index.html".to_owned());
    }
    let decoded = decode(path)?;
    let fine = |segment: &str| {
        !segment.starts_with('.')
            && !segment.is_empty()
            && !segment.contains(['\\', ':', '\0'])
            && !segment.chars().any(char::is_control)
    };
    // A trailing slash is a route's, never a file's.
    let segments = decoded.strip_suffix('/').unwrap_or(&decoded);
    segments.split('/').all(fine).then_some(decoded)
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::io::Write as _;

    #[tokio::test]
    async fn a_file_that_is_there_compressed_only_is_unpacked() {
        let plain = b"export {}".repeat(1000);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&plain).unwrap();
        let packed = packer.finish().unwrap();
        let file = |gzip: &[u8]| File {
            plain: None,
            brotli: None,
            gzip: Some(Bytes::copy_from_slice(gzip)),
            fingerprint: String::new(),
        };
        assert_eq!(file(&packed).plain().await.as_deref(), Some(&plain[..]));
        assert_eq!(file(&packed[..packed.len() - 9]).plain().await, None);
    }

    #[test]
    fn no_path_leads_out() {
        for (path, file) in [
            ("/", Some("index.html")),
            ("/a/b.js", Some("a/b.js")),
            ("/%E5%BC%A0.svg", Some("张.svg")),
            ("/../Cargo.toml", None),
            ("/a/%2e%2e/b", None),
            ("/a%2f..%2fb", None),
            ("/..%5Cb", None),
            ("//etc/passwd", None),
            ("/C:/windows", None),
            ("/.git/config", None),
            ("/a%00.js", None),
            ("/%ff", None),
            ("/%4", None),
            ("*", None),
        ] {
            assert_eq!(relative(path).as_deref(), file, "{path}");
        }
    }
}
