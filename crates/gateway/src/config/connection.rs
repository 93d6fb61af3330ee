//! A connection: one account at one vendor, where its requests go, how the console shows it, and the credentials that
//! the gateway may hold for it.

use std::fmt;

use vendors::{Credentials, Vendor};

use super::UpstreamUrl;

/// The longest id, in bytes.
const LONGEST_ID: usize = 40;

/// A connection, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The name in addresses, settings and the audit trail: `[a-z0-9-]{1,40}`.
    pub id: String,
    /// The vendor that is spoken to.
    pub vendor: Vendor,
    /// Where its requests go; `None` means the sandbox.
    pub upstream: Option<UpstreamUrl>,
    /// The name for people.
    pub name: Option<String>,
    /// What it is marked with in the console.
    pub color: Option<Color>,
    /// Whether real users are at stake, so that the console says so before each write.
    pub production: bool,
    /// The apps to begin with; T12 only.
    pub apps: Vec<String>,
    /// Whether the upstream's name may stand for an address of a private network or of this machine.
    pub allow_private: bool,
    /// What the gateway authorizes with in the caller's place.
    pub credentials: Option<Held>,
}

impl Connection {
    /// A connection to the sandbox, with nothing set.
    pub fn sandboxed(id: &str, vendor: Vendor) -> Connection {
        Connection {
            id: id.to_owned(),
            vendor,
            upstream: None,
            name: None,
            color: None,
            production: false,
            apps: Vec::new(),
            allow_private: false,
            credentials: None,
        }
    }
}

/// Whether a text can be a connection's id.
pub fn is_connection_id(text: &str) -> bool {
    (1..=LONGEST_ID).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Credentials in the gateway's custody. They show themselves to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Held(pub Credentials);

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Held({})", self.0.vendor().slug())
    }
}

/// The colours that the console's style has for connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are colours' own names")]
pub enum Color {
    Red,
    Orange,
    Amber,
    Green,
    Teal,
    Blue,
    Violet,
    Pink,
    Grey,
}

impl Color {
    /// Every colour.
    pub const ALL: [Color; 9] = [
        Color::Red,
        Color::Orange,
        Color::Amber,
        Color::Green,
        Color::Teal,
        Color::Blue,
        Color::Violet,
        Color::Pink,
        Color::Grey,
    ];

    /// The word in the configuration and in `/config.json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Color::Red => "red",
            Color::Orange => "orange",
            Color::Amber => "amber",
            Color::Green => "green",
            Color::Teal => "teal",
            Color::Blue => "blue",
            Color::Violet => "violet",
            Color::Pink => "pink",
            Color::Grey => "grey",
        }
    }

    /// The colour of a word.
    pub fn from_word(word: &str) -> Option<Color> {
        Self::ALL.into_iter().find(|color| color.as_str() == word)
    }
}
