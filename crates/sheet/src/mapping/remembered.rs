//! A mapping as a short text, to be kept under the fingerprint of the heading that it was made for.

use super::names::essence;
use super::{Column, Mapping};
use crate::{Row, limits};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a text begins with that this version reads.
const VERSION: &str = "1";

impl Mapping {
    /// `1 heading name=0 phone=2`.
    pub fn to_text(&self) -> String {
        let mut text = String::from(VERSION);
        if self.has_heading {
            text.push_str(" heading");
        }
        for (column, from) in self.columns.iter().zip(&self.from) {
            if let Some(from) = from {
                // Writing into a string does not fail.
                let _ = write!(text, " {}={from}", column.key);
            }
        }
        text
    }

    /// Reads what [`Mapping::to_text`] wrote. `None` where that is not what stands there, or where the operation has
    /// other columns by now; then the mapping is proposed anew.
    pub fn from_text(columns: &'static [Column], text: &str) -> Option<Self> {
        let mut words = text.split(' ').peekable();
        if words.next()? != VERSION {
            return None;
        }
        let mut mapping = Self::empty(columns);
        mapping.has_heading = words.next_if_eq(&"heading").is_some();
        let mut taken = BTreeSet::new();
        for word in words {
            let (key, column) = word.split_once('=')?;
            let column: usize = column.parse().ok()?;
            let index = columns.iter().position(|known| known.key == key)?;
            if column >= limits::CELLS_IN_ROW || !taken.insert(column) {
                return None;
            }
            let from = mapping.from.get_mut(index)?;
            if from.replace(column).is_some() {
                return None;
            }
        }
        Some(mapping)
    }
}

/// What tells headings apart: 16 hexadecimal digits of the names and their order. What does not count for a person does
/// not count here (FNV-1a of 64 bits; nobody gains by two headings that have the same).
pub fn fingerprint(heading: &Row) -> String {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = BASIS;
    for name in heading.cells() {
        for byte in essence(name).bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{hash:016x}")
}
