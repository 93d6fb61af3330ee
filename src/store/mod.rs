//! What the browser keeps between visits: preferences, connections without secrets, the T12 app list and the
//! ShareCreators ledger. Knows no page, no vendor call and no words.

mod apps;
mod connections;
mod ledger;
mod local;
mod preferences;

pub use apps::{AppListError, is_app_list, load_apps, parse_app_names, save_apps};
pub use connections::{Connection, load_connection, save_connection};
pub use ledger::{
    LedgerChange, LedgerEntry, LedgerState, account_key, count_ledger, forget_account,
    ledger_change, load_account, load_ledger, record_account,
};
pub use local::{StorageFull, kept_name};
pub use preferences::{Density, Preferences, Theme, load_preferences, save_preferences};
