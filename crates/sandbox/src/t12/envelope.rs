//! T12's envelope: `code`, `msg`, `data`.

use serde_json::{Value, json};

use super::gate::FRESH_SECONDS;
use crate::answer::Answer;

/// Why T12 refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A parameter is missing or empty.
    Missing(&'static str),
    /// `manager_name` is nobody's.
    UnknownManager,
    /// `time_stamp` is not a number or too far from the vendor's clock.
    Stale,
    /// `manager_sign` is not what the vendor calculates.
    WrongSign,
    /// `app_name` is no enterprise's.
    UnknownApp(String),
    /// A form field is not a non-negative integer.
    NotANumber(&'static str),
    /// A write with neither `user_num` nor `tester_num`.
    NothingToSet,
    /// No page documents such a request.
    NoSuchPath,
}

impl Refusal {
    /// The refusal as an answer.
    pub(super) fn answer(&self, now: u64) -> Answer {
        let (status, code, reason) = match self {
            Refusal::Missing(name) => (200, 1001, format!("{name} is required")),
            Refusal::UnknownManager => (200, 1002, "unknown manager_name".to_owned()),
            Refusal::Stale => (
                200,
                1003,
                format!(
                    "time_stamp expired: the server's time is {now}, {FRESH_SECONDS} seconds either way are allowed"
                ),
            ),
            Refusal::WrongSign => (200, 1004, "wrong manager_sign".to_owned()),
            Refusal::UnknownApp(name) => (200, 404, format!("unknown app_name {name}")),
            Refusal::NotANumber(name) => {
                (200, 1005, format!("{name} must be a non-negative integer"))
            }
            Refusal::NothingToSet => (200, 1006, "user_num or tester_num is required".to_owned()),
            Refusal::NoSuchPath => (404, 404, "not found".to_owned()),
        };
        Answer::refused(status, error(code, &reason))
    }
}

/// A success with data: `code` is 1, as in the vendor's example.
pub(super) fn success(data: Value) -> Value {
    json!({"code": 1, "msg": "success", "data": data})
}

/// A refusal.
pub(super) fn error(code: u16, reason: &str) -> Value {
    json!({"code": code, "msg": reason, "data": null})
}
