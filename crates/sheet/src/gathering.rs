//! Cells on their way into rows: where the limits are kept and where flaws are told that any file may have.

use crate::delimited::looks_like_formula;
use crate::{Cause, Flaw, Place, Progress, Row, limits};

/// Gathers one row at a time.
pub(crate) struct Gathering {
    number: u32,
    text: String,
    ends: Vec<u32>,
    flaws_in_row: usize,
    has_too_many_cells: bool,
    cells_left: usize,
    bytes_left: usize,
    has_ended: bool,
    rows: Vec<Row>,
    flaws: Vec<Flaw>,
}

impl Gathering {
    pub fn new() -> Self {
        Self {
            number: 0,
            text: String::new(),
            ends: Vec::new(),
            flaws_in_row: 0,
            has_too_many_cells: false,
            cells_left: limits::CELLS,
            bytes_left: limits::TEXT_BYTES,
            has_ended: false,
            rows: Vec::new(),
            flaws: Vec::new(),
        }
    }

    /// How many rows wait to be taken.
    pub fn waiting(&self) -> usize {
        self.rows.len()
    }

    /// Whether a limit was met beyond which nothing is read.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    pub fn begin_row(&mut self, number: u32) {
        self.number = number;
        self.text.clear();
        self.ends.clear();
        self.flaws_in_row = 0;
        self.has_too_many_cells = false;
    }

    /// Fills the row with empty cells up to a column, which the next cell is put into. Nothing is told or done beyond the
    /// limit, nor for a column that is passed already.
    pub fn skip_to(&mut self, column: usize) {
        let end = self.ends.last().copied().unwrap_or(0);
        while self.ends.len() < column.min(limits::CELLS_IN_ROW) {
            self.ends.push(end);
        }
    }

    /// The column that the next cell is put into.
    pub fn column(&self) -> usize {
        self.ends.len()
    }

    /// Tells a flaw of the cell that is put next.
    pub fn tell(&mut self, cause: Cause) {
        let column = Some(self.column());
        self.tell_at(column, cause);
    }

    fn tell_at(&mut self, column: Option<usize>, cause: Cause) {
        if self.flaws_in_row < limits::FLAWS_IN_ROW {
            self.flaws_in_row += 1;
            self.flaws.push(Flaw {
                place: Place {
                    row: self.number,
                    column,
                },
                cause,
            });
        }
    }

    pub fn put_cell(&mut self, cell: &str) {
        if self.ends.len() >= limits::CELLS_IN_ROW {
            if !cell.is_empty() && !self.has_too_many_cells {
                self.has_too_many_cells = true;
                self.tell_at(None, Cause::TooManyCells);
            }
            return;
        }
        let kept = beginning(cell);
        if kept.len() < cell.len() {
            self.tell(Cause::CellTooLong);
        }
        if looks_like_formula(kept) {
            self.tell(Cause::LooksLikeFormula);
        }
        if kept.contains('\u{fffd}') {
            self.tell(Cause::BrokenCharacter);
        }
        self.text.push_str(kept);
        // A row's cells are limited in number and length to far less than 4 GB.
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub fn end_row(&mut self) {
        while let Some((last, before)) = self.ends.split_last() {
            if *last > before.last().copied().unwrap_or(0) {
                break;
            }
            self.ends.pop();
        }
        if self.text.chars().all(char::is_whitespace) {
            self.forget_flaws();
            return;
        }
        let limit = if self.number > limits::ROWS {
            Some(Cause::TooManyRows)
        } else if self.ends.len() > self.cells_left || self.text.len() > self.bytes_left {
            Some(Cause::TooMuch)
        } else {
            None
        };
        if let Some(cause) = limit {
            self.forget_flaws();
            self.tell_at(None, cause);
            self.has_ended = true;
            return;
        }
        self.cells_left -= self.ends.len();
        self.bytes_left -= self.text.len();
        self.rows
            .push(Row::new(self.number, &self.text, &self.ends));
    }

    /// A row that is not given has no flaws either.
    fn forget_flaws(&mut self) {
        self.flaws.truncate(self.flaws.len() - self.flaws_in_row);
        self.flaws_in_row = 0;
    }

    /// What was gathered since the last time.
    pub fn take(&mut self, percent: u8, finished: bool) -> Progress {
        Progress {
            rows: std::mem::take(&mut self.rows),
            flaws: std::mem::take(&mut self.flaws),
            percent,
            finished,
        }
    }
}

/// As much of a cell as a spreadsheet could hold.
fn beginning(cell: &str) -> &str {
    // No character has more UTF-16 units than bytes.
    if cell.len() <= limits::CELL_UNITS {
        return cell;
    }
    let mut units = 0;
    for (at, character) in cell.char_indices() {
        units += character.len_utf16();
        if units > limits::CELL_UNITS {
            return cell.get(..at).unwrap_or_default();
        }
    }
    cell
}
