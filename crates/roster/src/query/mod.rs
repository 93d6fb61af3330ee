//! What somebody typed to find users: words, words of a column, comparisons, negations, alternatives.
//!
//! | typed | matches |
//! | --- | --- |
//! | `zhang wei` | rows that have both words, in whichever searched columns |
//! | `"zhang wei"` | rows that have exactly this |
//! | `-test` | rows that do not have the word |
//! | `zhang*`, `*01`, `z*g` | rows with a searched column that begins, ends, or begins and ends so |
//! | `status:disabled` | the column's text contains the word; of a column of few values, a name of the value begins so |
//! | `status:"1"` | of a column of few values: is exactly this |
//! | `name:张*`, `name:*01`, `name:张*01` | the same of one column |
//! | `name:""` | is empty |
//! | `reg:>2024-01`, `reg:<=2024-06-30` | comes behind, comes before or begins so, as texts of dates do |
//! | `reg:2024-01..2024-03`, `reg:2024..` | between them, both included |
//! | `count:>9`, `count:1..10` | by value, of a column of numbers |
//! | `张 OR 李`, `张 \| 李` | either; AND binds more strongly |
//!
//! What is no word of this language is a word to be looked for: nothing that can be typed is an error. What was taken for
//! a word though it may have been meant otherwise, and what is not finished, is told with its part.

mod date;
mod narrowing;
mod reader;
mod test;

pub use test::{Bound, Test};

use std::ops::Range;

/// A condition on one column or on all searched ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The column's index; none for all searched columns, of which one has to meet it.
    pub column: Option<usize>,
    /// What its text has to be like.
    pub test: Test,
    /// Whether rows match that do not meet it.
    pub negated: bool,
}

/// What a part of what was typed was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A condition.
    Term(Term),
    /// What stands before is one alternative, what stands behind another.
    Or,
    /// Nothing yet: it counts when there is more of it.
    Unfinished,
}

/// Why a part may not be what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// What stands before the colon is the name of no column: the part is looked for as a text.
    UnknownColumn,
    /// What is compared with is no number, in a column of numbers: no row matches.
    NoNumber,
    /// What is compared with is no date that begins with the year, or one that there is not, in a column of dates: it is compared as a text.
    NoDate,
    /// A quotation mark is not closed: the rest belongs to it.
    OpenQuotation,
}

/// A part of what was typed, for a page to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// What it was taken for.
    pub meaning: Meaning,
    /// Why it may not be what was meant.
    pub doubt: Option<Doubt>,
}

/// What somebody typed: alternatives of terms that must all match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    alternatives: Vec<Vec<Term>>,
    parts: Vec<Part>,
}

impl Query {
    /// Alternatives of terms that must all match, without anything typed.
    pub fn of(alternatives: Vec<Vec<Term>>) -> Self {
        let mut query = Query {
            alternatives,
            parts: Vec::new(),
        };
        query.alternatives.retain(|terms| !terms.is_empty());
        query
    }

    /// Whether every row matches.
    pub fn is_empty(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// The alternatives, each of terms that must all match.
    pub fn alternatives(&self) -> &[Vec<Term>] {
        &self.alternatives
    }

    /// The parts of what was typed, in their order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
}

/// What was typed without one of its parts: what is left when a page's mark for it is taken away.
pub fn without_part(typed: &str, part: &Part) -> String {
    let before = typed.get(..part.place.start).unwrap_or_default().trim_end();
    let behind = typed.get(part.place.end..).unwrap_or_default().trim_start();
    [before, behind].join(if before.is_empty() || behind.is_empty() {
        ""
    } else {
        " "
    })
}
