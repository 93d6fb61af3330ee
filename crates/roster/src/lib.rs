//! The local index of users: every account in the browser, filtered and sorted as somebody types.
//!
//! A [`Roster`] holds its texts in columns, in blocks of a thousand rows, so that a million rows are some thousands of pieces
//! of memory and not millions of objects. A [`Query`] says which rows match, a [`Search`] finds them, a [`RowSet`] is which, and
//! a [`Sorting`] puts them in [`Order`]. Searching and sorting are done in steps, so that a page is never held up.
//!
//! Pure: no browser, no vendor, no network, no storage. How characters of a language follow one another is passed in as a
//! [`Collation`].

mod block;
mod category;
mod changes;
mod characters;
mod collation;
mod column_order;
mod decimal;
mod facet;
mod initials;
mod keys;
mod order;
mod packed;
mod progress;
mod query;
mod ranking;
mod roster;
mod row_set;
mod run;
mod search;
mod sort_key;
mod texts;

pub use characters::Characters;
pub use collation::Collation;
pub use facet::Facet;
pub use initials::Initials;
pub use order::{Direction, Order, SortBy, Sorting};
pub use progress::Progress;
pub use query::{Bound, Doubt, Meaning, Part, Query, Term, Test, without_part};
pub use roster::{Column, ColumnKind, Roster};
pub use row_set::{Renumbering, RowSet};
pub use search::{Matches, Search};
