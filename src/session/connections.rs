//! The connections that there are, and what this page of the browser knows of each: how it is reached, the credentials,
//! whether it answered.
//!
//! What is known of a connection outlives the connection, without its credentials: an operation that began before it was
//! deleted ends by saying that they are missing, and not somewhere else.

use super::{Config, Health};
use crate::store::{
    Connection, ConnectionId, ConnectionsTrouble, Document, NotKept, forget_apps, forget_ledger,
    ledger_size, load_apps, load_connections, save_connections,
};
use crate::transport::ProxyHeaders;
use leptos::prelude::*;
use std::collections::BTreeMap;
use vault::Kept;
use vendors::{Credentials, Secret, Vendor};

/// What is known of one connection. Its signals belong to nobody's page.
#[derive(Clone)]
pub(super) struct Known {
    /// With the values of its proxy's headers, which are nowhere else.
    pub connection: ArcRwSignal<Connection>,
    /// The one place where a connection's credentials are.
    pub credentials: ArcRwSignal<Option<Credentials>>,
    pub health: ArcRwSignal<Health>,
    pub skew_seconds: ArcRwSignal<i64>,
}

impl Known {
    fn new(connection: Connection, credentials: Option<Credentials>) -> Known {
        Known {
            connection: ArcRwSignal::new(connection),
            credentials: ArcRwSignal::new(credentials),
            health: ArcRwSignal::new(Health::Unknown),
            skew_seconds: ArcRwSignal::new(0),
        }
    }

    /// What is known of a connection that never was: nothing, and no credentials.
    pub fn absent(id: ConnectionId, vendor: Vendor) -> Known {
        Known::new(Connection::new(id, vendor), None)
    }
}

/// All connections.
#[derive(Clone, Copy)]
pub(super) struct Connections {
    listed: RwSignal<Vec<Connection>>,
    trouble: RwSignal<Option<ConnectionsTrouble>>,
    held: StoredValue<Held>,
}

struct Held {
    config: Config,
    document: Document,
    /// Whether the browser has all of the document. If not, what it has must not take the place of ours.
    is_kept: bool,
    known: BTreeMap<ConnectionId, Known>,
}

impl Held {
    fn of_gateway(&self) -> Vec<Connection> {
        self.config
            .connections
            .iter()
            .map(|named| named.connection.clone())
            .collect()
    }
}

impl Connections {
    /// What the browser keeps and the gateway names.
    pub fn new(config: Config) -> Connections {
        let (document, trouble) = load_connections();
        let connections = Connections {
            listed: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(trouble),
            held: StoredValue::new(Held {
                config,
                document,
                is_kept: true,
                known: BTreeMap::new(),
            }),
        };
        connections.list();
        connections
    }

    /// Makes the list anew, and tells those who follow a connection that has become another.
    fn list(self) {
        let listed = self.held.try_update_value(|held| {
            let listed = held.document.connections(&held.of_gateway(), has_remains);
            let mut changed = Vec::new();
            for connection in &listed {
                match held.known.get(&connection.id) {
                    Some(known) => {
                        let before = known.connection.get_untracked();
                        let now = with_values(connection.clone(), &before.proxy_headers);
                        if now != before {
                            changed.push((known.clone(), now));
                        }
                    }
                    None => {
                        let public = held
                            .config
                            .connection(connection.id)
                            .and_then(|named| named.credentials.clone());
                        let known = Known::new(connection.clone(), public);
                        held.known.insert(connection.id, known);
                    }
                }
            }
            (listed, changed)
        });
        let Some((listed, changed)) = listed else {
            return;
        };
        for (known, connection) in changed {
            if known
                .connection
                .with_untracked(|before| *before != connection)
            {
                known.connection.set(connection);
                known.health.set(Health::Unknown);
            }
        }
        if self.listed.with_untracked(|before| *before != listed) {
            self.listed.set(listed);
        }
    }

    /// What is wrong with what the browser keeps; follows changes.
    pub fn trouble(self) -> Option<ConnectionsTrouble> {
        self.trouble.get()
    }

    /// Looks at all connections, in order; follows changes.
    pub fn with<T>(self, look: impl FnOnce(&[Connection]) -> T) -> T {
        self.listed.with(|listed| look(listed))
    }

    /// What is known of a connection.
    pub fn known(self, id: ConnectionId) -> Option<Known> {
        self.held.with_value(|held| held.known.get(&id).cloned())
    }

    /// Looks at what the gateway said.
    pub fn with_config<T>(self, look: impl FnOnce(&Config) -> T) -> T {
        self.held.with_value(|held| look(&held.config))
    }

    /// The connection that a vendor begins with now.
    pub fn first(self, vendor: Vendor) -> ConnectionId {
        self.with(|listed| {
            listed
                .iter()
                .find(|connection| connection.vendor == vendor)
                .map_or_else(|| ConnectionId::first_of(vendor), |first| first.id)
        })
    }

    /// Keeps a connection as it is wanted, whether it is new or not.
    pub fn put(self, wanted: &Connection) -> Result<(), NotKept> {
        let kept = self.change(|document, listed, of_gateway| {
            document.put(wanted, listed, of_gateway);
        });
        if let Some(known) = self.known(wanted.id) {
            known
                .connection
                .update(|own| own.proxy_headers = wanted.proxy_headers.clone());
        }
        kept
    }

    /// Moves a connection among its vendor's.
    pub fn shift(self, id: ConnectionId, later: bool) -> Result<(), NotKept> {
        self.change(|document, listed, _| document.shift(id, later, listed))
    }

    /// Forgets a connection, its credentials, and what the browser keeps of its users. Of one that the gateway names,
    /// only the admin's changes are forgotten.
    pub fn remove(self, id: ConnectionId) -> Result<(), NotKept> {
        let named = self.with_config(|config| config.connection(id).cloned());
        if named.is_none() {
            forget_ledger(id);
            forget_apps(id);
        }
        if let Some(known) = self.known(id) {
            known
                .credentials
                .set(named.and_then(|named| named.credentials));
            known
                .connection
                .update(|own| own.proxy_headers = ProxyHeaders::default());
        }
        self.change(|document, _, _| document.remove(id))
    }

    /// Gives a connection the secrets that the vault keeps of it, if there is such a connection.
    pub fn supply(self, id: ConnectionId, kept: &Kept) {
        let Some(known) = self.known(id) else { return };
        let vendor = known.connection.with_untracked(|own| own.vendor);
        let credentials = kept.credentials.as_ref();
        let credentials = credentials.filter(|credentials| credentials.vendor() == vendor);
        if let Some(credentials) = credentials
            && known
                .credentials
                .with_untracked(|held| held.as_ref() != Some(credentials))
        {
            known.credentials.set(Some(credentials.clone()));
            known.health.set(Health::Unknown);
        }
        let before = known.connection.get_untracked();
        let value = |name: &str, present: &Secret| {
            let found = kept.proxy_headers.iter().find(|(own, _)| own == name);
            found.map_or_else(|| present.clone(), |(_, value)| value.clone())
        };
        let headers = before.proxy_headers.iter();
        let headers = headers.map(|(name, present)| (name.to_owned(), value(name, present)));
        let now = ProxyHeaders::new(headers.collect());
        if now != before.proxy_headers {
            known.connection.update(|own| own.proxy_headers = now);
        }
    }

    /// Takes a connection's secrets out of memory. The sandbox's public ones are none.
    pub fn withdraw(self, id: ConnectionId) {
        let public = self.with_config(|config| config.connection(id)?.credentials.clone());
        if let Some(known) = self.known(id) {
            known.credentials.set(public);
            known.connection.update(|own| {
                let names = own.proxy_headers.names().map(str::to_owned).collect();
                own.proxy_headers = ProxyHeaders::named(names);
            });
            known.health.set(Health::Unknown);
        }
    }

    /// Takes over what another tab kept.
    pub fn reload(self) {
        self.refresh();
        self.list();
    }

    fn refresh(self) {
        if !self.held.with_value(|held| held.is_kept) {
            return;
        }
        let (document, trouble) = load_connections();
        let usable = !matches!(trouble, Some(ConnectionsTrouble::Newer(_)));
        if trouble.is_some() {
            self.trouble.set(trouble);
        }
        // A later console in another tab does not take this one's connections away.
        if usable {
            self.held.update_value(|held| held.document = document);
        }
    }

    fn change(
        self,
        change: impl FnOnce(&mut Document, &[Connection], &[Connection]),
    ) -> Result<(), NotKept> {
        // Another tab may have changed something else meanwhile.
        self.reload();
        let listed = self.listed.get_untracked();
        let kept = self
            .held
            .try_update_value(|held| {
                let of_gateway = held.of_gateway();
                change(&mut held.document, &listed, &of_gateway);
                let kept = save_connections(&held.document);
                held.is_kept = kept.is_ok();
                kept
            })
            .unwrap_or(Ok(()));
        self.list();
        kept
    }
}

/// The connection with the values that were held for its proxy's headers: only their names are kept.
fn with_values(mut connection: Connection, held: &ProxyHeaders) -> Connection {
    let value = |name: &str| {
        let found = held.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let headers = connection.proxy_headers.names();
    connection.proxy_headers =
        ProxyHeaders::new(headers.map(|name| (name.to_owned(), value(name))).collect());
    connection
}

/// Whether the browser keeps something of a vendor's users under the first connection's id.
fn has_remains(vendor: Vendor) -> bool {
    let first = ConnectionId::first_of(vendor);
    match vendor {
        Vendor::T12 => load_apps(first).is_some_and(|apps| !apps.is_empty()),
        Vendor::ShareCreators => ledger_size(first) > 0,
        Vendor::Tingyun | Vendor::BitAnswer => false,
    }
}
