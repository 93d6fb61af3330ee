//! The forms that were opened since the page was: they outlive a look elsewhere in the settings, with what was typed.

use super::form::Form;
use crate::i18n::Words;
use crate::session::{Session, new_id};
use crate::store::{Connection, ConnectionId};
use crate::transport::Route;
use crate::ui::ToastHub;
use leptos::prelude::*;
use vendors::Vendor;

/// The name in the address of a connection that is yet to be created.
pub const NEW: &str = "new";

/// All forms.
#[derive(Clone, Copy)]
pub struct Forms {
    pub words: Words,
    pub session: Session,
    pub toasts: ToastHub,
    all: RwSignal<Vec<Form>>,
    /// The page's, for forms are made while a part of it is.
    owner: StoredValue<Owner>,
}

impl Forms {
    /// None yet.
    pub fn new(words: Words, session: Session, toasts: ToastHub) -> Forms {
        Forms {
            words,
            session,
            toasts,
            all: RwSignal::new(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// The form that a name in the address means: that of a connection, that of a new one for [`NEW`], or else that of
    /// the vendor's first.
    pub fn named(self, vendor: Vendor, name: &str) -> Form {
        untrack(|| {
            if name == NEW {
                return self.new_one(vendor);
            }
            let connection = self
                .session
                .named(vendor, name)
                .or_else(|| self.session.named(vendor, ""))
                .unwrap_or_else(|| Connection::first_of(vendor));
            self.of(connection.id)
                .unwrap_or_else(|| self.open(&connection, false))
        })
    }

    fn new_one(self, vendor: Vendor) -> Form {
        let open = self.all.with_untracked(|all| {
            all.iter()
                .find(|form| form.vendor == vendor && form.is_new.get_untracked())
                .copied()
        });
        open.unwrap_or_else(|| {
            let all = self.session.connections(vendor);
            let id = ConnectionId::fresh(vendor, &new_id());
            let language = self.words.now();
            let is_taken = |name: &String| all.iter().any(|other| other.name == *name);
            let name = (2..)
                .map(|number| language.connection_numbered(language.vendor(vendor), number))
                .find(|name| !is_taken(name));
            let connection = Connection {
                name: name.unwrap_or_default(),
                // Where the vendor is reached through the gateway already, so is the next one.
                route: all
                    .iter()
                    .find(|other| other.of_gateway)
                    .map_or_else(|| Route::gateway(vendor), |other| other.route.clone()),
                ..Connection::new(id, vendor)
            };
            self.open(&connection, true)
        })
    }

    fn open(self, connection: &Connection, is_new: bool) -> Form {
        let owner = self.owner.get_value();
        let form =
            owner.with(|| Form::new(connection, is_new, self.words, self.session, self.toasts));
        self.all.update(|all| all.push(form));
        form
    }

    /// The form of a connection, if it was opened; follows changes.
    pub fn of(self, id: ConnectionId) -> Option<Form> {
        self.all
            .with(|all| all.iter().find(|form| form.id() == id).copied())
    }

    /// Forgets a form, and what was typed into it.
    pub fn close(self, id: ConnectionId) {
        self.all.update(|all| all.retain(|form| form.id() != id));
    }

    /// Whether something of a vendor is not saved; follows changes.
    pub fn has_unsaved(self, vendor: Vendor) -> bool {
        self.all.with(|all| {
            all.iter()
                .any(|form| form.vendor == vendor && form.is_changed())
        })
    }

    /// What the connections are called that are not saved; follows changes.
    pub fn unsaved(self) -> Vec<String> {
        self.all.with(|all| {
            all.iter()
                .filter(|form| form.is_changed())
                .map(|form| form.shown_name())
                .collect()
        })
    }
}
