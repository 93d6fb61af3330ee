//! Who we are at each vendor, how each is reached, and the one way in which pages call them.
//!
//! Sits between the pages and what carries requests: it adds credentials, the clock and the trace id, and remembers
//! whether a vendor answered. It knows no page and makes no words.

mod browser;
mod config;

pub use browser::{new_id, now_milliseconds, skew_seconds};
pub use config::{Access, Config, Identity, VendorConfig, load_config};

use crate::store::{Connection, StorageFull, load_connection, save_connection};
use crate::transport::{ProxyHeaders, Transport, carry};
use leptos::prelude::*;
use vendors::problem::{Cause, InvalidInput, Refusal, RefusalKind};
use vendors::{Call, Credentials, Operation, Problem, Request, RequestId, Secret, Vendor};

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

/// What the session knows of one vendor.
#[derive(Clone, Copy)]
struct VendorSession {
    connection: RwSignal<Connection>,
    credentials: RwSignal<Option<Credentials>>,
    health: RwSignal<Health>,
    skew_seconds: RwSignal<i64>,
}

/// The session, given to pages by context.
#[derive(Clone, Copy)]
pub struct Session {
    vendors: StoredValue<[VendorSession; 4]>,
    config: StoredValue<Config>,
}

impl Session {
    /// A session from what the browser keeps and what the place that serves the console says.
    pub fn new(config: Config) -> Self {
        let vendors = Vendor::ALL.map(|vendor| VendorSession {
            connection: RwSignal::new(load_connection(vendor)),
            credentials: RwSignal::new(config.vendor(vendor).credentials.clone()),
            health: RwSignal::new(Health::Unknown),
            skew_seconds: RwSignal::new(0),
        });
        Session {
            vendors: StoredValue::new(vendors),
            config: StoredValue::new(config),
        }
    }

    fn vendor(self, vendor: Vendor) -> VendorSession {
        self.vendors.with_value(|all| all[vendor as usize])
    }

    /// What the gateway says of a vendor.
    pub fn vendor_config(self, vendor: Vendor) -> VendorConfig {
        self.config
            .with_value(|config| config.vendor(vendor).clone())
    }

    /// Whether a gateway serves this console.
    pub fn has_gateway(self) -> bool {
        self.config
            .with_value(|config| config.gateway_version.is_some())
    }

    /// The version of the gateway that serves this console, if one does.
    pub fn gateway_version(self) -> Option<String> {
        self.config
            .with_value(|config| config.gateway_version.clone())
    }

    /// How people come in at the gateway.
    pub fn access(self) -> Access {
        self.config.with_value(|config| config.access)
    }

    /// Who is signed in at the gateway; `None` where nobody has to.
    pub fn identity(self) -> Option<Identity> {
        self.config.with_value(|config| config.identity.clone())
    }

    /// Whether the gateway lets whoever is signed in do this. Pages leave out what it would refuse.
    pub fn may(self, operation: Operation) -> bool {
        self.config.with_value(|config| {
            let identity = config.identity.as_ref();
            identity.is_none_or(|identity| identity.role.may(operation))
        })
    }

    /// Whether a vendor's calls are answered by the sandbox.
    pub fn is_sandboxed(self, vendor: Vendor) -> bool {
        self.vendor(vendor)
            .connection
            .with(|connection| connection.route.is_gateway())
            && self
                .config
                .with_value(|config| config.vendor(vendor).sandbox)
    }

    /// How a vendor is reached; follows changes.
    pub fn connection(self, vendor: Vendor) -> Connection {
        self.vendor(vendor).connection.get()
    }

    /// Changes how a vendor is reached, and keeps it.
    ///
    /// # Errors
    /// [`StorageFull`] if the browser does not keep it; it holds until the page is closed all the same.
    pub fn set_connection(self, vendor: Vendor, connection: Connection) -> Result<(), StorageFull> {
        let kept = save_connection(vendor, &connection);
        self.vendor(vendor).connection.set(connection);
        self.vendor(vendor).health.set(Health::Unknown);
        kept
    }

    /// The credentials, if there are any; follows changes.
    pub fn credentials(self, vendor: Vendor) -> Option<Credentials> {
        self.vendor(vendor).credentials.get()
    }

    /// Changes the credentials, in memory only.
    pub fn set_credentials(self, vendor: Vendor, credentials: Option<Credentials>) {
        self.vendor(vendor).credentials.set(credentials);
        self.vendor(vendor).health.set(Health::Unknown);
    }

    /// Whether a vendor answered the last call; follows changes.
    pub fn health(self, vendor: Vendor) -> Health {
        self.vendor(vendor).health.get()
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
        let vendor = call.operation().vendor();
        let own = self.vendor(vendor);
        self.call_by(
            call,
            &own.connection.get_untracked(),
            own.credentials.get_untracked().as_ref(),
        )
        .await
    }

    /// Calls a vendor by a connection and credentials that need not be the kept ones, as the connection test does.
    ///
    /// # Errors
    /// A [`Problem`] with the trace id of this exchange, and no secret in it.
    pub async fn call_by<C: Call>(
        self,
        call: &C,
        connection: &Connection,
        credentials: Option<&Credentials>,
    ) -> Result<C::Output, Problem> {
        let trace = new_id();
        let own = self.vendor(call.operation().vendor());
        let result = match call.request() {
            Ok(request) => match self
                .exchange(request, connection, credentials, &trace)
                .await
            {
                Ok(response) => call.parse(&response),
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
            finish(problem, credentials, &connection.proxy_headers, trace)
        });
        match &result {
            Ok(_) => own.health.set(Health::Good),
            // What was never sent says nothing about the vendor, and a no to one request is still an answer.
            Err(problem) if says_vendor_is_unwell(&problem.cause) => {
                own.health.set(Health::Bad(problem.clone()));
            }
            Err(problem) if matches!(problem.cause, Cause::InvalidInput(_)) => {}
            Err(_) => own.health.set(Health::Good),
        }
        result
    }

    async fn exchange(
        self,
        mut request: Request,
        connection: &Connection,
        credentials: Option<&Credentials>,
        trace: &str,
    ) -> Result<vendors::Response, Problem> {
        let operation = request.operation;
        let skew = self.vendor(operation.vendor()).skew_seconds;
        let local_now = now_milliseconds() / 1000.0;
        // A clock before 1970 saturates to zero, which the vendor refuses with words of its own.
        let now = (local_now as i64)
            .saturating_add(skew.get_untracked())
            .max(0) as u64;
        match credentials {
            Some(credentials) => credentials.authorize(&mut request, now)?,
            None => {
                let input = InvalidInput::Missing(first_field(operation.vendor()));
                return Err(Problem::new(operation, Cause::InvalidInput(input)));
            }
        }
        let way = Transport {
            base_url: &connection.base_url,
            route: &connection.route,
            proxy_headers: &connection.proxy_headers,
        };
        let carried = carry(&request, way, trace)
            .await
            .map_err(|cause| Problem::new(operation, cause))?;
        if let Some(seconds) = carried
            .date
            .and_then(|date| browser::skew_seconds(&date, local_now))
        {
            skew.set(seconds);
        }
        Ok(carried.response)
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

fn first_field(vendor: Vendor) -> vendors::problem::Field {
    use vendors::problem::Field;
    match vendor {
        Vendor::T12 => Field::ManagerName,
        Vendor::Tingyun => Field::Authkey,
        Vendor::BitAnswer => Field::Bitkey,
        Vendor::ShareCreators => Field::Token,
    }
}

fn says_vendor_is_unwell(cause: &Cause) -> bool {
    match cause {
        // What the gateway refused us says nothing about the vendor.
        Cause::Proxy(failure) => !failure.kind.is_about_us(),
        Cause::Transport(_) | Cause::NotUnderstood(_) => true,
        Cause::Refused(Refusal { kind, .. }) => {
            matches!(kind, RefusalKind::Credentials | RefusalKind::Outage)
        }
        Cause::UnknownOutcome(because) => says_vendor_is_unwell(because),
        Cause::InvalidInput(_) => false,
    }
}

/// A proxy that is not ours may have delivered a write before it answered in the vendor's place, whatever the status: its
/// words are no proof that nothing was applied.
fn doubt(mut problem: Problem) -> Problem {
    let is_unproven =
        problem.operation.writes() && matches!(problem.cause, Cause::NotUnderstood(_));
    if is_unproven {
        problem.cause = Cause::UnknownOutcome(Box::new(problem.cause));
    }
    problem
}

/// Adds our trace id, and masks our credentials and the proxy's in whatever the vendor said.
fn finish(
    mut problem: Problem,
    credentials: Option<&Credentials>,
    proxy_headers: &ProxyHeaders,
    trace: String,
) -> Problem {
    problem.trace = Some(trace);
    let mut secrets: Vec<&Secret> = proxy_headers.iter().map(|(_, value)| value).collect();
    secrets.extend(credentials.iter().flat_map(|own| own.secrets()));
    mask(&mut problem.cause, &secrets);
    problem
}

fn mask(cause: &mut Cause, secrets: &[&Secret]) {
    match cause {
        Cause::Refused(refusal) => {
            for text in [&mut refusal.message, &mut refusal.code]
                .into_iter()
                .flatten()
            {
                for secret in secrets {
                    *text = secret.mask(text);
                }
            }
        }
        Cause::UnknownOutcome(because) => mask(because, secrets),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::problem::{Found, Misunderstanding};

    #[test]
    fn a_strangers_words_do_not_prove_that_a_write_was_not_applied() {
        let not_found = || {
            Cause::NotUnderstood(Misunderstanding {
                status: 404,
                found: Found::Html { login: false },
            })
        };
        let of = |operation| doubt(Problem::new(operation, not_found())).cause;
        assert_eq!(
            of(Operation::BitAnswerPatchUsers),
            Cause::UnknownOutcome(Box::new(not_found()))
        );
        assert_eq!(of(Operation::BitAnswerListUsers), not_found());
    }

    #[test]
    fn our_key_is_masked_in_the_vendors_words() {
        let cause = Cause::Refused(Refusal {
            kind: RefusalKind::Credentials,
            status: 200,
            code: None,
            message: Some("authkey s3cretkey or pr0xykey is wrong".to_owned()),
            retry_after: None,
        });
        let problem = Problem::new(Operation::TingyunListUsers, cause);
        let credentials = Credentials::Tingyun {
            authkey: Secret::new("s3cretkey"),
        };
        let header = ("x-key".to_owned(), Secret::new("pr0xykey"));
        let headers = ProxyHeaders::new(vec![header]);
        let finished = finish(problem, Some(&credentials), &headers, "t1".to_owned());
        let shown = format!("{finished:?}");
        assert!(!shown.contains("s3cretkey") && !shown.contains("pr0xykey"));
        assert_eq!(finished.trace.as_deref(), Some("t1"));
    }
}
