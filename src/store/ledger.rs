//! The ShareCreators ledger: the accounts that this browser created, deleted or was told about. The vendor has no call
//! that lists users, so this is what is known, never all there is.
//!
//! Every connection has a ledger of its own, and every account a storage entry, so that two tabs never overwrite each
//! other's accounts.

use super::ConnectionId;
use super::local::{self, StorageFull};
use serde::{Deserialize, Serialize};
use vendors::Vendor;

/// The ledger of the connection that ShareCreators begins with, which was there before there were others.
const FIRST: &str = "sharecreators/ledger/";

fn folder(connection: ConnectionId) -> String {
    if connection == ConnectionId::first_of(Vendor::ShareCreators) {
        FIRST.to_owned()
    } else {
        format!("sharecreators/ledgers/{connection}/")
    }
}

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

impl LedgerState {
    /// Every state, in the order in which they are shown.
    pub const ALL: [LedgerState; 4] = [
        LedgerState::Created,
        LedgerState::Told,
        LedgerState::Deleted,
        LedgerState::Unknown,
    ];

    /// The state's name in the URL.
    pub const fn as_str(self) -> &'static str {
        match self {
            LedgerState::Created => "created",
            LedgerState::Told => "told",
            LedgerState::Deleted => "deleted",
            LedgerState::Unknown => "unknown",
        }
    }

    /// The state that a name in a URL means.
    pub fn from_name(name: &str) -> Option<LedgerState> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// One account in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The e-mail address, by which entries are told apart, see [`account_key`].
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

impl LedgerEntry {
    /// What tells this account from others.
    pub fn key(&self) -> String {
        account_key(&self.email)
    }
}

/// What tells an account from others: its e-mail address, whatever the case of its letters.
pub fn account_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// What another tab did to the ledger.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerChange {
    /// An account was recorded anew.
    Recorded(LedgerEntry),
    /// The account with this key was forgotten.
    Forgotten(String),
}

/// Every account that a connection's ledger knows, the newest first.
pub fn load_ledger(connection: ConnectionId) -> Vec<LedgerEntry> {
    let mut entries: Vec<LedgerEntry> = local::names(&folder(connection))
        .iter()
        .filter_map(|name| local::read(name))
        .collect();
    entries.sort_by(|a, b| b.at.total_cmp(&a.at).then_with(|| a.email.cmp(&b.email)));
    entries
}

/// How many accounts are known and not deleted, without reading what else is known of them.
pub fn count_ledger(connection: ConnectionId) -> usize {
    local::names(&folder(connection))
        .iter()
        .filter_map(|name| local::read::<serde_json::Value>(name))
        .filter(|entry| entry["state"] != "deleted")
        .count()
}

/// What the change of a kept value by another tab means for a connection's ledger; `None` if it is about something else.
/// Reads that one account only.
pub fn ledger_change(connection: ConnectionId, name: &str) -> Option<LedgerChange> {
    let key = name.strip_prefix(folder(connection).as_str())?;
    Some(match local::read(name) {
        Some(entry) => LedgerChange::Recorded(entry),
        None => LedgerChange::Forgotten(key.to_owned()),
    })
}

/// What is known of one account.
pub fn load_account(connection: ConnectionId, email: &str) -> Option<LedgerEntry> {
    local::read(&name_of(connection, email))
}

/// Keeps what is known of an account, in place of what was known before.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn record_account(connection: ConnectionId, entry: &LedgerEntry) -> Result<(), StorageFull> {
    local::write(&name_of(connection, &entry.email), entry)
}

/// Removes an account from the ledger; at the vendor nothing changes.
pub fn forget_account(connection: ConnectionId, email: &str) {
    local::remove(&name_of(connection, email));
}

/// Forgets a connection's whole ledger; at the vendor nothing changes.
pub fn forget_ledger(connection: ConnectionId) {
    for name in local::names(&folder(connection)) {
        local::remove(&name);
    }
}

/// How many entries a connection's ledger has, of whatever state.
pub fn ledger_size(connection: ConnectionId) -> usize {
    local::names(&folder(connection)).len()
}

fn name_of(connection: ConnectionId, email: &str) -> String {
    format!("{}{}", folder(connection), account_key(email))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_in_any_case() {
        assert_eq!(account_key(" Zhang@X.cn "), "zhang@x.cn");
        let first = ConnectionId::first_of(Vendor::ShareCreators);
        assert_eq!(name_of(first, "A@x.cn"), "sharecreators/ledger/a@x.cn");
        let other = ConnectionId::fresh(Vendor::ShareCreators, "0123456789");
        assert_eq!(name_of(other, "A@x.cn"), name_of(other, "a@X.CN"));
        assert_ne!(name_of(other, "A@x.cn"), name_of(first, "a@X.CN"));
    }

    #[test]
    fn states_have_names_of_their_own() {
        for state in LedgerState::ALL {
            assert_eq!(LedgerState::from_name(state.as_str()), Some(state));
        }
        assert_eq!(LedgerState::from_name("all"), None);
    }

    #[test]
    fn other_names_are_none_of_its_business() {
        let first = ConnectionId::first_of(Vendor::ShareCreators);
        let other = ConnectionId::fresh(Vendor::ShareCreators, "0123456789");
        assert_eq!(ledger_change(first, "t12/apps"), None);
        assert_eq!(ledger_change(first, &name_of(other, "a@x.cn")), None);
    }
}
