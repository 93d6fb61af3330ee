//! Rows, and where a cell stands.

use crate::Flaw;
use std::fmt;

/// Where something stands in a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The row as spreadsheets count it, from 1. A cell of several lines is one row, an empty line is one too.
    pub row: u32,
    /// The column, from 0; `None` for what is about the whole row.
    pub column: Option<usize>,
}

impl fmt::Display for Place {
    /// As spreadsheets write it: `C12`, or `12` for a whole row.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LETTERS: usize = 26;
        let mut letters = Vec::new();
        let mut rest = self.column.map_or(0, |column| column.saturating_add(1));
        while rest > 0 {
            rest -= 1;
            // Below 26, so it fits.
            letters.push(char::from(b'A' + (rest % LETTERS) as u8));
            rest /= LETTERS;
        }
        for letter in letters.iter().rev() {
            write!(formatter, "{letter}")?;
        }
        write!(formatter, "{}", self.row)
    }
}

/// One row as it stands in the file, its cells neither trimmed nor interpreted. Empty cells at its end are not kept.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Row {
    number: u32,
    text: Box<str>,
    /// Where each cell ends in `text`.
    ends: Box<[u32]>,
}

impl Row {
    pub(crate) fn new(number: u32, text: &str, ends: &[u32]) -> Self {
        Self {
            number,
            text: text.into(),
            ends: ends.into(),
        }
    }

    /// A row from cells, for tests and for rows that come from elsewhere.
    pub fn from_cells<'a>(number: u32, cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        let mut ends = Vec::new();
        for cell in cells {
            text.push_str(cell);
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Self::new(number, &text, &ends)
    }

    /// The row as spreadsheets count it, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many cells there are up to the last one that is not empty.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell that is not empty.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell in a column, from 0; empty where the row has ended.
    pub fn cell(&self, column: usize) -> &str {
        let start = match column.checked_sub(1) {
            None => Some(0),
            Some(before) => self.ends.get(before).map(|end| *end as usize),
        };
        let end = self.ends.get(column).map(|end| *end as usize);
        match (start, end) {
            (Some(start), Some(end)) => self.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    /// The cells from the first to the last one that is not empty.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }
}

impl fmt::Debug for Row {
    /// Without the cells: one may hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Row {} of {} cells", self.number, self.len())
    }
}

/// What one slice of reading gave.
#[derive(Debug, Default)]
pub struct Progress {
    /// The rows that are not empty, in the file's order. A slice may give none and not be the last.
    pub rows: Vec<Row>,
    /// What is wrong, in the file's order.
    pub flaws: Vec<Flaw>,
    /// How much of the file is read, up to 100.
    pub percent: u8,
    /// Whether there is nothing more to read.
    pub finished: bool,
}

/// Parts of a whole, in percent.
pub(crate) fn percent(done: usize, total: usize) -> u8 {
    let percent = (done as u64 * 100).checked_div(total as u64).unwrap_or(100);
    u8::try_from(percent.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_in_a_spreadsheet() {
        for (column, name) in [
            (Some(0), "A3"),
            (Some(25), "Z3"),
            (Some(26), "AA3"),
            (Some(701), "ZZ3"),
            (Some(702), "AAA3"),
            (None, "3"),
        ] {
            assert_eq!(Place { row: 3, column }.to_string(), name);
        }
    }

    #[test]
    fn a_row_gives_its_cells_and_shows_none() {
        let row = Row::from_cells(7, ["张伟", "", "secret"]);
        assert_eq!(row.cells().collect::<Vec<_>>(), ["张伟", "", "secret"]);
        assert_eq!((row.cell(2), row.cell(3)), ("secret", ""));
        assert_eq!(format!("{row:?}"), "Row 7 of 3 cells");
    }
}
