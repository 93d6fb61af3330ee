//! A file of rows, read as an admin means it: its encoding, its rows, which column is which, and what is wrong where.
//!
//! Sans-IO: no browser, no network, no vendor, no clock. Whatever the bytes are, there come rows and [`Flaw`]s, or a
//! fault by its cause; never a panic, and never more memory than the limits in [`limits`] allow. Both readers work in
//! slices, so that a browser can show a frame in between.
//!
//! # What it is made of, and why
//! Delimited text is read by code of our own: `csv-core` (4.5 KB of brotli in a program of its own, against 0.1 KB for an
//! empty one) takes a quotation mark that is never closed for a cell to the end of the file and says nothing, and that is
//! the mistake in a pasted list that must be told.
//!
//! Workbooks are read with `miniz_oxide` (9 KB) and `quick-xml` (16 KB). `calamine`, which reads all kinds of them, adds
//! 234 KB of brotli in the same measurement, has no limit for what an archive unpacks to, and gives a number as a
//! floating-point one, which a telephone number is not. What is here is 42 KB for workbooks alone, 9 KB for delimited text
//! alone, and 56 KB for all of it. All were measured as a `cdylib` for wasm32 with the release
//! profile of this workspace, then `wasm-opt -Oz`, then brotli 11.

pub mod limits;

mod clean;
mod delimited;
mod encoding;
mod flaw;
mod fold;
mod gathering;
mod mapping;
mod row;
mod template;
mod workbook;

pub use clean::cleaned;
pub use delimited::{
    Delimiter, DetectedDelimiter, Reader, delimited_text, detect_delimiter, unescaped,
};
pub use encoding::{Detected, Encoding, FileKind, NeedsTables, decode, detect, file_kind};
pub use flaw::{Cause, Flaw};
pub use fold::fold;
pub use mapping::{Column, Ignored, IgnoredCause, Mapping, Proposal, Value, fingerprint};
pub use row::{Place, Progress, Row};
pub use template::{Language, flawed_rows, template};
pub use workbook::{Sheet, SheetReader, Workbook, WorkbookFault};
