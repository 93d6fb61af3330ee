//! What is kept in `localStorage` about the vault: how far it has come, when it locks itself, and what is to be
//! forgotten as soon as it is open. No secret.

use crate::store::local::{self, StorageFull};
use vault::{Idle, Mark};

const MARK: &str = "vault.mark";
const IDLE: &str = "vault.idle";
const PUT_OFF: &str = "vault.forget";

/// How far the browser's vaults have come.
pub fn mark() -> Mark {
    Mark::read(&local::read_text(MARK).unwrap_or_default())
}

/// Whether there is a vault, as far as the mark knows.
pub fn has_vault() -> bool {
    local::read_text(MARK).is_some_and(|text| Mark::has_vault(&text))
}

/// Keeps how far they have come. Other tabs are told by the browser.
///
/// # Errors
/// [`StorageFull`] if the browser refuses; then an older vault put back would not be noticed.
pub fn keep_mark(mark: &Mark) -> Result<(), StorageFull> {
    local::write_text(MARK, &mark.written())
}

/// Whether this is the name that the mark is kept under, for noticing another tab's changes.
pub fn is_vault_mark(name: &str) -> bool {
    name == MARK
}

/// After how many minutes the vault locks itself.
pub fn idle_minutes() -> u32 {
    local::read(IDLE)
        .filter(|minutes| Idle::CHOICES.contains(minutes))
        .unwrap_or(Idle::DEFAULT)
}

/// Keeps after how many minutes the vault locks itself.
///
/// # Errors
/// [`StorageFull`] if it holds until the page is closed only.
pub fn keep_idle_minutes(minutes: u32) -> Result<(), StorageFull> {
    local::write(IDLE, &minutes)
}

/// The connections whose secrets are to be forgotten as soon as the vault is open, by their ids.
pub fn put_off_forgets() -> Vec<String> {
    local::read(PUT_OFF).unwrap_or_default()
}

/// Keeps which those are.
pub fn put_off(ids: &[String]) {
    if ids.is_empty() {
        local::remove(PUT_OFF);
    } else {
        // Where nothing can be kept, there is no vault either.
        _ = local::write(PUT_OFF, &ids);
    }
}
