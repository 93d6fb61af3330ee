//! What stands in a line of the trail.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use vendors::{Operation, Targets};

use crate::access::Identity;
use crate::log::timestamp;

/// A write that is about to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Intent {
    pub(crate) identity: Identity,
    pub(crate) connection: String,
    pub(crate) operation: Operation,
    pub(crate) targets: Targets,
    pub(crate) trace: String,
    pub(crate) request: Option<String>,
}

/// What came of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) result: Result,
    /// The vendor's status, where it answered.
    pub(crate) status: Option<u16>,
    /// The gateway's own failure, where there was one.
    pub(crate) failure: Option<&'static str>,
}

/// Whether a write was applied, as far as a gateway can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Result {
    /// The vendor answered; its status says the rest.
    Answered,
    /// It left, and nobody knows whether it was applied.
    Unknown,
    /// It did not leave.
    NotSent,
}

/// What is put down.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A gateway began to write here.
    Start,
    Intent(Box<Intent>),
    /// The outcome of the intent with this number.
    Outcome(u64, Outcome),
    /// So many bytes before this line, with this digest, are no entry: a crash cut one short.
    Torn(usize, String),
}

impl Event {
    /// The line without its hash and its last brace. The number comes first and `at` second in every line.
    pub(super) fn content(&self, number: u64, now: SystemTime) -> String {
        let mut line = format!("{{\"seq\":{number},\"at\":\"{}\"", precise(now));
        let mut put = |name: &str, value: Value| {
            // Writing to a String cannot fail.
            let _ = write!(line, ",\"{name}\":{value}");
        };
        match self {
            Event::Start => {
                put("kind", "start".into());
                put("version", env!("CARGO_PKG_VERSION").into());
            }
            Event::Intent(intent) => {
                put("kind", "intent".into());
                put("who", intent.identity.name.as_str().into());
                put("role", intent.identity.role.as_str().into());
                put("connection", intent.connection.as_str().into());
                put("vendor", intent.operation.vendor().slug().into());
                put("operation", recorded_name(intent.operation).into());
                put("targets", intent.targets.names.clone().into());
                put("targets_total", intent.targets.total.into());
                put("trace", intent.trace.as_str().into());
                put("request", intent.request.clone().into());
            }
            Event::Outcome(intent, outcome) => {
                put("kind", "outcome".into());
                put("intent", (*intent).into());
                let result = match outcome.result {
                    Result::Answered => "answered",
                    Result::Unknown => "unknown",
                    Result::NotSent => "not-sent",
                };
                put("result", result.into());
                put("status", outcome.status.into());
                put("failure", outcome.failure.into());
            }
            Event::Torn(bytes, digest) => {
                put("kind", "torn".into());
                put("bytes", (*bytes).into());
                put("sha256", digest.as_str().into());
            }
        }
        line
    }
}

/// What an operation is called in the trail, for ever. Elsewhere it is called by its method and its path.
pub(super) fn recorded_name(operation: Operation) -> String {
    format!("{operation:?}")
}

/// RFC 3339 in UTC with milliseconds.
fn precise(now: SystemTime) -> String {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = timestamp(since.as_secs());
    let seconds = seconds.trim_end_matches('Z');
    format!("{seconds}.{:03}Z", since.subsec_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_are_called_in_a_trail_never_changes() {
        let writes = Operation::ALL.into_iter().filter(|one| one.writes());
        let names: Vec<String> = writes.map(recorded_name).collect();
        assert_eq!(
            names,
            [
                "T12SetQuota",
                "BitAnswerPatchUsers",
                "BitAnswerUpsertUsers",
                "BitAnswerDeleteUsers",
                "BitAnswerPatchUser",
                "BitAnswerUpsertUser",
                "BitAnswerDeleteUser",
                "BitAnswerForceOffline",
                "ShareCreatorsCreateUser",
                "ShareCreatorsDeleteUsers",
            ]
        );
    }
}
