//! The local index of users: every account in the browser, filtered and sorted as somebody types.
//!
//! A [`Roster`] holds its texts in columns, one piece of memory each, so that a million rows are a few long arrays and not
//! a million objects. A [`Query`] says which rows match, a [`RowSet`] is which, and [`Order`] is in which order.
//!
//! Pure: no browser, no vendor, no network, no storage. How characters of a language follow one another is passed in.

mod category;
mod collation;
mod facet;
mod order;
mod query;
mod roster;
mod row_set;
mod search;
mod texts;

pub use category::Category;
pub use collation::{CodePoints, Collation};
pub use facet::Facet;
pub use order::{Direction, Order, SortBy};
pub use query::{Query, Term};
pub use roster::{Column, ColumnKind, Roster};
pub use row_set::RowSet;
