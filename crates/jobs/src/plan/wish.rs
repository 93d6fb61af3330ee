//! What the admin wants of one account, before it is compared with how the account is.

use crate::Values;
use vendors::Secret;

/// What is wanted of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intent {
    /// That it exists; one that is there already is a conflict.
    Create,
    /// That these fields are so; one that is not there is a conflict.
    Change,
    /// Whichever of the two fits.
    CreateOrChange,
    /// That it does not exist.
    Delete,
}

/// One row of what the admin wants.
#[derive(Clone, PartialEq, Eq)]
pub struct Wish {
    /// The account.
    pub target: String,
    /// What is wanted of it.
    pub intent: Intent,
    /// The fields' wanted values.
    pub values: Values,
    /// A password to set.
    pub password: Option<Secret>,
    /// What the fields have to be now; anything else is a conflict.
    pub expects: Option<Values>,
    /// Where it stands in the admin's file, as a spreadsheet counts.
    pub place: Option<u32>,
    /// What is wrong with it as it stands.
    pub flaws: Vec<Flaw>,
}

impl Wish {
    /// A wish without fields.
    pub fn new(target: &str, intent: Intent) -> Self {
        Wish {
            target: target.to_owned(),
            intent,
            values: Values::new(),
            password: None,
            expects: None,
            place: None,
            flaws: Vec::new(),
        }
    }
}

/// Shows that a password is set, never which.
impl std::fmt::Debug for Wish {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wish")
            .field("target", &self.target)
            .field("intent", &self.intent)
            .field("values", &self.values)
            .field("sets_password", &self.password.is_some())
            .field("expects", &self.expects)
            .field("place", &self.place)
            .field("flaws", &self.flaws)
            .finish()
    }
}

/// What is wrong with a row, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flaw {
    /// The key of the column, see [`super::Column`]; empty if the whole row is meant.
    pub column: &'static str,
    /// What is wrong.
    pub kind: FlawKind,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlawKind {
    /// There has to be a value.
    Missing,
    /// No e-mail address.
    Email,
    /// No phone number: 5 to 20 digits.
    Phone,
    /// No country code: 1 to 4 digits.
    AreaCode,
    /// No role that the vendor has.
    Role,
    /// Neither normal nor disabled.
    Status,
    /// No whole number from 0.
    Amount,
    /// Longer than 255 characters.
    TooLong,
    /// Has characters that are not seen: line breaks or other control characters.
    Control,
    /// The cell is a formula, or would be one when a spreadsheet opened it.
    Formula,
    /// The cell has a character that could not be decoded.
    BrokenCharacter,
    /// A quotation mark is not closed, or is closed before the end of the cell.
    Quote,
    /// The spreadsheet has an error in the cell, or nothing that it can hold.
    CellError,
    /// The spreadsheet has lost digits of a long number.
    PrecisionLost,
    /// The row has more cells than are read.
    TooManyCells,
    /// The same account stands in an earlier row: that row's place in the file.
    Duplicate(u32),
    /// Nothing would be changed by it.
    NothingToDo,
}

impl FlawKind {
    /// Every kind; the duplicate is one of the first row.
    pub const ALL: [FlawKind; 17] = [
        FlawKind::Missing,
        FlawKind::Email,
        FlawKind::Phone,
        FlawKind::AreaCode,
        FlawKind::Role,
        FlawKind::Status,
        FlawKind::Amount,
        FlawKind::TooLong,
        FlawKind::Control,
        FlawKind::Formula,
        FlawKind::BrokenCharacter,
        FlawKind::Quote,
        FlawKind::CellError,
        FlawKind::PrecisionLost,
        FlawKind::TooManyCells,
        FlawKind::Duplicate(1),
        FlawKind::NothingToDo,
    ];
}
