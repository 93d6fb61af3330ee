//! What the browser keeps between visits: preferences, connections without secrets, the T12 app lists, the
//! ShareCreators ledgers, jobs, the activity and lists of users. Knows no page, no vendor call and no words.

mod apps;
mod connections;
mod database;
pub mod jobs;
mod ledger;
mod local;
mod mappings;
mod preferences;
pub mod rosters;
mod table_views;
pub mod vault;

pub use apps::{AppListError, forget_apps, is_app_list, load_apps, parse_app_names, save_apps};
pub use connections::{
    Connection, ConnectionColor, ConnectionId, ConnectionsTrouble, Decision, Document, ImportFault,
    ImportStep, NotKept, Reading, Transferred, Unreadable, decided, export_text, is_connections,
    load_connections, plan_import, read_credentials, read_export, save_connections,
    written_credentials,
};
pub use database::DatabaseFault;
pub use ledger::{
    LedgerChange, LedgerEntry, LedgerState, account_key, count_ledger, forget_account,
    forget_ledger, ledger_change, ledger_size, load_account, load_ledger, record_account,
};
pub use local::{StorageFull, keeps_anything, kept_name};
pub use mappings::{load_columns, save_columns};
pub use preferences::{
    Density, Preferences, Theme, load_preferences, load_reads_back, save_preferences,
    save_reads_back,
};
pub use table_views::{
    SavedView, are_views, initials_wanted, keep_initials_wanted, load_layout, load_views,
    save_layout, save_views, with_view,
};
