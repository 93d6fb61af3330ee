//! ShareCreators' envelope: `_success`, `_code`, `_msg`, `traceId`, `_data`.

use serde_json::{Value, json};

use crate::answer::Answer;

/// Why ShareCreators refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A header is missing or wrong.
    WrongHeader(&'static str),
    /// No page documents such a request.
    NoSuchPath,
    /// The body is not as documented.
    Invalid(&'static str),
    /// The e-mail has an account already.
    Taken(String),
    /// No account has this e-mail or `user_id`.
    UnknownAccount(String),
}

impl Refusal {
    /// The refusal as an answer.
    pub(super) fn answer(&self, trace_id: &str) -> Answer {
        let (status, code, reason) = match self {
            Refusal::WrongHeader(name) => (401, 401, format!("invalid header {name}")),
            Refusal::NoSuchPath => (404, 404, "not found".to_owned()),
            Refusal::Invalid(reason) => (200, 1001, (*reason).to_owned()),
            Refusal::Taken(email) => (200, 1002, format!("account already exists: {email}")),
            Refusal::UnknownAccount(account) => {
                (200, 404, format!("account does not exist: {account}"))
            }
        };
        Answer::refused(status, error(code, &reason, trace_id))
    }
}

/// A success; `_code` is the text "0", as in the vendor's example.
pub(super) fn success(data: &Value, trace_id: &str) -> Value {
    json!({"_success": true, "_code": "0", "_msg": null, "traceId": trace_id, "_data": data})
}

/// A refusal.
pub(super) fn error(code: u16, reason: &str, trace_id: &str) -> Value {
    json!({"_success": false, "_code": code.to_string(), "_msg": reason, "traceId": trace_id, "_data": null})
}
