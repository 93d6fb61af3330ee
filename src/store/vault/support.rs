//! Whether this page may keep secrets at all.

use leptos::prelude::window;

/// Whether this page may keep secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It may.
    Full,
    /// It came by plain http from another machine: who is on the way could have changed it to read what is typed, and
    /// browsers withhold their ciphers.
    Insecure,
    /// The browser lacks the ciphers or the storage, or they are switched off.
    Missing,
}

/// Looks.
pub fn support() -> Support {
    let window = window();
    if !window.is_secure_context() {
        return Support::Insecure;
    }
    let has_cipher = window
        .crypto()
        .is_ok_and(|crypto| !crypto.subtle().is_undefined());
    let has_place = matches!(window.indexed_db(), Ok(Some(_)));
    if has_cipher && has_place {
        Support::Full
    } else {
        Support::Missing
    }
}
