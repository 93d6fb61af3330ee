//! BitAnswer's envelope: `status`, `msg`, `data` with `total` and `items`.

use serde_json::{Value, json};

use crate::answer::Answer;

/// The `status` for a user that does not exist: no page has one, and other vendors use HTTP's numbers in envelopes.
const NOT_FOUND: u16 = 404;

/// Why BitAnswer refuses. The codes are the sandbox's own, since the vendor's pages list none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `bitkey` is missing or nobody's.
    WrongKey,
    /// No page documents such a request.
    NoSuchPath,
    /// A parameter or a body is not as documented.
    Invalid(String),
    /// No user has this name.
    UnknownUser(String),
    /// No user has this guid.
    UnknownGuid(String),
    /// `x-bit-req-id` was used for another write within a day.
    ReusedRequestId,
}

impl Refusal {
    /// A refusal of what was sent.
    pub(super) fn invalid(reason: impl Into<String>) -> Self {
        Refusal::Invalid(reason.into())
    }

    /// The refusal as an answer.
    pub(super) fn answer(&self) -> Answer {
        let (status, code, reason) = match self {
            Refusal::WrongKey => (401, 1001, "invalid bitkey".to_owned()),
            Refusal::NoSuchPath => (404, 1002, "no such interface".to_owned()),
            Refusal::Invalid(reason) => (200, 1003, reason.clone()),
            Refusal::UnknownUser(name) => (200, NOT_FOUND, format!("user does not exist: {name}")),
            Refusal::UnknownGuid(guid) => (200, NOT_FOUND, format!("guid does not exist: {guid}")),
            Refusal::ReusedRequestId => (
                200,
                1004,
                "x-bit-req-id was already used for another request".to_owned(),
            ),
        };
        Answer::refused(status, error(code, &reason))
    }
}

/// A success. `total` may differ from the number of items.
pub(super) fn success(total: usize, items: Vec<Value>) -> Value {
    json!({"status": 0, "data": {"total": total, "items": items}})
}

/// A refusal; the vendor leaves `data` out.
pub(super) fn error(code: u16, reason: &str) -> Value {
    json!({"status": code, "msg": reason})
}
