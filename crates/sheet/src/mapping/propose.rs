//! What an admin most likely means by a file's columns.

use super::names::{essence, essence_without_remarks};
use super::{Column, Mapping};
use crate::Row;

/// A mapping to show to the admin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The mapping.
    pub mapping: Mapping,
    /// Whether the first row has names that are known. If not, whether it is a heading is a guess, and without one the
    /// columns are taken in the order of a template: the admin must look.
    pub certain: bool,
}

/// A column of the file that nothing is taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ignored {
    /// Which, from 0.
    pub column: usize,
    /// Why.
    pub cause: IgnoredCause,
}

/// Why nothing is taken from a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IgnoredCause {
    /// Its name is none that the operation knows.
    Unknown,
    /// It has no name.
    Unnamed,
    /// Its name means a key that is taken from another column.
    Repeats(&'static str),
}

impl Mapping {
    /// Proposes a mapping from the first rows; a few are enough.
    pub fn propose(columns: &'static [Column], rows: &[Row]) -> Proposal {
        let mut mapping = Self::empty(columns);
        let Some(first) = rows.first() else {
            return Proposal {
                mapping,
                certain: false,
            };
        };
        for (index, cell) in first.cells().enumerate() {
            if let Some(key) = key_named(columns, cell)
                && mapping.column_of(key).is_none()
            {
                mapping.assign(key, Some(index));
            }
        }
        let certain = mapping.from.iter().any(Option::is_some);
        mapping.has_heading =
            certain || is_likely_heading(first, rows.get(1..).unwrap_or_default());
        if !mapping.has_heading {
            let width = rows.iter().map(Row::len).max().unwrap_or(0);
            for (index, column) in columns.iter().enumerate().take(width) {
                mapping.assign(column.key, Some(index));
            }
        }
        Proposal { mapping, certain }
    }

    /// The columns that nothing is taken from, as the heading names them; without a heading none is named.
    pub fn ignored(&self, first: &Row) -> Vec<Ignored> {
        (0..first.len())
            .filter(|column| self.key_of(*column).is_none())
            .map(|column| {
                let name = first.cell(column);
                let cause = if !self.has_heading || essence(name).is_empty() {
                    IgnoredCause::Unnamed
                } else {
                    match key_named(self.columns, name) {
                        Some(key) if self.column_of(key).is_some() => IgnoredCause::Repeats(key),
                        _ => IgnoredCause::Unknown,
                    }
                };
                Ignored { column, cause }
            })
            .collect()
    }
}

/// The key that a name means. A name that is known as it stands goes before one that is known without its remarks.
fn key_named(columns: &[Column], name: &str) -> Option<&'static str> {
    [essence, essence_without_remarks]
        .into_iter()
        .find_map(|form| {
            let wanted = form(name);
            columns
                .iter()
                .find(|column| {
                    !wanted.is_empty()
                        && (form(column.key) == wanted
                            || column.names.iter().any(|name| form(name) == wanted))
                })
                .map(|column| column.key)
        })
}

/// Names have neither digits nor `@`; among the values below them, some column has them mostly.
fn is_likely_heading(first: &Row, others: &[Row]) -> bool {
    fn has_marks(cell: &str) -> bool {
        cell.contains(|character: char| character.is_numeric() || matches!(character, '@' | '＠'))
    }
    if first.cells().any(has_marks) {
        return false;
    }
    (0..first.len()).any(|column| {
        let marked = others
            .iter()
            .filter(|row| has_marks(row.cell(column)))
            .count();
        marked * 2 > others.len()
    })
}
