//! How a [`vendors::Request`] reaches its vendor from a browser: through our gateway, through somebody's proxy, or
//! directly. Knows no operation's meaning and no page; the answer goes back unread.

pub mod address;
mod fetch;
mod probe;

pub use address::{Address, Route};
pub use fetch::{Carried, carry, fetch_text};
pub use probe::{answers, origin};
