//! XLSX (ECMA-376): the archive, the few parts of it that matter here, and the rows of a sheet.
//!
//! Nothing is computed: a formula's cell has the value that was computed last, and is told.

mod archive;
mod book;
mod cell;
mod decimal;
mod inflation;
mod moment;
mod reader;
mod strings;
mod styles;
mod xml;

pub use book::{Sheet, Workbook};
pub use reader::SheetReader;

/// Why a workbook, or a sheet of it, cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WorkbookFault {
    /// It is no XLSX: no archive, or one with something else in it, such as ODS, XLSB or Numbers.
    NotAWorkbook,
    /// It is XLS, the format of before 2007. Saved as XLSX it can be read.
    OldFormat,
    /// It is locked with a password.
    Locked,
    /// The archive is cut off or damaged: something is not where it says, or does not have the checksum that it says.
    Damaged,
    /// The archive is whole, but a part of it is not what ECMA-376 says.
    Malformed,
    /// It unpacks to more than [`limits::UNPACKED_BYTES`](crate::limits::UNPACKED_BYTES), one of its small parts to more
    /// than [`limits::SMALL_PART_BYTES`](crate::limits::SMALL_PART_BYTES), or it has more than
    /// [`limits::ENTRIES`](crate::limits::ENTRIES) entries.
    TooLarge,
    /// There is no sheet with rows in it, or none with this number.
    NoSuchSheet,
}
