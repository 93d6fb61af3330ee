//! What is sealed under a passphrase: the format, what is in it, how old it may be, and when it locks itself.
//!
//! Sans-IO: no clock, no randomness, no storage, no browser. The cipher itself, AES-256-GCM, is the caller's (WebCrypto
//! in the console); here is what it is given and what its answers mean.

mod contents;
mod derivation;
mod hexadecimal;
mod idle;
mod mark;
mod sealed;

pub use contents::{Contents, ContentsFault, Kept};
pub use derivation::{Derivation, DerivationFailed, Derived, derive};
pub use idle::Idle;
pub use mark::{Age, Mark};
pub use sealed::{Head, NONCE_BYTES, Purpose, SALT_BYTES, Sealed, Unreadable, VaultId};
