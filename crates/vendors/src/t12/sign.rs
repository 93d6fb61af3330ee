//! The signature `manager_sign`.

use crate::{Request, Secret};

/// Adds `manager_name`, `time_stamp` and `manager_sign` to the query.
pub fn sign(_request: &mut Request, _manager_name: &str, _manager_key: &Secret, _now: u64) {}
