//! Tests talk to the sandbox in raw HTTP text and look at raw answers.
#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::Value;
use vendors::{Response, Vendor};

use crate::{Delivery, Sandbox, WireRequest};

/// The time of every test: 2026-09-21 22:13:20 in Shanghai.
pub(crate) const NOW: u64 = 1_790_000_000;

/// A sandbox as most tests want it.
pub(crate) fn sandbox() -> Sandbox {
    Sandbox::new(1, NOW)
}

/// An answer as it came.
pub(crate) struct Exchange {
    pub(crate) delay_ms: u32,
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Exchange {
    /// Sends raw text: a request line, headers, an empty line, a body. A dropped connection has the status 0.
    pub(crate) fn send(sandbox: &mut Sandbox, vendor: Vendor, raw: &str) -> Exchange {
        let (head, body) = raw.split_once("\n\n").unwrap();
        let mut lines = head.lines();
        let mut words = lines.next().unwrap().split(' ');
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let request = WireRequest {
            vendor,
            method: words.next().unwrap(),
            target: words.next().unwrap(),
            headers: &headers,
            body: body.as_bytes(),
        };
        let reply = sandbox.handle(&request, NOW);
        let response = match reply.delivery {
            Delivery::Respond(response) => response,
            Delivery::Disconnect => Response {
                status: 0,
                headers: Vec::new(),
                body: Vec::new(),
            },
        };
        Exchange::of(reply.delay_ms, response)
    }

    /// Asks the sandbox itself.
    pub(crate) fn control(sandbox: &mut Sandbox, method: &str, path: &str, body: &str) -> Exchange {
        let response = sandbox.control(method, path, body.as_bytes(), NOW);
        Exchange::of(0, response.unwrap())
    }

    fn of(delay_ms: u32, response: Response) -> Exchange {
        Exchange {
            delay_ms,
            status: response.status,
            body: response.body,
            headers: response.headers,
        }
    }

    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}
