//! The list of users in the browser: what matches a filter, in which order, as a file to take away, and how a long one is
//! read by pages.
//!
//! Pure logic over texts and keys. It must not know a vendor, a page, the network, storage or the browser.

mod filter;
mod find;
mod order;
mod traversal;
mod view;

pub use filter::Filter;
pub use find::{Find, Wanted, occurrences};
pub use order::{compare_naturally, order_naturally};
pub use roster::{Direction, SortBy};
pub use sheet::{delimited_text, fold};
pub use traversal::{Ask, Key, Manner, Next, Outcome, Traversal};
pub use view::{RosterView, ShownSelection};
