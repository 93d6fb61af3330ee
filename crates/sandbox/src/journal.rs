//! What was asked and what became of it, so that tests can assert the wire and not only the screen.
//!
//! Entries hold credentials and passwords as they were received: the sandbox's own are public.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};

use crate::fault::Kind;
use crate::{Delivery, Reply, WireRequest};

/// The oldest entry goes when there would be more.
const CAPACITY: usize = 10_000;

/// The last requests, oldest first.
#[derive(Default)]
pub(crate) struct Journal {
    entries: VecDeque<Value>,
}

/// What became of a request.
pub(crate) struct Outcome<'a> {
    pub(crate) reply: &'a Reply,
    pub(crate) applied: bool,
    pub(crate) duplicate: bool,
    pub(crate) fault: Option<Kind>,
}

impl Journal {
    /// Writes a request down.
    pub(crate) fn record(&mut self, request: &WireRequest<'_>, outcome: &Outcome<'_>, now: u64) {
        if self.entries.len() >= CAPACITY {
            self.entries.pop_front();
        }
        let status = match &outcome.reply.delivery {
            Delivery::Respond(response) => Some(response.status),
            Delivery::Disconnect => None,
        };
        self.entries.push_back(json!({
            "vendor": request.vendor.slug(),
            "method": request.method,
            "path": request.path(),
            "target": request.target,
            "headers": headers(request),
            "body": String::from_utf8_lossy(request.body),
            "status": status,
            "applied": outcome.applied,
            "duplicate": outcome.duplicate,
            "fault": outcome.fault.map(Kind::name),
            "at": now,
        }));
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// Every entry as a JSON array.
    pub(crate) fn to_json(&self) -> Value {
        self.entries.iter().cloned().collect()
    }
}

/// Headers as an object; a repeated one has its values joined, as HTTP allows.
fn headers(request: &WireRequest<'_>) -> Value {
    let mut headers = Map::new();
    for (name, value) in request.headers {
        match headers.get_mut(name) {
            Some(Value::String(values)) => {
                values.push_str(", ");
                values.push_str(value);
            }
            _ => {
                headers.insert(name.clone(), json!(value));
            }
        }
    }
    Value::Object(headers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Exchange, NOW, sandbox};
    use vendors::Vendor;

    #[test]
    fn a_request_is_written_down_as_it_was_received() {
        let mut sandbox = sandbox();
        Exchange::send(
            &mut sandbox,
            Vendor::BitAnswer,
            "POST /users/user/a%2Fb?x=1 HTTP/1.1\nbitkey: sandbox-bitkey\nx-a: 1\nx-a: 2\ncontent-type: application/json\n\n{\"password\":\"p\"}",
        );
        assert_eq!(
            Exchange::control(&mut sandbox, "GET", "/journal", "").json(),
            json!([{
                "vendor": "bitanswer", "method": "POST", "path": "/users/user/a%2Fb",
                "target": "/users/user/a%2Fb?x=1",
                "headers": {"bitkey": "sandbox-bitkey", "x-a": "1, 2", "content-type": "application/json"},
                "body": "{\"password\":\"p\"}", "status": 200, "applied": true, "duplicate": false,
                "fault": null, "at": NOW,
            }])
        );
        Exchange::control(&mut sandbox, "DELETE", "/journal", "");
        assert_eq!(
            Exchange::control(&mut sandbox, "GET", "/journal", "").json(),
            json!([])
        );
    }

    #[test]
    fn the_oldest_entries_go_first() {
        let mut journal = Journal::default();
        let reply = Reply {
            delay_ms: 0,
            delivery: Delivery::Disconnect,
        };
        for now in 0..10_001 {
            let request = WireRequest {
                vendor: Vendor::T12,
                method: "GET",
                target: "/",
                headers: &[],
                body: &[],
            };
            let outcome = Outcome {
                reply: &reply,
                applied: false,
                duplicate: false,
                fault: None,
            };
            journal.record(&request, &outcome, now);
        }
        let entries = journal.to_json();
        assert_eq!(entries.as_array().map(Vec::len), Some(10_000));
        assert_eq!(entries[0]["at"], 1);
        assert_eq!(entries[0]["status"], Value::Null);
    }
}
