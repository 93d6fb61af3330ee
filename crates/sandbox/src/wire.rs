//! What goes into the sandbox and what comes out: a request as it was received, and what to do with the connection.
//!
//! Nothing here knows a vendor's meaning of the bytes.

use vendors::{Response, Vendor};

/// A request as it arrived, nothing decoded. It may hold passwords, hence no `Debug`.
#[derive(Clone, Copy)]
pub struct WireRequest<'a> {
    /// The vendor under whose prefix the request came.
    pub vendor: Vendor,
    /// The HTTP method, in upper case.
    pub method: &'a str,
    /// The percent-encoded path and query, relative to the vendor's base URL.
    pub target: &'a str,
    /// Headers; names in lower case.
    pub headers: &'a [(String, String)],
    /// The bytes of the body.
    pub body: &'a [u8],
}

impl<'a> WireRequest<'a> {
    /// The first value of a header; `name` in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the body says that it is of a media type; `media_type` in lower case. Parameters such as a charset do not
    /// matter.
    pub(crate) fn is_of(&self, media_type: &str) -> bool {
        self.header("content-type")
            .and_then(|value| value.split(';').next())
            .is_some_and(|own| own.trim().eq_ignore_ascii_case(media_type))
    }

    /// The target before its query, still percent-encoded.
    pub(crate) fn path(&self) -> &'a str {
        self.target
            .split_once('?')
            .map_or(self.target, |(path, _)| path)
    }

    /// The target's query, still percent-encoded; empty if there is none.
    pub(crate) fn query(&self) -> &'a str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}

/// What the carrier does after a request, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// How long to wait before delivering, in milliseconds.
    pub delay_ms: u32,
    /// What the client gets.
    pub delivery: Delivery,
}

/// What the client gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// An answer.
    Respond(Response),
    /// Nothing: the connection is closed before the first byte of an answer.
    Disconnect,
}
