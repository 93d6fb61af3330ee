//! Delimited text: rows of cells with a character between them, from a file or from the clipboard.

mod delimiter;
mod reader;
mod written;

pub use delimiter::{Delimiter, DetectedDelimiter, detect_delimiter};
pub use reader::Reader;
pub(crate) use written::looks_like_formula;
pub use written::{delimited_text, unescaped};
