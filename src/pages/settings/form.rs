//! The form of one vendor: its fields as signals, and what saving does.

use super::draft::{Draft, Way};
use super::header_rows::{self, HeaderRow};
use super::trial::{self, Diagnosis, Trial};
use crate::i18n::Words;
use crate::pages::remote::Remote;
use crate::session::Session;
use crate::store::{Connection, load_apps};
use crate::transport::Route;
use crate::ui::{ToastHub, Tone};
use leptos::prelude::*;
use vendors::{Credentials, Secret, Vendor};

/// One vendor's form. It outlives a change of section, so that nothing typed is lost by looking elsewhere.
#[derive(Clone, Copy)]
pub struct Form {
    pub vendor: Vendor,
    pub words: Words,
    pub session: Session,
    pub toasts: ToastHub,
    /// The chosen [`Way`] by its name.
    pub way: RwSignal<String>,
    pub prefix: RwSignal<String>,
    pub template: RwSignal<String>,
    pub proxy_headers: RwSignal<Vec<HeaderRow>>,
    pub base_url: RwSignal<String>,
    pub delete_by_user_id: RwSignal<bool>,
    pub identity: RwSignal<String>,
    /// What was typed; what is held already is never put into a field.
    pub secret: RwSignal<String>,
    /// The T12 app that the connection test asks for.
    pub app: RwSignal<String>,
    /// Whether to show what is wrong with fields that were not filled in yet.
    pub is_checked: RwSignal<bool>,
    /// Whether a test was asked for, which needs credentials where saving does not.
    pub is_tested: RwSignal<bool>,
    pub trial: Remote<Trial>,
    /// Why nothing came back, where nothing did.
    pub diagnosis: RwSignal<Option<Diagnosis>>,
}

/// A connection and the credentials for it.
pub type Meant = (Connection, Option<Credentials>);

impl Form {
    /// The form, filled with what is in use.
    pub fn new(vendor: Vendor, words: Words, session: Session, toasts: ToastHub) -> Form {
        let text = || RwSignal::new(String::new());
        let form = Form {
            vendor,
            words,
            session,
            toasts,
            way: text(),
            prefix: text(),
            template: text(),
            proxy_headers: RwSignal::new(Vec::new()),
            base_url: text(),
            delete_by_user_id: RwSignal::new(false),
            identity: text(),
            secret: text(),
            app: RwSignal::new(first_app(session)),
            is_checked: RwSignal::new(false),
            is_tested: RwSignal::new(false),
            trial: Remote::new(),
            diagnosis: RwSignal::new(None),
        };
        form.discard();
        // A result speaks of the values that were tested, not of those that are being typed.
        Effect::new(move |before: Option<(Meant, String)>| {
            let now = (form.meant(), form.app.get());
            if before.is_some_and(|before| before != now) {
                form.trial.clear();
            }
            now
        });
        form
    }

    /// The connection and credentials that the form stands for; follows changes.
    pub fn meant(self) -> Meant {
        let draft = self.draft();
        (draft.connection(), draft.credentials(self.vendor))
    }

    /// Whether the form stands for something else than what is in use; follows changes.
    pub fn is_changed(self) -> bool {
        let (connection, credentials) = self.meant();
        connection != self.session.connection(self.vendor)
            || credentials != self.session.credentials(self.vendor)
    }

    /// What the form says now; follows changes.
    pub fn draft(self) -> Draft {
        let way = self.way.with(|way| Way::from_name(way));
        let connection = self.session.connection(self.vendor);
        Draft {
            way,
            gateway: match connection.route {
                Route::Gateway { connection } => connection,
                Route::Prefix(_) | Route::Template(_) | Route::Direct => {
                    self.vendor.slug().to_owned()
                }
            },
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
        let connection = untrack(|| self.session.connection(self.vendor));
        let credentials = untrack(|| self.session.credentials(self.vendor));
        self.way.set(Way::of(&connection.route).name().to_owned());
        self.proxy_headers
            .set(header_rows::rows(&connection.proxy_headers));
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
        self.is_checked.set(false);
        self.is_tested.set(false);
    }

    /// Checks the form and puts it into use.
    pub fn save(self) {
        self.is_checked.set(true);
        let language = self.words.now();
        if !untrack(|| self.draft()).is_valid(self.vendor) {
            self.toasts
                .push(Tone::Warn, language.settings_not_valid(), None, None);
            return;
        }
        let (connection, credentials) = untrack(|| self.meant());
        self.session.set_credentials(self.vendor, credentials);
        let kept = self.session.set_connection(self.vendor, connection);
        self.discard();
        let saved = language.settings_saved(language.vendor(self.vendor));
        match kept {
            Ok(()) => self.toasts.push(Tone::Good, saved, None, None),
            Err(_) => self.toasts.push(
                Tone::Warn,
                saved,
                Some(language.storage_failed().to_owned()),
                None,
            ),
        }
    }

    /// Checks the form and tries what it stands for, saved or not.
    pub fn test(self) {
        self.is_checked.set(true);
        self.is_tested.set(true);
        let draft = untrack(|| self.draft());
        let credentials = draft.credentials(self.vendor);
        let app = self.app.with_untracked(|app| app.trim().to_owned());
        let lacks_app = self.vendor == Vendor::T12 && app.is_empty();
        if credentials.is_none() || lacks_app || !draft.is_valid(self.vendor) {
            self.trial.clear();
            let language = self.words.now();
            self.toasts
                .push(Tone::Warn, language.settings_not_valid(), None, None);
            return;
        }
        self.trial.clear();
        let (session, vendor, diagnosis) = (self.session, self.vendor, self.diagnosis);
        let connection = draft.connection();
        let tried = connection.clone();
        self.trial.fetch(async move {
            let outcome = trial::run(session, vendor, connection, credentials, app).await;
            let found = match &outcome {
                Err(problem) => trial::diagnose(problem, &tried).await,
                Ok(_) => None,
            };
            // The page may be gone by now.
            diagnosis.try_set(found);
            outcome
        });
    }

    /// Forgets the credentials at once.
    pub fn clear_credentials(self) {
        self.session.set_credentials(self.vendor, None);
        self.take_over_credentials();
        let language = self.words.now();
        let cleared = language.settings_credentials_cleared(language.vendor(self.vendor));
        self.toasts.push(Tone::Good, cleared, None, None);
    }

    /// Takes the sandbox's public credentials at once.
    pub fn use_demo_credentials(self) {
        let demo = self.session.vendor_config(self.vendor).credentials;
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

    /// Whether a secret is held already; follows changes.
    pub fn holds_secret(self) -> bool {
        self.session
            .credentials(self.vendor)
            .is_some_and(|held| held.secrets().iter().any(|secret| !secret.is_empty()))
    }

    /// Whether the credentials in use are the sandbox's public ones; follows changes.
    pub fn has_demo_credentials(self) -> bool {
        let held = self.session.credentials(self.vendor);
        held.is_some() && held == self.session.vendor_config(self.vendor).credentials
    }
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
    load_apps()
        .unwrap_or_else(|| session.vendor_config(Vendor::T12).apps)
        .into_iter()
        .next()
        .unwrap_or_default()
}
