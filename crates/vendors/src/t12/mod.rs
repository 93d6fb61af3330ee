//! T12: user quotas, read and set by signed requests.
//!
//! The vendor's page is titled 用户数API; no public address of it is known.

mod envelope;
mod get_quota;
mod set_quota;
pub mod sign;

pub use get_quota::{GetQuota, Quota};
pub use set_quota::{SetQuota, SetQuotaOutcome};
pub use sign::sign;
pub(crate) use sign::{PARAMETERS, signed_parameters};
