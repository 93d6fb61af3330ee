//! What a vendor says before it becomes bytes.
//!
//! No vendor sends CORS headers, so there is no way to add a header here.

use serde_json::Value;
use vendors::Response;

use crate::calendar::http_date;

/// An answer of a vendor, with what became of the request.
#[derive(Clone)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The JSON to send; `None` for a body without a byte.
    pub(crate) body: Option<Value>,
    /// Whether the request changed the vendor's state.
    pub(crate) applied: bool,
    /// Whether the answer was recorded earlier, and nothing was done now.
    pub(crate) duplicate: bool,
}

impl Answer {
    /// Something was read.
    pub(crate) fn read(body: Value) -> Self {
        Answer {
            status: 200,
            body: Some(body),
            applied: false,
            duplicate: false,
        }
    }

    /// A write was applied.
    pub(crate) fn applied(body: Option<Value>) -> Self {
        Answer {
            status: 200,
            body,
            applied: true,
            duplicate: false,
        }
    }

    /// The vendor refuses: an envelope that says why, under an HTTP status.
    pub(crate) fn refused(status: u16, body: Value) -> Self {
        Answer {
            status,
            body: Some(body),
            applied: false,
            duplicate: false,
        }
    }

    /// The bytes of the body.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.body
            .as_ref()
            .map_or_else(Vec::new, |body| body.to_string().into_bytes())
    }

    /// The answer as it stands on the wire.
    pub(crate) fn into_response(self, now: u64) -> Response {
        json_response(self.status, self.bytes(), now)
    }
}

/// Bytes that claim to be JSON.
pub(crate) fn json_response(status: u16, body: Vec<u8>, now: u64) -> Response {
    response(status, "application/json;charset=UTF-8", body, now)
}

/// Any answer: its `date` is what a client measures its clock's skew by.
pub(crate) fn response(status: u16, content_type: &str, body: Vec<u8>, now: u64) -> Response {
    Response {
        status,
        headers: vec![
            ("content-type".to_owned(), content_type.to_owned()),
            ("date".to_owned(), http_date(now)),
        ],
        body,
    }
}
