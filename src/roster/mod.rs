//! The list of users in the browser: what matches a filter, in which order, and as a file to take away.
//!
//! Pure logic over texts. It must not know a vendor, a page, the network, storage or the browser.

mod filter;
mod order;

pub use filter::Filter;
pub use order::{Direction, compare_naturally, order_naturally};
pub use sheet::{delimited_text, fold};
