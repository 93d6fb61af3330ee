//! The list of users in the browser: what matches a filter, in which order, and as a file to take away.
//!
//! Pure logic over texts. It must not know a vendor, a page, the network, storage or the browser.

mod delimited;
mod filter;
mod fold;
mod order;

pub use delimited::delimited_text;
pub use filter::Filter;
pub use fold::fold;
pub use order::{Direction, compare_naturally, order_naturally};
