//! From findings to checks. Each check looks at what concerns it; what rests on a check that failed cannot be told.

mod beyond;

use super::address_space::AddressSpace;
use super::check::{Check, Fault, Kind, Place, Remark, Untold, Verdict};
use super::findings::{Findings, Given, Outcome, Permission, Reached, Stage, Subject};
use super::token::Age;
use crate::transport::{Clock, HttpUrl, Obstacle, Preflight, Route, base_url_fault, obstacle};
use vendors::problem::{Cause, ProxyFailureKind, Refusal, RefusalKind, TransportFailure};
use vendors::{Problem, Vendor};

/// Seconds from which a clock is called wrong. Less is corrected for and only told.
const WRONG_CLOCK: u64 = 60;

/// The checks, all of them, in order.
pub fn examine(findings: &Findings) -> Vec<Check> {
    let mut examination = Examination {
        findings,
        broken: None,
    };
    Kind::ALL
        .into_iter()
        .map(|kind| {
            let verdict = examination.verdict(kind);
            if let Verdict::Fail(fault) = &verdict
                && !is_bearable(fault, findings)
            {
                examination.broken.get_or_insert(kind);
            }
            Check { kind, verdict }
        })
        .collect()
}

/// Whether requests get through all the same, so that what came back still tells of what is behind.
fn is_bearable(fault: &Fault, findings: &Findings) -> bool {
    match fault {
        Fault::MethodsForbidden { .. }
        | Fault::ClockOff { .. }
        | Fault::TokenOpaque
        | Fault::TokenFromFuture(_)
        | Fault::TokenEnded(..) => true,
        // Once the read was answered, the headers that are forbidden are those of other operations.
        Fault::HeadersForbidden { .. } => findings.was_answered(),
        _ => false,
    }
}

struct Examination<'a> {
    findings: &'a Findings,
    /// The first check that failed.
    broken: Option<Kind>,
}

fn fail(fault: Fault) -> Verdict {
    Verdict::Fail(Box::new(fault))
}

const PASS: Verdict = Verdict::Pass(None);

impl Examination<'_> {
    fn verdict(&self, kind: Kind) -> Verdict {
        match kind {
            Kind::Address => self.address(),
            Kind::Network => self.network(),
            Kind::MixedContent => self.mixed_content(),
            Kind::LocalNetwork => self.local_network(),
            Kind::Reachable => self.reachable(),
            Kind::Cors => self.cors(),
            Kind::Access => self.access(),
            Kind::Forwarding => self.forwarding(),
            Kind::Upstream => self.upstream(),
            Kind::Vendor => self.vendor(),
            Kind::Credentials => self.credentials(),
            Kind::Signature => self.signature(),
            Kind::Clock => self.clock(),
            Kind::Token => self.token(),
            Kind::Service => self.service(),
        }
    }

    fn subject(&self) -> &Subject {
        &self.findings.subject
    }

    fn server(&self) -> Option<HttpUrl<'_>> {
        self.subject().server()
    }

    fn server_origin(&self) -> String {
        self.server()
            .map_or_else(String::new, |server| server.origin.to_owned())
    }

    /// What is to be said of a check of which nothing is known.
    fn untold(&self) -> Verdict {
        if let Some(kind) = self.broken {
            return Verdict::CannotTell(Untold::Behind(kind));
        }
        match self.findings.stage {
            Stage::Running => Verdict::Waiting,
            Stage::Cancelled => Verdict::CannotTell(Untold::Cancelled),
            Stage::Over => Verdict::CannotTell(self.why_not_shown()),
        }
    }

    fn why_not_shown(&self) -> Untold {
        let subject = self.subject();
        match (&self.findings.outcome, subject.given) {
            (Some(Outcome::NothingHarmless), _) => Untold::NothingHarmless,
            (_, Given::Missing(_) | Given::Faulty(_)) => Untold::Behind(Kind::Credentials),
            _ if subject.lacks_app => Untold::NoApp,
            _ => Untold::NotShown,
        }
    }

    /// In order if so, else not known.
    fn pass_if(&self, is_so: bool) -> Verdict {
        if is_so { PASS } else { self.untold() }
    }

    fn address(&self) -> Verdict {
        let subject = self.subject();
        if let Some(fault) = subject.route.fault() {
            return fail(Fault::Address(Place::Way, fault));
        }
        if subject.route.is_gateway() {
            return PASS;
        }
        if let Some(fault) = base_url_fault(&subject.base_url) {
            return fail(Fault::Address(Place::BaseUrl, fault));
        }
        match subject.header_fault {
            Some(fault) if subject.route.is_foreign() => fail(Fault::Header(fault)),
            _ if self.findings.transport_failure() == Some(TransportFailure::BadAddress) => {
                fail(Fault::BadAddress)
            }
            _ => PASS,
        }
    }

    fn network(&self) -> Verdict {
        if self.findings.transport_failure() == Some(TransportFailure::Offline) {
            return fail(Fault::Offline);
        }
        // A browser may call itself offline and still reach this machine.
        let is_over = self.findings.stage != Stage::Running;
        match self.findings.online {
            Some(true) => PASS,
            _ if self.findings.was_answered() || self.answers() == Some(true) => PASS,
            Some(false) if is_over => fail(Fault::Offline),
            _ => self.untold(),
        }
    }

    /// Whether anything answered a look.
    fn answers(&self) -> Option<bool> {
        match self.findings.reached.as_ref()? {
            Reached::Gateway(answers) => Some(*answers),
            Reached::Server(evidence) => Some(evidence.answers),
        }
    }

    fn is_page_secure(&self) -> bool {
        self.subject().page.starts_with("https://")
    }

    fn mixed_content(&self) -> Verdict {
        if self.subject().route.is_gateway() {
            return Verdict::NotNeeded;
        }
        let Some(server) = self.server() else {
            return self.untold();
        };
        if server.is_secure() || server.is_this_machine() || self.findings.was_answered() {
            return PASS;
        }
        let origin = server.origin.to_owned();
        if self.is_page_secure() && !self.subject().has_gateway {
            // Browsers with the permission for the local network let plain http pass there.
            return match AddressSpace::of(server.host()) {
                AddressSpace::Local | AddressSpace::Loopback => {
                    Verdict::CannotTell(Untold::PlainHttpMayBePermitted)
                }
                AddressSpace::Named | AddressSpace::Public => {
                    fail(Fault::MixedContent { server: origin })
                }
            };
        }
        if self.is_page_secure() {
            fail(Fault::MixedContent { server: origin })
        } else if self.subject().has_gateway {
            fail(Fault::PlainHttpForbidden { server: origin })
        } else {
            PASS
        }
    }

    fn local_network(&self) -> Verdict {
        if self.subject().route.is_gateway() {
            return Verdict::NotNeeded;
        }
        let (Some(server), Ok(page)) = (self.server(), HttpUrl::parse(&self.subject().page)) else {
            return self.untold();
        };
        let space = AddressSpace::of(server.host());
        let own = AddressSpace::of(page.host());
        if space == AddressSpace::Public || own <= space && own != AddressSpace::Named {
            return Verdict::NotNeeded;
        }
        let got_through = self.findings.was_answered() || self.answers() == Some(true);
        if got_through {
            return PASS;
        }
        let Some(permission) = self.findings.permission else {
            return self.untold();
        };
        let is_named = space == AddressSpace::Named;
        match permission {
            Permission::Granted => PASS,
            _ if is_named => Verdict::CannotTell(Untold::NameMayBePrivate),
            Permission::Denied => fail(Fault::LocalNetworkDenied {
                server: server.origin.to_owned(),
                page: self.subject().page.clone(),
            }),
            Permission::Prompt => Verdict::CannotTell(Untold::BrowserWillAsk),
            Permission::Unknown => Verdict::CannotTell(Untold::PermissionUnknown),
        }
    }

    fn reachable(&self) -> Verdict {
        if self.findings.was_answered() {
            return PASS;
        }
        if self.broken.is_some() {
            return self.untold();
        }
        let is_direct = self.subject().route == Route::Direct;
        if let Some(TransportFailure::TimedOut(seconds)) = self.findings.transport_failure()
            && is_direct
        {
            return fail(Fault::TimedOut(seconds));
        }
        match &self.findings.reached {
            Some(Reached::Gateway(false)) => fail(Fault::GatewayGone),
            Some(Reached::Server(evidence)) if !evidence.answers => fail(Fault::Silent {
                server: self.server_origin(),
                is_direct,
            }),
            Some(Reached::Gateway(true) | Reached::Server(_)) => PASS,
            None => self.untold(),
        }
    }

    fn cors(&self) -> Verdict {
        let subject = self.subject();
        if subject.route.is_gateway() {
            return Verdict::NotNeeded;
        }
        if self.findings.was_answered() {
            return self.cors_of_the_rest();
        }
        let Some(Reached::Server(evidence)) = &self.findings.reached else {
            return self.untold();
        };
        let server = self.server_origin();
        let (page, asks) = (subject.page.clone(), subject.all_ask.clone());
        match obstacle(evidence, &subject.read_asks) {
            Obstacle::Silent => self.untold(),
            Obstacle::ForbidsPage => fail(Fault::PageForbidden { server, page, asks }),
            Obstacle::ForbidsHeaders(refused) => fail(Fault::HeadersForbidden {
                server,
                refused,
                page,
                asks,
            }),
            Obstacle::ForbidsMethodOrDied(_) | Obstacle::Died => {
                if self.findings.transport_failure() == Some(TransportFailure::NotReached) {
                    fail(Fault::RequestDied { server })
                } else {
                    self.cors_of_the_rest()
                }
            }
        }
    }

    /// The read was let through; what of the other operations?
    fn cors_of_the_rest(&self) -> Verdict {
        let subject = self.subject();
        let rest = rest_asks(subject);
        if rest.is_needless() {
            return PASS;
        }
        let Some(writes) = &self.findings.writes else {
            return self.untold();
        };
        let (server, asks) = (self.server_origin(), subject.all_ask.clone());
        if !writes.refused_headers.is_empty() {
            fail(Fault::HeadersForbidden {
                server,
                refused: writes.refused_headers.clone(),
                page: subject.page.clone(),
                asks,
            })
        } else if !writes.refused_methods.is_empty() {
            fail(Fault::MethodsForbidden {
                server,
                refused: writes.refused_methods.clone(),
                asks,
            })
        } else if writes.is_inconclusive {
            Verdict::CannotTell(Untold::PreflightInconclusive)
        } else if !writes.untried_methods.is_empty() {
            Verdict::CannotTell(Untold::MethodsUntried {
                methods: writes.untried_methods.clone(),
                server,
            })
        } else {
            PASS
        }
    }

    fn access(&self) -> Verdict {
        if !self.subject().route.is_gateway() {
            return Verdict::NotNeeded;
        }
        match self.findings.proxy_failure() {
            Some(ProxyFailureKind::SignInNeeded) => fail(Fault::SignInNeeded),
            Some(ProxyFailureKind::RoleNotEnough) => fail(Fault::RoleNotEnough),
            _ if self.findings.was_answered() => {
                let operations = self.subject().not_permitted.clone();
                Verdict::Pass((!operations.is_empty()).then_some(Remark::NotPermitted(operations)))
            }
            _ => self.untold(),
        }
    }
}

/// What the other operations ask beforehand and the read does not.
pub fn rest_asks(subject: &Subject) -> Preflight {
    let Preflight { methods, headers } = subject.all_ask.clone();
    Preflight {
        methods,
        headers: headers
            .into_iter()
            .filter(|header| !subject.read_asks.headers.contains(header))
            .collect(),
    }
}
