//! How much of a file is taken. What is beyond is told as a flaw or a fault, never cut in silence.

/// The last row that is read, counted as spreadsheets do.
pub const ROWS: u32 = 200_000;
/// Cells in a row.
pub const CELLS_IN_ROW: usize = 256;
/// UTF-16 units in a cell: what a spreadsheet can hold.
pub const CELL_UNITS: usize = 32_767;
/// Cells of all rows together.
pub const CELLS: usize = 10_000_000;
/// Bytes of UTF-8 of all cells together.
pub const TEXT_BYTES: usize = 64 << 20;
/// Flaws told for one row: one with more is no better known by all of them.
pub const FLAWS_IN_ROW: usize = 8;
/// Bytes that a sheet and the texts that it shares unpack to, together.
pub const UNPACKED_BYTES: usize = 64 << 20;
/// Bytes that any other part of a workbook unpacks to: which sheets there are, and the looks of cells.
pub const SMALL_PART_BYTES: usize = 8 << 20;
/// Entries in the archive that a workbook is.
pub const ENTRIES: usize = 2_000;
