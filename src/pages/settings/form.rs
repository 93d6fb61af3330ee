//! The form of one connection: its fields as signals, and what saving does.

use super::doctor::Doctor;
use super::draft::{Draft, NameFault, Way};
use super::header_rows::{self, HeaderRow};
use super::keeping;
use crate::i18n::{Language, Words};
use crate::session::{Session, VaultState};
use crate::shell::connection_name;
use crate::store::{Connection, ConnectionColor, ConnectionId, NotKept, load_apps};
use crate::transport::Route;
use crate::ui::{ToastHub, Tone};
use leptos::prelude::*;
use vendors::{Credentials, Secret, Vendor};

/// One connection's form. It outlives a change of section, so that nothing typed is lost by looking elsewhere.
#[derive(Clone, Copy)]
pub struct Form {
    pub vendor: Vendor,
    pub words: Words,
    /// Bound to the connection.
    pub session: Session,
    pub toasts: ToastHub,
    /// The connection as it was when the form was opened, by which it is known as long as it is not saved.
    first: StoredValue<Connection>,
    /// Whether the connection is yet to be created by saving.
    pub is_new: RwSignal<bool>,
    pub name: RwSignal<String>,
    /// The chosen [`ConnectionColor`] by its name.
    pub color: RwSignal<String>,
    pub production: RwSignal<bool>,
    /// The chosen [`Way`] by its name.
    pub way: RwSignal<String>,
    /// Which of the gateway's connections, by its id.
    pub gateway: RwSignal<String>,
    pub prefix: RwSignal<String>,
    pub template: RwSignal<String>,
    pub proxy_headers: RwSignal<Vec<HeaderRow>>,
    pub base_url: RwSignal<String>,
    pub delete_by_user_id: RwSignal<bool>,
    pub identity: RwSignal<String>,
    /// What was typed; what is held already is never put into a field.
    pub secret: RwSignal<String>,
    /// Whether the secrets are to be kept in the vault.
    pub keep: RwSignal<bool>,
    /// The T12 app that the connection test asks for.
    pub app: RwSignal<String>,
    /// Whether to show what is wrong with fields that were not filled in yet.
    pub is_checked: RwSignal<bool>,
    /// Whether a test was asked for, which needs credentials where saving does not.
    pub is_tested: RwSignal<bool>,
    pub doctor: Doctor,
}

/// A connection and the credentials for it.
pub type Meant = (Connection, Option<Credentials>);

impl Form {
    /// The form, filled with what is in use.
    pub fn new(
        connection: &Connection,
        is_new: bool,
        words: Words,
        session: Session,
        toasts: ToastHub,
    ) -> Form {
        let text = || RwSignal::new(String::new());
        let session = session.of(connection);
        let form = Form {
            vendor: connection.vendor,
            words,
            session,
            toasts,
            first: StoredValue::new(connection.clone()),
            is_new: RwSignal::new(is_new),
            name: text(),
            color: text(),
            production: RwSignal::new(false),
            way: text(),
            gateway: text(),
            prefix: text(),
            template: text(),
            proxy_headers: RwSignal::new(Vec::new()),
            base_url: text(),
            delete_by_user_id: RwSignal::new(false),
            identity: text(),
            secret: text(),
            keep: RwSignal::new(false),
            app: RwSignal::new(first_app(session)),
            is_checked: RwSignal::new(false),
            is_tested: RwSignal::new(false),
            doctor: Doctor::new(),
        };
        form.discard();
        form.follow_vault();
        // A result speaks of the values that were tested, not of those that are being typed.
        Effect::new(move |before: Option<(Meant, String)>| {
            let now = (form.meant(), form.app.get());
            if before.is_some_and(|before| before != now) {
                form.doctor.clear();
            }
            now
        });
        form
    }

    /// The id of the form's connection.
    pub fn id(self) -> ConnectionId {
        self.first.with_value(|first| first.id)
    }

    /// The connection as it is in use; follows changes.
    pub fn in_use(self) -> Connection {
        if self.is_new.get() {
            self.first.get_value()
        } else {
            self.session.connection(self.vendor)
        }
    }

    /// What the connection is called in the list; follows changes.
    pub fn shown_name(self) -> String {
        let language = self.words.0.get();
        if self.is_new.get() {
            language.connection_new().to_owned()
        } else {
            connection_name(language, &self.in_use())
        }
    }

    /// The connection and credentials that the form stands for; follows changes.
    pub fn meant(self) -> Meant {
        let draft = self.draft();
        (draft.connection(), draft.credentials())
    }

    /// Whether the form stands for something else than what is in use; follows changes.
    pub fn is_changed(self) -> bool {
        let (connection, credentials) = self.meant();
        connection != self.in_use()
            || credentials != self.session.credentials(self.vendor)
            || self.keep.get() != self.is_kept()
    }

    /// What is wrong with the name; follows changes.
    pub fn name_fault(self) -> Option<NameFault> {
        let own = self.id();
        let others: Vec<String> = self
            .session
            .connections(self.vendor)
            .into_iter()
            .filter(|other| other.id != own)
            .map(|other| other.name)
            .collect();
        self.draft().name_fault(&others)
    }

    /// What the form says now; follows changes.
    pub fn draft(self) -> Draft {
        let way = self.way.with(|way| Way::from_name(way));
        let color = self.color.with(|name| ConnectionColor::from_name(name));
        Draft {
            base: self.in_use(),
            name: self.name.get(),
            color: color.unwrap_or_default(),
            production: self.production.get(),
            way,
            gateway: self.gateway.get(),
            proxy_headers: self.proxy_headers.with(|rows| header_rows::meant(rows)),
            proxy: match way {
                Way::Gateway | Way::Direct => String::new(),
                Way::Prefix => self.prefix.get(),
                Way::Template => self.template.get(),
            },
            base_url: self.base_url.get(),
            delete_by_user_id: self.delete_by_user_id.get(),
            identity: self.identity.get(),
            secret: typed_or_held(&self.secret.read(), self.session.credentials(self.vendor)),
        }
    }

    /// Fills the form with what is in use.
    pub fn discard(self) {
        let connection = untrack(|| self.in_use());
        let credentials = untrack(|| self.session.credentials(self.vendor));
        self.name.set(connection.name);
        self.color.set(connection.color.as_str().to_owned());
        self.production.set(connection.production);
        self.way.set(Way::of(&connection.route).name().to_owned());
        self.proxy_headers
            .set(header_rows::rows(&connection.proxy_headers));
        self.gateway.set(match &connection.route {
            Route::Gateway { connection } => connection.clone(),
            // Where a press on the gateway would lead: to the one of the same id, or else to the vendor's first.
            Route::Prefix(_) | Route::Template(_) | Route::Direct => {
                let named = self.session.gateway_connections(self.vendor);
                let same = named.iter().find(|named| named.id == connection.id);
                let id = same.or(named.first()).map(|named| named.id.to_string());
                id.unwrap_or_else(|| self.vendor.slug().to_owned())
            }
        });
        match connection.route {
            Route::Gateway { .. } | Route::Direct => {}
            Route::Prefix(prefix) => self.prefix.set(prefix),
            Route::Template(template) => self.template.set(template),
        }
        self.base_url.set(connection.base_url);
        self.delete_by_user_id.set(connection.delete_by_user_id);
        self.identity
            .set(identity_of(credentials.as_ref()).unwrap_or_default());
        self.secret.set(String::new());
        self.keep.set(untrack(|| self.is_kept()));
        self.is_checked.set(false);
        self.is_tested.set(false);
    }

    /// Checks the form and puts it into use. `true` if it did.
    pub fn save(self) -> bool {
        self.is_checked.set(true);
        let language = self.words.now();
        let is_valid = untrack(|| self.draft().is_valid() && self.name_fault().is_none());
        if !is_valid {
            self.toasts
                .push(Tone::Warn, language.settings_not_valid(), None, None);
            return false;
        }
        let (connection, credentials) = untrack(|| self.meant());
        let saved = language.settings_saved(&connection_name(language, &connection));
        let kept = self.session.put_connection(&connection);
        let to_keep = keeping::to_keep(&connection, credentials.as_ref());
        self.session.set_credentials(self.vendor, credentials);
        self.is_new.set(false);
        let keep = self.keep.get_untracked() && !to_keep.is_empty();
        self.discard();
        self.keep.set(keep);
        keeping::keep(self, keep.then_some(to_keep));
        tell_saved(self.toasts, language, saved, kept);
        true
    }

    /// Examines what the form stands for, saved or not. What is wrong with the form is one of the findings.
    pub fn test(self) {
        self.is_checked.set(true);
        self.is_tested.set(true);
        self.doctor.ask();
    }

    /// Forgets the credentials at once.
    pub fn clear_credentials(self) {
        self.session.set_credentials(self.vendor, None);
        self.session.forget_list(self.session.current(self.vendor));
        self.take_over_credentials();
        keeping::keep(self, None);
        let language = self.words.now();
        let name = untrack(|| self.shown_name());
        let cleared = language.settings_credentials_cleared(&name);
        self.toasts.push(Tone::Good, cleared, None, None);
    }

    /// Takes the sandbox's public credentials at once.
    pub fn use_demo_credentials(self) {
        let demo = untrack(|| self.demo_credentials());
        self.session.set_credentials(self.vendor, demo);
        self.take_over_credentials();
    }

    /// Fills the credentials' fields with what is in use, and leaves the others.
    fn take_over_credentials(self) {
        let credentials = untrack(|| self.session.credentials(self.vendor));
        self.identity
            .set(identity_of(credentials.as_ref()).unwrap_or_default());
        self.secret.set(String::new());
        self.is_checked.set(false);
        self.is_tested.set(false);
    }

    /// Whether the vault keeps this connection's secrets; follows changes.
    pub fn is_kept(self) -> bool {
        self.session.vault().keeps(self.id())
    }

    /// Follows the vault: what goes out of memory must not stay in the form, and what is not held is no change.
    fn follow_vault(self) {
        Effect::new(move |before: Option<VaultState>| {
            let now = self.session.vault().state();
            if before.is_some_and(|before| before != now) {
                let headers = untrack(|| self.in_use()).proxy_headers;
                self.proxy_headers.set(header_rows::rows(&headers));
                if self.secret.with_untracked(String::is_empty) {
                    self.take_over_credentials();
                }
                self.doctor.clear();
            }
            now
        });
        Effect::new(move |_| self.keep.set(self.is_kept()));
    }

    /// Whether a secret is held already; follows changes.
    pub fn holds_secret(self) -> bool {
        self.session
            .credentials(self.vendor)
            .is_some_and(|held| held.secrets().iter().any(|secret| !secret.is_empty()))
    }

    /// Whether the credentials in use are the sandbox's public ones; follows changes.
    pub fn has_demo_credentials(self) -> bool {
        let held = self.session.credentials(self.vendor);
        held.is_some() && held == self.demo_credentials()
    }

    /// The sandbox's public credentials, if the gateway leads this connection there; follows changes.
    pub fn demo_credentials(self) -> Option<Credentials> {
        self.session
            .gateway_connection(&self.in_use())
            .and_then(|named| named.credentials)
    }
}

/// Says that something was saved, and if it will not last, why.
pub fn tell_saved(toasts: ToastHub, language: Language, saved: String, kept: Result<(), NotKept>) {
    let (tone, detail) = match kept {
        Ok(()) => (Tone::Good, None),
        Err(NotKept::StorageFull) => (Tone::Warn, Some(language.storage_failed())),
        Err(NotKept::Protected) => (Tone::Warn, Some(language.connections_protected())),
    };
    toasts.push(tone, saved, detail.map(str::to_owned), None);
}

fn typed_or_held(typed: &str, held: Option<Credentials>) -> Secret {
    if !typed.is_empty() {
        return Secret::new(typed);
    }
    held.as_ref()
        .and_then(|held| held.secrets().first().copied().cloned())
        .unwrap_or_default()
}

fn identity_of(credentials: Option<&Credentials>) -> Option<String> {
    match credentials? {
        Credentials::T12 { manager_name, .. } => Some(manager_name.clone()),
        Credentials::ShareCreators { bid, .. } => Some(bid.clone()),
        Credentials::Tingyun { .. } | Credentials::BitAnswer { .. } => None,
    }
}

fn first_app(session: Session) -> String {
    load_apps(untrack(|| session.current(Vendor::T12)))
        .unwrap_or_else(|| session.proposed_apps())
        .into_iter()
        .next()
        .unwrap_or_default()
}
