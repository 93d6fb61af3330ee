//! The envelope: what is sent to a vendor and what comes back, before any meaning.

use crate::encoding::percent_encode;
use crate::{Method, Operation, Secret, Vendor};

/// An id that makes a write recognisable when it arrives twice. Unique within a day, made by the caller, because this
/// crate has no randomness. BitAnswer de-duplicates by it (`x-bit-req-id`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub String);

/// What a request does at the vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing changes: it may be sent again freely.
    Read,
    /// Something changes: a repeat of the same write carries the same id.
    Write(RequestId),
}

/// A header's or query parameter's value, public or secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// May be shown to the admin.
    Plain(String),
    /// Must be masked wherever the request is shown.
    Secret(Secret),
}

impl Value {
    /// The value for the wire.
    pub fn expose(&self) -> &str {
        match self {
            Value::Plain(text) => text,
            Value::Secret(secret) => secret.expose(),
        }
    }

    /// The value for a person: dots where it is secret.
    pub fn shown(&self) -> &str {
        match self {
            Value::Plain(text) => text,
            Value::Secret(_) => "••••••",
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Plain(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Plain(text)
    }
}

impl From<Secret> for Value {
    fn from(secret: Secret) -> Self {
        Value::Secret(secret)
    }
}

/// A request's body. It may hold passwords, hence no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    /// The `Content-Type` to send.
    pub content_type: &'static str,
    /// The bytes to send.
    pub bytes: Vec<u8>,
}

impl Body {
    /// A JSON body.
    pub fn json(value: &serde_json::Value) -> Self {
        Body {
            content_type: "application/json",
            // Every value can be written: its keys are texts.
            bytes: serde_json::to_vec(value).unwrap_or_default(),
        }
    }
}

/// A request to a vendor, complete but for the credentials that [`crate::Credentials::authorize`] adds.
///
/// A body on a `GET` is a courtesy: a carrier that cannot send it drops it, and the query says the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// What is asked for; gives the vendor and the method.
    pub operation: Operation,
    /// The percent-encoded path, relative to the connection's base URL, starting with `/`.
    pub path: String,
    /// Query parameters, decoded, in the order in which they are sent.
    pub query: Vec<(String, Value)>,
    /// Headers beside `Content-Type`; names in lower case.
    pub headers: Vec<(&'static str, Value)>,
    /// The body, if any.
    pub body: Option<Body>,
    /// Whether anything changes, and under which id.
    pub effect: Effect,
}

impl Request {
    /// A request for an operation whose path has no variable part.
    pub fn new(operation: Operation, effect: Effect) -> Self {
        Request {
            operation,
            path: operation.endpoint().1.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            effect,
        }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.operation.endpoint().0
    }

    /// The vendor that it is for.
    pub fn vendor(&self) -> Vendor {
        self.operation.vendor()
    }

    /// The path and the encoded query, secrets included: for the wire.
    pub fn target(&self) -> String {
        self.render(|value| percent_encode(value.expose()))
    }

    /// The path and the query with secrets masked: for a person.
    pub fn shown_target(&self) -> String {
        self.render(|value| match value {
            Value::Plain(text) => percent_encode(text),
            Value::Secret(_) => value.shown().to_owned(),
        })
    }

    fn render(&self, encode: impl Fn(&Value) -> String) -> String {
        let mut target = self.path.clone();
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(&percent_encode(name));
            target.push('=');
            target.push_str(&encode(value));
        }
        target
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What came back, before any meaning. It may hold passwords, hence a `Debug` without its body.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

impl Response {
    /// The first value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
