//! What the console and the portal that shows it in a frame say to each other.
//!
//! Two steps, described for portals in `docs/EMBEDDING.md`. First a [`Handshake`] by `postMessage`, with exact origins on
//! both sides and a nonce; it ends with a port that nobody else has. Then [`Wish`]es of the portal and [`News`] of the
//! console through that port, and nothing through anything else. Nothing in either direction is secret, and no wish writes.
//!
//! Everything that arrives is a text of [`MESSAGE_LIMIT`] bytes at most, and is taken whole or not at all: a key that is
//! misspelled must not pass for one that was left out, least of all `readOnly`.
//!
//! Pure: knows no browser, no page and no clock.

mod address;
mod connections;
mod handshake;
mod news;
mod origin;
mod restrictions;
mod settings;
mod teller;
mod tokens;
mod wish;

pub use address::{Address, with_connection};
pub use connections::Connections;
pub use handshake::{Handshake, Heard, Ignored, Verdict};
pub use news::{News, Rows, SessionState};
pub use origin::is_origin;
pub use restrictions::Restrictions;
pub use settings::{Appearance, Language, Layout, Settings, Theme};
pub use teller::Teller;
pub use tokens::Tokens;
pub use wish::Wish;

/// The version of the protocol that this console speaks.
pub const VERSION: u64 = 1;

/// The longest text that is looked at, in bytes.
pub const MESSAGE_LIMIT: usize = 16 * 1024;

/// Why something that the portal sent was not taken. The portal is told by [`word`](Self::word).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a text, or longer than [`MESSAGE_LIMIT`].
    TooLarge,
    /// Not a message of the protocol, or a value that it does not have.
    NotUnderstood,
    /// A version that this console does not speak.
    Version,
    /// A kind of message that there is not.
    UnknownType,
    /// An address that leads nowhere in this console, or to a vendor that is not shown.
    NoSuchPage,
    /// Going there would lose what somebody typed.
    Unsaved,
}

impl Refusal {
    /// The word by which the portal is told.
    pub const fn word(self) -> &'static str {
        match self {
            Refusal::TooLarge => "too-large",
            Refusal::NotUnderstood => "not-understood",
            Refusal::Version => "version",
            Refusal::UnknownType => "unknown-type",
            Refusal::NoSuchPage => "no-such-page",
            Refusal::Unsaved => "unsaved",
        }
    }
}
