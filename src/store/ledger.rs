//! The ShareCreators ledger: the accounts that this browser created, deleted or was told about. The vendor has no call
//! that lists users, so this is what is known, never all there is.
//!
//! Every account has a storage entry of its own, so that two tabs never overwrite each other's accounts.

use super::local::{self, StorageFull};
use serde::{Deserialize, Serialize};

const FOLDER: &str = "sharecreators/ledger/";

/// What is known of an account's existence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LedgerState {
    /// Created from here, confirmed by the vendor.
    Created,
    /// Entered or imported by the admin, never seen at the vendor.
    Told,
    /// Deleted from here, confirmed by the vendor.
    Deleted,
    /// A create or delete left and no answer came.
    Unknown,
}

/// One account in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The e-mail address, by which entries are told apart.
    pub email: String,
    /// `user_id`, where the vendor gave one.
    #[serde(default)]
    pub user_id: Option<String>,
    /// The role's code.
    #[serde(default)]
    pub role: Option<String>,
    /// `is_admin` as the vendor gave it; it does not follow from the role.
    #[serde(default)]
    pub is_admin: Option<String>,
    /// Country code and phone, as entered or as the vendor gave them.
    #[serde(default)]
    pub phone: Option<String>,
    /// What is known.
    pub state: LedgerState,
    /// When that became known, in milliseconds since the Unix epoch.
    pub at: f64,
}

/// Every known account, the newest first.
pub fn load_ledger() -> Vec<LedgerEntry> {
    let mut entries: Vec<LedgerEntry> = local::names(FOLDER)
        .iter()
        .filter_map(|name| local::read(name))
        .collect();
    entries.sort_by(|a, b| b.at.total_cmp(&a.at).then_with(|| a.email.cmp(&b.email)));
    entries
}

/// Keeps what is known of an account, in place of what was known before.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn record_account(entry: &LedgerEntry) -> Result<(), StorageFull> {
    local::write(&format!("{FOLDER}{}", entry.email), entry)
}

/// Removes an account from the ledger; at the vendor nothing changes.
pub fn forget_account(email: &str) {
    local::remove(&format!("{FOLDER}{email}"));
}
