//! What every page may ask of the vault: its passphrase. The vault's own section is in the settings.

mod fault_words;
mod passphrase;
mod unlock_dialog;
mod unlock_offer;

pub use fault_words::{file_fault, vault_fault};
pub use passphrase::{NewPassphrase, new_passphrase, shown};
pub use unlock_dialog::fetch_unlock;
pub use unlock_offer::unlock_offer;
