//! What the worker hands in and gets.

use serde_json::json;

/// A request as the console sent it, without the origin.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// Path and query, beginning with a slash.
    pub target: &'a str,
    /// Headers; names in lower case.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    /// The first value of a header; `name` in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What the console gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long to wait before it is given, in milliseconds.
    pub delay_ms: u32,
    /// Whether the request may have changed something.
    pub keep: bool,
    /// Whether everything is as new now, whatever was asked before.
    pub fresh: bool,
}

impl Answer {
    /// An answer in JSON to which nothing is to be remembered.
    pub(crate) fn json(status: u16, body: &serde_json::Value) -> Answer {
        Answer {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_string().into_bytes(),
            delay_ms: 0,
            keep: false,
            fresh: false,
        }
    }

    /// A line of JSON, and behind it the body.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let head = json!({
            "status": self.status,
            "headers": self.headers,
            "delay": self.delay_ms,
            "keep": self.keep,
            "fresh": self.fresh,
        });
        let mut bytes = head.to_string().into_bytes();
        bytes.push(b'\n');
        bytes.extend_from_slice(&self.body);
        bytes
    }
}
