//! T12: user quotas, read and set by signed requests.

mod sign;

pub use sign::sign;
