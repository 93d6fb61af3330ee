//! What is wrong with the file: where, what was found there, and what may stand there. No words: those are made where it
//! is shown.

use serde_json::Value;

/// How much of a text is shown, in characters.
const SHOWN: usize = 40;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as programs write it: `connections[0].color`. Empty for the file as a whole.
    pub member: String,
    /// What is there.
    pub found: Found,
    /// What may be there.
    pub allowed: Allowed,
}

impl Fault {
    pub(super) fn new(member: impl Into<String>, found: Found, allowed: Allowed) -> Fault {
        Fault {
            member: member.into(),
            found,
            allowed,
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// What the document does not know. It is not shown: nobody knows what it is.
    Unknown,
    /// A secret, or what looks like one. It is not shown.
    Credentials,
    /// A text that is no JSON, from this place on; both count from 1.
    NoJson {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// `null`, `true`, `false` or a number, as it was written.
    Value(String),
    /// A text, or its beginning.
    Text(String),
    /// A list.
    List,
    /// A list with nothing in it.
    Empty,
    /// An object.
    Object,
    /// The same as an earlier member has.
    Twice(String),
}

impl Found {
    /// What a value, or its absence, is.
    pub(super) fn of(value: Option<&Value>) -> Found {
        match value {
            None => Found::Nothing,
            Some(Value::String(text)) if text.chars().count() > SHOWN => {
                Found::Text(text.chars().take(SHOWN).chain(['…']).collect())
            }
            Some(Value::String(text)) => Found::Text(text.clone()),
            Some(Value::Array(_)) => Found::List,
            Some(Value::Object(_)) => Found::Object,
            Some(other) => Found::Value(other.to_string()),
        }
    }
}

/// What may stand somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// An object with these members.
    Object(&'static [&'static str]),
    /// Everything but credentials.
    NoCredentials,
    /// This number.
    Version(u64),
    /// A text of at most this many characters.
    Name(usize),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of some of these texts.
    Vendors(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// An id that no other connection has.
    Id,
    /// A vendor's address, without a query.
    BaseUrl,
    /// An address that a whole URL is appended to.
    Prefix,
    /// An address with places for a URL.
    Template,
    /// The name of a header that a page may set.
    HeaderName,
    /// An origin as browsers write it.
    Origin,
    /// Only with the way through a gateway.
    WithGatewayOnly,
    /// Only at this vendor.
    AtVendorOnly(&'static str),
}
