//! Who may enter: the manager's name, a fresh time stamp and a right signature.

use super::envelope::Refusal;
use super::signature::manager_sign;
use crate::{WireRequest, decode, demo};

/// How far a time stamp may be from the vendor's clock, either way. The vendor's page names no figure; this one is the
/// sandbox's.
pub(super) const FRESH_SECONDS: u64 = 300;

/// Checks the credentials in the query and gives the `app_name` that it asks about.
pub(super) fn enter(request: &WireRequest<'_>, now: u64) -> Result<String, Refusal> {
    let query = decode::form(request.query());
    let required = |name| {
        decode::last(&query, name)
            .filter(|value| !value.is_empty())
            .ok_or(Refusal::Missing(name))
    };
    let manager_name = required("manager_name")?;
    let app_name = required("app_name")?;
    let time_stamp = required("time_stamp")?;
    let sign = required("manager_sign")?;
    if manager_name != demo::MANAGER_NAME {
        return Err(Refusal::UnknownManager);
    }
    let time_stamp: u64 = time_stamp.parse().map_err(|_| Refusal::Stale)?;
    if time_stamp.abs_diff(now) > FRESH_SECONDS {
        return Err(Refusal::Stale);
    }
    if sign != manager_sign(&query, demo::MANAGER_KEY) {
        return Err(Refusal::WrongSign);
    }
    Ok(app_name.to_owned())
}
