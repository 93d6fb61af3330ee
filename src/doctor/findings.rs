//! What is found out about a connection, step by step. What is `None` is not known yet.

use super::token::Token;
use crate::transport::{Clock, Evidence, HeaderFault, HttpUrl, Preflight, Route};
use vendors::problem::{Cause, Field, InvalidInput, ProxyFailureKind, TransportFailure};
use vendors::{Operation, Problem, Vendor, t12};

/// What is examined: known before anything is sent. It holds no secret but what an address has inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Which vendor.
    pub vendor: Vendor,
    /// The way.
    pub route: Route,
    /// The vendor's base URL, which the gateway does not use.
    pub base_url: String,
    /// What is wrong with the headers for the proxy.
    pub header_fault: Option<HeaderFault>,
    /// What the browser asks beforehand for the read that is tried.
    pub read_asks: Preflight,
    /// The same over all operations of the vendor.
    pub all_ask: Preflight,
    /// The origin of this page.
    pub page: String,
    /// Whether a gateway serves this page, whose policy forbids plain http but to this machine.
    pub has_gateway: bool,
    /// Who we are.
    pub given: Given,
    /// Whether the read lacks the name of an app.
    pub lacks_app: bool,
    /// What the token says, for ShareCreators.
    pub token: Option<Token>,
    /// What the role of whoever is signed in at the gateway does not permit.
    pub not_permitted: Vec<Operation>,
}

impl Subject {
    /// The server that the browser asks; `None` for the gateway, and for an address that cannot be right.
    pub fn server(&self) -> Option<HttpUrl<'_>> {
        self.route.server(&self.base_url)
    }
}

/// Who we are at the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nobody: this field is needed.
    Missing(Field),
    /// What is filled in cannot be sent.
    Faulty(InvalidInput),
    /// Credentials are filled in.
    Here,
    /// The gateway adds them.
    AtGateway,
}

/// How far the examination is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// More is to come.
    #[default]
    Running,
    /// Nothing more is to come.
    Over,
    /// The admin stopped it.
    Cancelled,
}

/// The browser's leave to ask the local network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// The admin gave it.
    Granted,
    /// The admin refused it.
    Denied,
    /// The browser is going to ask.
    Prompt,
    /// This browser has no such permission, or does not tell.
    Unknown,
}

/// What a vendor answered to the harmless read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// T12: the quota of the app that was asked for.
    Quota(String, t12::Quota),
    /// Tingyun: how many users came, and the vendor's time.
    AllUsers(usize, Option<String>),
    /// BitAnswer: how many users the vendor says there are.
    UserTotal(Option<u64>),
}

/// How the harmless read ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was not sent: something is wrong or missing already.
    NotSent,
    /// The vendor has no call that changes nothing.
    NothingHarmless,
    /// The vendor answered, within this many milliseconds.
    Answered(Answered, u64),
    /// It failed.
    Failed(Problem),
}

/// What a look at the server saw, without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Whether the gateway that served this page still answers.
    Gateway(bool),
    /// What the server of another way lets this page do.
    Server(Evidence),
}

/// What the server allows beforehand to the operations that were not tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WritesAllowed {
    /// Headers that it refuses.
    pub refused_headers: Vec<String>,
    /// Methods that it refuses, in capitals.
    pub refused_methods: Vec<String>,
    /// Methods of which nobody can tell without doing what they say.
    pub untried_methods: Vec<String>,
    /// Whether not even a plain question was answered, so that nothing follows from the others.
    pub is_inconclusive: bool,
}

/// Everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// What is examined.
    pub subject: Subject,
    /// How far this is.
    pub stage: Stage,
    /// Whether the browser says that it has a network.
    pub online: Option<bool>,
    /// The leave to ask the local network.
    pub permission: Option<Permission>,
    /// How the read ended.
    pub outcome: Option<Outcome>,
    /// What a look at the server saw.
    pub reached: Option<Reached>,
    /// What the server allows to the rest.
    pub writes: Option<WritesAllowed>,
    /// The other side's clock.
    pub clock: Option<Clock>,
}

impl Findings {
    /// Nothing but what is known beforehand.
    pub fn new(subject: Subject) -> Findings {
        Findings {
            subject,
            stage: Stage::Running,
            online: None,
            permission: None,
            outcome: None,
            reached: None,
            writes: None,
            clock: None,
        }
    }

    /// Why the read failed, if it did.
    pub fn problem(&self) -> Option<&Problem> {
        match &self.outcome {
            Some(Outcome::Failed(problem)) => Some(problem),
            _ => None,
        }
    }

    /// The cause of that.
    pub fn cause(&self) -> Option<&Cause> {
        self.problem().map(|problem| &problem.cause)
    }

    /// The failure of whatever stands between, if that is what it was.
    pub fn proxy_failure(&self) -> Option<ProxyFailureKind> {
        match self.cause()? {
            Cause::Proxy(failure) => Some(failure.kind),
            _ => None,
        }
    }

    /// The failure of the way to the server, if that is what it was.
    pub fn transport_failure(&self) -> Option<TransportFailure> {
        match self.cause()? {
            Cause::Transport(failure) => Some(*failure),
            _ => None,
        }
    }

    /// Whether somebody answered the read, and this page could see it.
    pub fn was_answered(&self) -> bool {
        match &self.outcome {
            Some(Outcome::Answered(..)) => true,
            Some(Outcome::Failed(problem)) => matches!(
                problem.cause,
                Cause::Proxy(_) | Cause::Refused(_) | Cause::NotUnderstood(_)
            ),
            _ => false,
        }
    }

    /// Whether it was the vendor who answered.
    pub fn vendor_answered(&self) -> bool {
        match &self.outcome {
            Some(Outcome::Answered(..)) => true,
            Some(Outcome::Failed(problem)) => {
                matches!(problem.cause, Cause::Refused(_)) && self.wordless_status().is_none()
            }
            _ => false,
        }
    }

    /// The status of an answer without a word of the vendor's, by way of a proxy that marks nothing.
    pub fn wordless_status(&self) -> Option<u16> {
        let status = match self.cause()? {
            Cause::NotUnderstood(misunderstanding) => misunderstanding.status,
            Cause::Refused(refusal) if refusal.code.is_none() && refusal.message.is_none() => {
                refusal.status
            }
            _ => return None,
        };
        self.subject.route.is_foreign().then_some(status)
    }

    /// Whether a look at the server is what is left to do, because nothing came back that could be read.
    pub fn needs_look(&self) -> bool {
        match &self.outcome {
            Some(Outcome::NothingHarmless | Outcome::NotSent) => true,
            _ => self.transport_failure() == Some(TransportFailure::NotReached),
        }
    }
}
