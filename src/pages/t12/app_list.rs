//! The admin's own list of apps: kept by the browser, followed by the page, the same in every tab.

use crate::i18n::{Language, Words};
use crate::session::Session;
use crate::store::{ConnectionId, load_apps, save_apps};
use crate::ui::{ToastHub, Tone};
use leptos::prelude::*;
use vendors::Vendor;

/// The list, given to the parts of the page.
#[derive(Clone, Copy)]
pub struct AppList {
    /// Whose list it is: that of the connection that the page was opened with.
    connection: ConnectionId,
    apps: RwSignal<Vec<String>>,
    words: Words,
    toasts: ToastHub,
}

impl AppList {
    /// The kept list; if none was ever kept, the one that the gateway suggests.
    pub fn new(session: Session, words: Words, toasts: ToastHub) -> Self {
        let connection = untrack(|| session.current(Vendor::T12));
        let kept = load_apps(connection).unwrap_or_else(|| session.proposed_apps());
        AppList {
            connection,
            apps: RwSignal::new(kept),
            words,
            toasts,
        }
    }

    /// Looks at the apps, in the admin's order; follows the list.
    pub fn apps_with<T>(self, look: impl FnOnce(&[String]) -> T) -> T {
        self.apps.with(|apps| look(apps))
    }

    /// The apps now.
    pub fn now(self) -> Vec<String> {
        self.apps.get_untracked()
    }

    /// Whether an app is in the list; follows it.
    pub fn contains(self, app: &str) -> bool {
        self.apps.with(|apps| apps.iter().any(|own| own == app))
    }

    /// Takes over what another tab kept.
    pub fn reload(self) {
        if let Some(apps) = load_apps(self.connection) {
            self.apps.set(apps);
        }
    }

    /// Adds names at the end, and gives those that are new.
    pub fn add(self, names: &[String]) -> Vec<String> {
        let mut new = Vec::new();
        self.change(|apps| {
            for name in names {
                if !apps.contains(name) {
                    apps.push(name.clone());
                    new.push(name.clone());
                }
            }
        });
        new
    }

    /// Takes an app out, and gives the place where it stood.
    pub fn remove(self, app: &str) -> Option<usize> {
        let place = self
            .apps
            .with_untracked(|apps| apps.iter().position(|own| own == app))?;
        self.change(|apps| {
            apps.remove(place);
        });
        Some(place)
    }

    /// Puts an app back to where it stood.
    pub fn put_back(self, app: &str, place: usize) {
        self.change(|apps| {
            if !apps.iter().any(|own| own == app) {
                apps.insert(place.min(apps.len()), app.to_owned());
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut Vec<String>)) {
        // An undo may come from a toast that outlived the page: what is kept then is the truth, not the signal.
        let mut apps = self
            .apps
            .try_get_untracked()
            .or_else(|| load_apps(self.connection))
            .unwrap_or_default();
        change(&mut apps);
        if save_apps(self.connection, &apps).is_err() {
            self.toasts.push(
                Tone::Warn,
                Language::storage_failed(self.words.now()),
                None,
                None,
            );
        }
        self.apps.try_set(apps);
    }
}
