//! Who we are at each vendor, how each is reached, and the one way in which pages call them.
//!
//! Sits between the pages and what carries requests: it adds credentials, the clock and the trace id, and remembers
//! whether a vendor answered. It knows no page and makes no words.

mod allowance;
mod browser;
mod config;
mod connections;
mod failure;
mod lists;
pub mod site;
mod vault;
mod writes;

pub use browser::{clock, new_id, now_milliseconds};
pub use config::{Access, Config, GatewayConnection, Identity, Loaded, Site, load_config};
pub use vault::{Vault, VaultFault, VaultState, open_connections, seal_connections};

use crate::activity::Activity;
use crate::store::{Connection, ConnectionId, ConnectionsTrouble, NotKept};
use crate::transport::{Clock, Route, Transport, carry};
use connections::{Connections, Known};
use failure::{doubt, finish, is_of_another_time, says_signed_out, says_vendor_is_unwell};
use leptos::prelude::*;
use vendors::problem::{Cause, InvalidInput};
use vendors::{Call, Credentials, Problem, Request, RequestId, Vendor};

/// Whether a vendor answered the last call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Nothing was asked yet.
    Unknown,
    /// The last call succeeded.
    Good,
    /// The last call failed, with this problem.
    Bad(Problem),
}

/// The session, given to pages by context.
///
/// On a vendor's page it is bound to the connection that the page was opened with, see [`of`](Self::of), and so is
/// whatever began there: an operation that is under way when the admin goes elsewhere ends where it began.
#[derive(Clone, Copy)]
pub struct Session {
    connections: Connections,
    vault: Vault,
    activity: Activity,
    signed_out: RwSignal<bool>,
    bound: Option<(Vendor, ConnectionId)>,
    has_own_log: bool,
}

impl Session {
    /// A session from what the browser keeps and what the place that serves the console says.
    pub fn new(config: Config) -> Self {
        let connections = Connections::new(config);
        Session {
            connections,
            vault: Vault::new(connections),
            activity: Activity::new(),
            signed_out: RwSignal::new(false),
            bound: None,
            has_own_log: false,
        }
    }

    /// The same session for a job, which writes down what is about to leave before it does.
    pub fn with_own_log(self) -> Session {
        Session {
            has_own_log: true,
            ..self
        }
    }

    /// The same session, bound to one connection: calls to its vendor go there, whatever happens to the address.
    pub fn of(self, connection: &Connection) -> Session {
        self.of_id(connection.vendor, connection.id)
    }

    /// The same as [`of`](Self::of) by the connection's id.
    pub fn of_id(self, vendor: Vendor, id: ConnectionId) -> Session {
        Session {
            bound: Some((vendor, id)),
            ..self
        }
    }

    /// The connection by which this session calls a vendor: the one that it is bound to, or else the vendor's first.
    /// Follows changes of the order in the latter case.
    pub fn current(self, vendor: Vendor) -> ConnectionId {
        match self.bound {
            Some((of, id)) if of == vendor => id,
            _ => self.connections.first(vendor),
        }
    }

    fn known(self, vendor: Vendor) -> Known {
        let id = self.current(vendor);
        self.connections
            .known(id)
            .unwrap_or_else(|| Known::absent(id, vendor))
    }

    /// A vendor's connections, in the admin's order; follows changes. There is always one.
    pub fn connections(self, vendor: Vendor) -> Vec<Connection> {
        self.connections.with(|all| {
            all.iter()
                .filter(|connection| connection.vendor == vendor)
                .cloned()
                .collect()
        })
    }

    /// Whether a vendor has more than one connection; follows changes.
    pub fn has_several(self, vendor: Vendor) -> bool {
        self.connections.with(|all| {
            let own = all.iter().filter(|connection| connection.vendor == vendor);
            own.count() > 1
        })
    }

    /// A vendor's connection by the name that it has in an address, where none is the first one; follows changes.
    pub fn named(self, vendor: Vendor, name: &str) -> Option<Connection> {
        self.connections.with(|all| {
            all.iter()
                .filter(|connection| connection.vendor == vendor)
                .find(|connection| name.is_empty() || connection.id.as_str() == name)
                .cloned()
        })
    }

    /// The name that a connection has in an address: none for its vendor's first. Follows changes.
    pub fn address_name(self, connection: &Connection) -> String {
        if self.connections.first(connection.vendor) == connection.id {
            String::new()
        } else {
            connection.id.to_string()
        }
    }

    /// What is wrong with what the browser keeps of connections; follows changes.
    pub fn connections_trouble(self) -> Option<ConnectionsTrouble> {
        self.connections.trouble()
    }

    /// Keeps a connection as it is wanted, new or not.
    ///
    /// # Errors
    /// [`NotKept`] if it holds until the page is closed only.
    pub fn put_connection(self, wanted: &Connection) -> Result<(), NotKept> {
        self.connections.put(wanted)
    }

    /// Moves a connection before or behind its neighbour.
    ///
    /// # Errors
    /// [`NotKept`] if it holds until the page is closed only.
    pub fn shift_connection(self, id: ConnectionId, later: bool) -> Result<(), NotKept> {
        self.connections.shift(id, later)
    }

    /// Forgets a connection, its credentials and what the browser keeps of its users. One that the gateway names loses
    /// the admin's changes, and stays.
    ///
    /// # Errors
    /// [`NotKept`] if that holds until the page is closed only.
    pub fn remove_connection(self, id: ConnectionId) -> Result<(), NotKept> {
        self.vault.forget_deleted(id);
        self.forget_list(id);
        self.connections.remove(id)
    }

    /// Takes over what another tab kept.
    pub fn reload_connections(self) {
        self.connections.reload();
        self.vault.supply();
    }

    /// The writes that were made from this browser.
    pub fn activity(self) -> Activity {
        self.activity
    }

    /// The vault of this browser.
    pub fn vault(self) -> Vault {
        self.vault
    }

    /// Whether the vault may hold what a connection lacks: it is closed, and there are no credentials. Follows changes.
    pub fn may_unlock(self, vendor: Vendor) -> bool {
        self.vault.state() == VaultState::Locked && !self.can_sign(vendor)
    }

    /// What the gateway says of where a connection leads, if it leads through the gateway.
    pub fn gateway_connection(self, connection: &Connection) -> Option<GatewayConnection> {
        let Route::Gateway { connection } = &connection.route else {
            return None;
        };
        let id = ConnectionId::new(connection)?;
        self.connections
            .with_config(|config| config.connection(id).cloned())
    }

    /// A vendor's connections as the gateway names them.
    pub fn gateway_connections(self, vendor: Vendor) -> Vec<Connection> {
        self.connections.with_config(|config| {
            let named = config.connections.iter().map(|named| &named.connection);
            named
                .filter(|named| named.vendor == vendor)
                .cloned()
                .collect()
        })
    }

    /// The T12 apps that the gateway proposes to an admin who has no list yet.
    pub fn proposed_apps(self) -> Vec<String> {
        let connection = untrack(|| self.connection(Vendor::T12));
        self.gateway_connection(&connection)
            .map(|named| named.apps)
            .unwrap_or_default()
    }

    /// Whether a vendor's calls are answered by the sandbox; follows changes.
    pub fn is_sandboxed(self, vendor: Vendor) -> bool {
        self.gateway_connection(&self.connection(vendor))
            .is_some_and(|named| named.sandbox)
    }

    /// How a vendor is reached; follows changes.
    pub fn connection(self, vendor: Vendor) -> Connection {
        self.known(vendor).connection.get()
    }

    /// The credentials, if there are any; follows changes.
    pub fn credentials(self, vendor: Vendor) -> Option<Credentials> {
        self.known(vendor).credentials.get()
    }

    /// Whether calls carry credentials, the browser's own or those that the gateway adds; follows changes.
    pub fn can_sign(self, vendor: Vendor) -> bool {
        self.credentials(vendor).is_some()
            || self
                .gateway_connection(&self.connection(vendor))
                .is_some_and(|named| named.holds_credentials)
    }

    /// Changes the credentials, in memory only.
    pub fn set_credentials(self, vendor: Vendor, credentials: Option<Credentials>) {
        let known = self.known(vendor);
        known.credentials.set(credentials);
        known.health.set(Health::Unknown);
    }

    /// Whether a vendor answered the last call; follows changes.
    pub fn health(self, vendor: Vendor) -> Health {
        self.known(vendor).health.get()
    }

    /// How a vendor does by all its connections: badly if one does, well if one does and none badly. Follows changes.
    pub fn overall_health(self, vendor: Vendor) -> Health {
        let mut overall = Health::Unknown;
        for connection in self.connections(vendor) {
            match self.of(&connection).health(vendor) {
                bad @ Health::Bad(_) => return bad,
                Health::Good => overall = Health::Good,
                Health::Unknown => {}
            }
        }
        overall
    }

    /// A fresh id for a write.
    pub fn request_id(self) -> RequestId {
        RequestId(new_id())
    }

    /// Calls a vendor by its connection and credentials.
    ///
    /// # Errors
    /// A [`Problem`] with the trace id of this exchange, and no secret in it.
    pub async fn call<C: Call>(self, call: &C) -> Result<C::Output, Problem> {
        let own = untrack(|| self.known(call.operation().vendor()));
        let connection = own.connection.get_untracked();
        let credentials = own.credentials.get_untracked();
        self.call_by(call, &connection, credentials.as_ref()).await
    }

    /// Calls a vendor by a connection and credentials that need not be the kept ones, as the connection test does. A read
    /// that was refused for a wrong clock is asked once more, by then with the right one.
    ///
    /// # Errors
    /// A [`Problem`] with the trace id of this exchange, and no secret in it.
    pub async fn call_by<C: Call>(
        self,
        call: &C,
        connection: &Connection,
        credentials: Option<&Credentials>,
    ) -> Result<C::Output, Problem> {
        let skew = untrack(|| self.of(connection).known(connection.vendor)).skew_seconds;
        let before = skew.get_untracked();
        let mut is_first = true;
        loop {
            let (result, clock) = self.observe(call, connection, credentials).await;
            match &result {
                Err(problem) if is_first && is_of_another_time(problem, before, clock) => {
                    is_first = false;
                }
                _ => return result,
            }
        }
    }

    /// The same as [`call_by`](Self::call_by), with what the answer said of the other side's clock; `None` if no answer
    /// came.
    pub async fn observe<C: Call>(
        self,
        call: &C,
        connection: &Connection,
        credentials: Option<&Credentials>,
    ) -> (Result<C::Output, Problem>, Option<Clock>) {
        let mut clock = None;
        let trace = new_id();
        // Taken now: by the time the answer comes, another connection may be the first.
        let own = untrack(|| self.of(connection).known(connection.vendor));
        let result = match call.request() {
            Ok(request) => match self
                .exchange(request, connection, credentials, &own, &trace)
                .await
            {
                Ok((response, seen)) => {
                    clock = Some(seen);
                    call.parse(&response)
                }
                Err(problem) => Err(problem),
            },
            Err(problem) => Err(problem),
        };
        let result = result.map_err(|problem| {
            let problem = if connection.route.is_foreign() {
                doubt(problem)
            } else {
                problem
            };
            finish(
                problem,
                credentials,
                &connection.proxy_headers,
                trace.clone(),
            )
        });
        if call.operation().writes() {
            let news = writes::ended(trace, result.as_ref().err());
            self.note_end(news).await;
        }
        match &result {
            Ok(_) => own.health.set(Health::Good),
            // What was never sent says nothing about the vendor, and a no to one request is still an answer.
            Err(problem) if says_vendor_is_unwell(&problem.cause) => {
                own.health.set(Health::Bad(problem.clone()));
            }
            Err(problem) if matches!(problem.cause, Cause::InvalidInput(_)) => {}
            Err(problem) => {
                own.health.set(Health::Good);
                if says_signed_out(&problem.cause) {
                    self.signed_out.set(true);
                }
            }
        }
        (result, clock)
    }

    async fn exchange(
        self,
        mut request: Request,
        connection: &Connection,
        credentials: Option<&Credentials>,
        own: &Known,
        trace: &str,
    ) -> Result<(vendors::Response, Clock), Problem> {
        let operation = request.operation;
        // Every write passes here: pages that offer one all the same, and jobs.
        if operation.writes() && self.is_read_only() {
            let cause = Cause::InvalidInput(InvalidInput::ReadOnly);
            return Err(Problem::new(operation, cause));
        }
        let gateway_signs = || {
            self.gateway_connection(connection)
                .is_some_and(|named| named.holds_credentials)
        };
        if credentials.is_none() && !gateway_signs() {
            let input = InvalidInput::Missing(first_field(operation.vendor()));
            return Err(Problem::new(operation, Cause::InvalidInput(input)));
        }
        // Before there are credentials in it.
        let news = writes::about_to_leave(&request, connection, trace);
        let skew = &own.skew_seconds;
        if let Some(credentials) = credentials {
            // A clock before 1970 saturates to zero, which the vendor refuses with words of its own.
            let now = (now_milliseconds() / 1000.0) as i64;
            let now = now.saturating_add(skew.get_untracked()).max(0) as u64;
            credentials.authorize(&mut request, now)?;
        }
        self.note_leaving(news).await;
        let local_now = now_milliseconds() / 1000.0;
        let way = Transport {
            base_url: &connection.base_url,
            route: &connection.route,
            proxy_headers: &connection.proxy_headers,
        };
        let carried = carry(&request, way, trace)
            .await
            .map_err(|cause| Problem::new(operation, cause))?;
        let received = now_milliseconds() / 1000.0;
        let clock = browser::clock(&carried.date, local_now, received);
        if let Clock::Ahead(seconds) = clock {
            skew.set(seconds);
        }
        Ok((carried.response, clock))
    }
}

/// The session from context.
///
/// # Panics
/// Never in the console: the application's root provides it. A component mounted alone has to do the same.
#[allow(
    clippy::expect_used,
    reason = "a missing context is a mistake of the programmer, not of the world"
)]
pub fn use_session() -> Session {
    use_context().expect("the application's root provides the session")
}

/// The first field of a vendor's credentials, which is missed where there are none.
pub fn first_field(vendor: Vendor) -> vendors::problem::Field {
    use vendors::problem::Field;
    match vendor {
        Vendor::T12 => Field::ManagerName,
        Vendor::Tingyun => Field::Authkey,
        Vendor::BitAnswer => Field::Bitkey,
        Vendor::ShareCreators => Field::Token,
    }
}
