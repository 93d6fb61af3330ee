//! Where a trail is kept: something that is read from an offset, appended to and brought to the disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::AuditProblem;

/// The longest line that is read, which is more than any that is written.
pub(super) const LONGEST_LINE: u64 = 64 << 20;

pub(super) trait Store {
    /// Everything from an offset on.
    fn read_from(&mut self, offset: u64) -> io::Result<Box<dyn Read + '_>>;
    /// Appends and brings to the disk; after an error any part may be there.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// A file that nobody else appends to.
pub(super) struct FileStore(File);

impl FileStore {
    pub(super) fn open(path: &Path) -> Result<FileStore, AuditProblem> {
        let unusable = |error: io::Error| AuditProblem::Unusable(path.to_owned(), error.kind());
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(unusable)?;
        if !file.metadata().map_err(unusable)?.is_file() {
            return Err(unusable(io::ErrorKind::InvalidInput.into()));
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(AuditProblem::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }
        // The file's name must be on the disk, too; where a folder cannot be opened, the system sees to it.
        let folder = path.parent().filter(|own| !own.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(FileStore(file))
    }
}

impl Store for FileStore {
    fn read_from(&mut self, offset: u64) -> io::Result<Box<dyn Read + '_>> {
        self.0.seek(SeekFrom::Start(offset))?;
        Ok(Box::new(BufReader::new(&self.0)))
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)?;
        self.0.sync_data()
    }
}
