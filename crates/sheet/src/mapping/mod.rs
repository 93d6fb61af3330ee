//! Which column of a file is which value of an operation: proposed from the names, adjusted by the admin, remembered.

mod names;
mod propose;
mod remembered;

pub use propose::{Ignored, IgnoredCause, Proposal};
pub use remembered::fingerprint;

use crate::delimited::unescaped;
use crate::{Cause, Flaw, Place, Row, cleaned};

/// One value that an operation takes from each row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// What the operation calls it: letters, digits and `_` only, because it is remembered as text.
    pub key: &'static str,
    /// What people call it, in Chinese and in English. The first of each language is what a template says. Letter case,
    /// width, spaces and punctuation do not count.
    pub names: &'static [&'static str],
    /// Whether no row is complete without it.
    pub required: bool,
    /// Whether it is a password: then it is taken as it stands, white space, apostrophe and all, and is never written
    /// into a file of flawed rows.
    pub secret: bool,
}

/// Which column of a file is which of an operation's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    columns: &'static [Column],
    has_heading: bool,
    /// For each of `columns`, the file's column, from 0. No file's column is in it twice.
    from: Vec<Option<usize>>,
}

/// A value of a row.
#[derive(Clone, PartialEq, Eq)]
pub struct Value {
    /// [`Column::key`].
    pub key: &'static str,
    /// The cell, cleaned as [`cleaned`] says unless the column is secret. May be empty.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Mapping {
    /// A mapping of nothing yet, without a heading.
    pub fn empty(columns: &'static [Column]) -> Self {
        Self {
            columns,
            has_heading: false,
            from: vec![None; columns.len()],
        }
    }

    /// What the operation takes.
    pub fn columns(&self) -> &'static [Column] {
        self.columns
    }

    /// Whether the first row that is not empty holds names and no values.
    pub fn has_heading(&self) -> bool {
        self.has_heading
    }

    /// Says whether the first row is a heading.
    pub fn set_heading(&mut self, has_heading: bool) {
        self.has_heading = has_heading;
    }

    /// The file's column that a key is taken from, from 0.
    pub fn column_of(&self, key: &str) -> Option<usize> {
        let index = self.columns.iter().position(|column| column.key == key)?;
        self.from.get(index).copied().flatten()
    }

    /// What a column of the file is taken for.
    pub fn key_of(&self, column: usize) -> Option<&'static str> {
        self.described(column).map(|described| described.key)
    }

    fn described(&self, column: usize) -> Option<&'static Column> {
        let index = self.from.iter().position(|from| *from == Some(column))?;
        self.columns.get(index)
    }

    /// Takes a key from another column of the file, or from none. Whatever was taken from that column before is taken
    /// from none then. A key that the operation does not have changes nothing.
    pub fn assign(&mut self, key: &str, column: Option<usize>) {
        let Some(index) = self.columns.iter().position(|known| known.key == key) else {
            return;
        };
        if column.is_some() {
            for from in self.from.iter_mut().filter(|from| **from == column) {
                *from = None;
            }
        }
        if let Some(from) = self.from.get_mut(index) {
            *from = column;
        }
    }

    /// The keys that are required and taken from no column.
    pub fn missing(&self) -> Vec<&'static str> {
        self.columns
            .iter()
            .zip(&self.from)
            .filter(|(column, from)| column.required && from.is_none())
            .map(|(column, _)| column.key)
            .collect()
    }

    /// The file's columns that hold passwords.
    pub fn secret_columns(&self) -> Vec<usize> {
        self.columns
            .iter()
            .zip(&self.from)
            .filter(|(column, _)| column.secret)
            .filter_map(|(_, from)| *from)
            .collect()
    }

    /// What a row says, in the operation's order: a value for each key that is taken from a column. The caller leaves
    /// the heading out.
    pub fn values(&self, row: &Row) -> Vec<Value> {
        self.columns
            .iter()
            .zip(&self.from)
            .filter_map(|(described, from)| {
                let column = (*from)?;
                let cell = row.cell(column);
                Some(Value {
                    key: described.key,
                    text: if described.secret {
                        cell.to_owned()
                    } else {
                        cleaned(unescaped(cell))
                    },
                    place: Place {
                        row: row.number(),
                        column: Some(column),
                    },
                })
            })
            .collect()
    }

    /// Whether a flaw matters to what is taken: not in a column that is taken for nothing, and a password may well look
    /// like a formula.
    pub fn concerns(&self, flaw: &Flaw) -> bool {
        let Some(column) = flaw.place.column else {
            return true;
        };
        match (self.described(column), flaw.cause) {
            // Other columns may have been taken for a part of this one.
            (None, cause) => matches!(cause, Cause::UnclosedQuote | Cause::TextAfterQuote),
            (Some(described), Cause::LooksLikeFormula) => !described.secret,
            (Some(_), _) => true,
        }
    }
}
