//! What is wrong with a row or a cell, by its cause. Words for it are made elsewhere.

use crate::Place;

/// Something wrong at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flaw {
    /// Where.
    pub place: Place,
    /// What.
    pub cause: Cause,
}

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Cause {
    /// This row is beyond [`limits::ROWS`](crate::limits::ROWS). Neither it nor what follows was read.
    TooManyRows,
    /// With this row, all cells together are beyond [`limits::CELLS`](crate::limits::CELLS) or
    /// [`limits::TEXT_BYTES`](crate::limits::TEXT_BYTES). Neither it nor what follows was read.
    TooMuch,
    /// The row has more cells than [`limits::CELLS_IN_ROW`](crate::limits::CELLS_IN_ROW); the others are not in it.
    TooManyCells,
    /// The cell is longer than [`limits::CELL_UNITS`](crate::limits::CELL_UNITS); the row has its beginning only.
    CellTooLong,
    /// A workbook's formula. The row has the value that the spreadsheet computed last.
    FormulaCell,
    /// A text that a spreadsheet would run as a formula when it opened the file.
    LooksLikeFormula,
    /// A quotation mark opens the cell and none closes it. The mark was taken for a character of the cell.
    UnclosedQuote,
    /// Text stands behind the quotation mark that closes the cell. It was taken as part of the cell.
    TextAfterQuote,
    /// The cell has a character that could not be decoded: the encoding is another one, or the file is damaged.
    BrokenCharacter,
    /// The spreadsheet has an error in the cell, such as `#N/A`.
    ErrorValue,
    /// The spreadsheet holds a whole number of more than 15 digits as a number, and so has lost its last digits.
    PrecisionLost,
    /// The workbook's cell holds no value that its type allows. The row has what stands there.
    BrokenValue,
}

impl Cause {
    /// Whether nothing was read from this place on.
    pub fn ends_the_reading(self) -> bool {
        matches!(self, Self::TooManyRows | Self::TooMuch)
    }
}
