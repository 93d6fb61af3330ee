//! What is sealed under a passphrase, as a browser does it: WebCrypto's cipher, the place where the vault lies, and the
//! mark that is kept apart from it. Knows no connection, no page and no words.
//!
//! The vault lies in IndexedDB, whose transactions let one tab at a time take the place of what another one left. The
//! mark lies in `localStorage`, which tells other tabs when it changes.

mod cipher;
mod derived;
mod marked;
mod place;
mod support;

pub use cipher::{Cipher, CipherFault, ListCipher, random_bytes};
pub use derived::derived;
pub use marked::{
    has_vault, idle_minutes, is_vault_mark, keep_idle_minutes, keep_mark, mark, put_off,
    put_off_forgets,
};
pub use place::{PlaceFault, Placed, place_vault, placed_vault, remove_vault};
pub use support::{Support, support};
