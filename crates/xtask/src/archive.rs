//! A `.tar.gz` that depends on its contents only: sorted, of nobody, at a given time.

use crate::failure::Failure;
use flate2::{Compression, GzBuilder};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What goes into an archive, by its path there.
#[derive(Default)]
pub struct Contents(BTreeMap<String, Entry>);

struct Entry {
    bytes: Vec<u8>,
    is_program: bool,
}

impl Contents {
    /// Adds a text or anything else that is made for the archive.
    pub fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.put(name.to_owned(), bytes.into(), false);
    }

    /// Adds a program.
    pub fn add_program(&mut self, name: &str, path: &Path) -> Result<(), Failure> {
        self.put(name.to_owned(), read(path)?, true);
        Ok(())
    }

    /// Adds a file, or everything below a folder.
    pub fn add_path(&mut self, name: &str, path: &Path) -> Result<(), Failure> {
        if !path.is_dir() {
            let is_script = path.extension().is_some_and(|end| end == "sh");
            self.put(name.to_owned(), read(path)?, is_script);
            return Ok(());
        }
        for entry in fs::read_dir(path).map_err(failed(path))? {
            let entry = entry.map_err(failed(path))?;
            let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
            self.add_path(&inner, &entry.path())?;
        }
        Ok(())
    }

    /// Whether there is such a file.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn put(&mut self, name: String, bytes: Vec<u8>, is_program: bool) {
        self.0.insert(name, Entry { bytes, is_program });
    }

    /// Writes `<name>.tar.gz` into a folder, with everything below one folder of that name. `time` is in seconds of 1970.
    pub fn write(&self, folder: &Path, name: &str, time: u64) -> Result<PathBuf, Failure> {
        let path = folder.join(format!("{name}.tar.gz"));
        let file = File::create(&path).map_err(failed(&path))?;
        self.pack(file, name, time).map_err(failed(&path))?;
        Ok(path)
    }

    fn pack(&self, to: impl io::Write, name: &str, time: u64) -> io::Result<()> {
        let mut archive = tar::Builder::new(GzBuilder::new().write(to, Compression::best()));
        for (path, entry) in &self.0 {
            let mut header = tar::Header::new_gnu();
            header.set_entry_type(tar::EntryType::Regular);
            header.set_mode(if entry.is_program { 0o755 } else { 0o644 });
            header.set_uid(0);
            header.set_gid(0);
            header.set_mtime(time);
            header.set_size(entry.bytes.len() as u64);
            archive.append_data(&mut header, format!("{name}/{path}"), &entry.bytes[..])?;
        }
        archive.into_inner()?.finish().map(drop)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(failed(path))
}

fn failed(path: &Path) -> impl Fn(io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn packed(names: &[&str]) -> Vec<u8> {
        let mut contents = Contents::default();
        for name in names {
            contents.add(name, name.as_bytes());
        }
        let mut bytes = Vec::new();
        contents
            .pack(&mut bytes, "rollcall", 1_000_000_000)
            .unwrap();
        bytes
    }

    #[test]
    fn the_same_contents_are_the_same_archive() {
        assert_eq!(packed(&["b", "a/c"]), packed(&["a/c", "b"]));
        let bytes = packed(&["b", "a/c"]);
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&bytes[..]));
        let entries: Vec<_> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let header = entry.header();
                let who = (header.uid().unwrap(), header.gid().unwrap());
                assert_eq!((who, header.mtime().unwrap()), ((0, 0), 1_000_000_000));
                entry.path().unwrap().to_string_lossy().into_owned()
            })
            .collect();
        assert_eq!(entries, ["rollcall/a/c", "rollcall/b"]);
    }
}
