//! The ledger as the page holds it: what the browser keeps, followed through changes here and in other tabs.

use crate::i18n::{Language, Words};
use crate::pages::other_tabs::on_other_tabs;
use crate::session::use_session;
use crate::store::{
    ConnectionId, LedgerChange, LedgerEntry, account_key, forget_account, ledger_change,
    load_account, load_ledger, record_account,
};
use crate::ui::{ToastHub, Tone};
use leptos::prelude::*;
use vendors::Vendor;

/// The ledger, given to the parts of the page. What it is told after the page is gone is kept all the same.
#[derive(Clone, Copy)]
pub struct Ledger {
    /// Whose ledger it is: that of the connection that the page was opened with.
    connection: ConnectionId,
    entries: RwSignal<Vec<LedgerEntry>>,
    words: Words,
    toasts: ToastHub,
}

impl Ledger {
    /// The kept ledger. Follows other tabs for as long as the component lives.
    pub fn new(words: Words, toasts: ToastHub) -> Self {
        let session = use_session();
        let connection = untrack(|| session.current(Vendor::ShareCreators));
        let entries = RwSignal::new(load_ledger(connection));
        on_other_tabs(move |name| match name {
            None => entries.set(load_ledger(connection)),
            Some(name) => match ledger_change(connection, name) {
                Some(LedgerChange::Recorded(entry)) => {
                    entries.update(|entries| put(entries, entry));
                }
                Some(LedgerChange::Forgotten(key)) => {
                    entries.update(|entries| entries.retain(|entry| entry.key() != key));
                }
                None => {}
            },
        });
        Ledger {
            connection,
            entries,
            words,
            toasts,
        }
    }

    /// Looks at the accounts, the newest first; follows the ledger.
    pub fn with<T>(self, look: impl FnOnce(&[LedgerEntry]) -> T) -> T {
        self.entries.with(|entries| look(entries))
    }

    /// The accounts now.
    pub fn now(self) -> Vec<LedgerEntry> {
        self.entries
            .try_get_untracked()
            .unwrap_or_else(|| load_ledger(self.connection))
    }

    /// What is known of one account; follows the ledger.
    pub fn account(self, email: &str) -> Option<LedgerEntry> {
        let key = account_key(email);
        self.with(|entries| entries.iter().find(|entry| entry.key() == key).cloned())
    }

    /// What is known of one account now.
    pub fn account_now(self, email: &str) -> Option<LedgerEntry> {
        let key = account_key(email);
        match self.entries.try_get_untracked() {
            Some(entries) => entries.into_iter().find(|entry| entry.key() == key),
            None => load_account(self.connection, email),
        }
    }

    /// Records accounts, in place of what was known of them.
    pub fn record(self, entries: &[LedgerEntry]) {
        let mut is_kept = true;
        for entry in entries {
            is_kept &= record_account(self.connection, entry).is_ok();
        }
        self.entries.try_update(|own| {
            for entry in entries {
                put(own, entry.clone());
            }
        });
        if !is_kept {
            let message = Language::storage_failed(self.words.now());
            self.toasts.push(Tone::Warn, message, None, None);
        }
    }

    /// Removes accounts from the ledger; at the vendor nothing changes.
    pub fn forget(self, email: &str) {
        forget_account(self.connection, email);
        let key = account_key(email);
        self.entries
            .try_update(|entries| entries.retain(|entry| entry.key() != key));
    }

    /// Puts back what was known of accounts before: what a call that was refused must not have changed.
    pub fn restore(self, emails: &[String], before: &[LedgerEntry]) {
        for email in emails {
            let key = account_key(email);
            match before.iter().find(|entry| entry.key() == key) {
                Some(entry) => self.record(std::slice::from_ref(entry)),
                None => self.forget(email),
            }
        }
    }
}

fn put(entries: &mut Vec<LedgerEntry>, entry: LedgerEntry) {
    let key = entry.key();
    entries.retain(|own| own.key() != key);
    let place = entries.partition_point(|own| own.at > entry.at);
    entries.insert(place, entry);
}
