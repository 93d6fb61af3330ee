//! What can go wrong, by cause. Words for people are made elsewhere, in one place, from these values.
//!
//! A problem never holds a secret, a password or a body: the vendor's own message is the only foreign text in it.

use crate::{Operation, Vendor};

/// Why an operation did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What was asked for; gives the vendor.
    pub operation: Operation,
    /// Why it failed.
    pub cause: Cause,
    /// The id under which our own side (browser, gateway) knows this exchange.
    pub trace: Option<String>,
    /// The id under which the vendor knows it; the vendor's support asks for it.
    pub vendor_trace: Option<String>,
}

impl Problem {
    /// A problem without trace ids. If the operation writes and the cause leaves open whether the write was applied,
    /// the cause becomes [`Cause::UnknownOutcome`]: nobody else needs to remember that rule.
    pub fn new(operation: Operation, cause: Cause) -> Self {
        let cause = if operation.writes() && cause.leaves_outcome_open() {
            Cause::UnknownOutcome(Box::new(cause))
        } else {
            cause
        };
        Problem {
            operation,
            cause,
            trace: None,
            vendor_trace: None,
        }
    }

    /// The vendor that was asked.
    pub fn vendor(&self) -> Vendor {
        self.operation.vendor()
    }

    /// Whether asking the same again may help without anybody changing anything. A write whose outcome is unknown is
    /// not retryable in this sense: it is first read back.
    pub fn is_retryable(&self) -> bool {
        match &self.cause {
            Cause::Transport(failure) => !matches!(failure, TransportFailure::BadAddress),
            Cause::Proxy(failure) => failure.is_passing(),
            Cause::Refused(refusal) => {
                matches!(refusal.kind, RefusalKind::RateLimited | RefusalKind::Outage)
            }
            Cause::NotUnderstood(misunderstanding) => misunderstanding.status >= 500,
            Cause::InvalidInput(_) | Cause::UnknownOutcome(_) => false,
        }
    }
}

/// The causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Never sent: what was asked for cannot be right.
    InvalidInput(InvalidInput),
    /// Nothing came back from anybody.
    Transport(TransportFailure),
    /// Something between us and the vendor answered in the vendor's place.
    Proxy(ProxyFailure),
    /// The vendor understood and said no.
    Refused(Refusal),
    /// Something came back that the vendor's page does not document.
    NotUnderstood(Misunderstanding),
    /// A write left and nothing trustworthy says whether it was applied; holds why.
    UnknownOutcome(Box<Cause>),
}

impl Cause {
    fn leaves_outcome_open(&self) -> bool {
        match self {
            Cause::Transport(failure) => !matches!(failure, TransportFailure::BadAddress),
            Cause::Proxy(failure) => failure.kind.may_have_delivered(),
            Cause::NotUnderstood(misunderstanding) => {
                !(400..500).contains(&misunderstanding.status)
            }
            Cause::Refused(refusal) => refusal.kind == RefusalKind::Outage,
            Cause::InvalidInput(_) | Cause::UnknownOutcome(_) => false,
        }
    }
}

/// A field that an admin fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are the fields' own names")]
pub enum Field {
    AppName,
    UserNum,
    TesterNum,
    Name,
    NickName,
    Password,
    Status,
    Guid,
    Email,
    Telephone,
    PhoneAreaCode,
    Role,
    Account,
    BaseUrl,
    ManagerName,
    ManagerKey,
    Authkey,
    Bitkey,
    Token,
    Bid,
    Limit,
    ProxyHeader,
}

/// What is wrong with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidInput {
    /// The field must have a value.
    Missing(Field),
    /// The value has no acceptable shape: an e-mail without `@`, letters in a number.
    Malformed(Field),
    /// The value is longer or larger than the vendor takes.
    TooLarge(Field),
    /// The value has characters that an HTTP header cannot carry.
    NotAHeaderValue(Field),
    /// The names `.` and `..` cannot stand in a URL's path; the batch calls carry them.
    NameCannotBeInPath,
    /// Nothing would change.
    NothingToDo,
    /// The same name stands twice in one batch.
    DuplicateName,
    /// The credentials are for another vendor than the request.
    WrongVendor,
    /// Nothing may be written from here: whoever shows or hosts the console wants it so.
    ReadOnly,
}

/// Nothing came back. Browsers do not say more than this; the connection check finds out the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportFailure {
    /// The browser says that it has no network.
    Offline,
    /// The request or its answer did not get through: refused, DNS, TLS, CORS or a connection that died.
    NotReached,
    /// No answer within this many seconds.
    TimedOut(u32),
    /// The address is not one that a request can be sent to.
    BadAddress,
    /// The page or the admin cancelled it.
    Cancelled,
}

/// A failure of whatever stands between us and the vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyFailure {
    /// What failed.
    pub kind: ProxyFailureKind,
    /// The HTTP status of the proxy's answer.
    pub status: u16,
}

impl ProxyFailure {
    fn is_passing(&self) -> bool {
        use ProxyFailureKind as K;
        matches!(
            self.kind,
            K::Dns | K::Connect | K::Timeout | K::Closed | K::Busy | K::RateLimited
        )
    }
}

/// What failed in the proxy. The gateway names it in the header [`FAILURE_HEADER`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProxyFailureKind {
    /// The upstream's name does not resolve.
    Dns,
    /// The upstream's name stands for an address that may not be reached from the gateway.
    AddressRefused,
    /// The upstream does not take connections.
    Connect,
    /// The upstream's certificate or TLS is not acceptable.
    Tls,
    /// The upstream did not answer in time.
    Timeout,
    /// The upstream closed the connection without a whole answer.
    Closed,
    /// The upstream's answer is larger than the gateway's limit.
    ResponseTooLarge,
    /// The request is larger than the gateway's limit.
    RequestTooLarge,
    /// The request did not arrive whole in time.
    RequestIncomplete,
    /// The id of a write came again with another write.
    RepeatDiffers,
    /// The gateway cannot write its audit trail, and therefore sends no write.
    AuditUnavailable,
    /// The method and path are in no contract.
    NotAllowed,
    /// The gateway has no such vendor or its configuration is wrong.
    Misconfigured,
    /// Too many requests are under way.
    Busy,
    /// Nobody is signed in at the gateway, or no longer.
    SignInNeeded,
    /// Whoever is signed in may not do this.
    RoleNotEnough,
    /// Too many requests in a short time, by one identity or to one connection.
    RateLimited,
    /// A proxy that is not our gateway answered in its own name.
    Foreign,
    /// A proxy that is not our gateway does not want this page, this address or this request; nothing was sent on.
    Refused,
}

/// The response header by which our gateway marks its own failures, so that they are never taken for the vendor's.
pub const FAILURE_HEADER: &str = "x-rollcall-failure";

/// The header that carries our trace id to the gateway and back.
pub const TRACE_HEADER: &str = "x-rollcall-trace";

/// The request header by which a write says which write it is, so that the gateway applies it once.
pub const REQUEST_HEADER: &str = "x-rollcall-request";

/// The request header by which a browser asks our gateway to send `GET` with the body of this `POST`.
pub const METHOD_HEADER: &str = "x-rollcall-method";

impl ProxyFailureKind {
    /// Every kind that the gateway can mark.
    pub const MARKED: [ProxyFailureKind; 17] = [
        ProxyFailureKind::Dns,
        ProxyFailureKind::AddressRefused,
        ProxyFailureKind::Connect,
        ProxyFailureKind::Tls,
        ProxyFailureKind::Timeout,
        ProxyFailureKind::Closed,
        ProxyFailureKind::ResponseTooLarge,
        ProxyFailureKind::RequestTooLarge,
        ProxyFailureKind::RequestIncomplete,
        ProxyFailureKind::RepeatDiffers,
        ProxyFailureKind::AuditUnavailable,
        ProxyFailureKind::NotAllowed,
        ProxyFailureKind::Misconfigured,
        ProxyFailureKind::Busy,
        ProxyFailureKind::SignInNeeded,
        ProxyFailureKind::RoleNotEnough,
        ProxyFailureKind::RateLimited,
    ];

    /// The word in the header.
    pub const fn as_str(self) -> &'static str {
        match self {
            ProxyFailureKind::Dns => "upstream-dns",
            ProxyFailureKind::AddressRefused => "address-refused",
            ProxyFailureKind::Connect => "upstream-connect",
            ProxyFailureKind::Tls => "upstream-tls",
            ProxyFailureKind::Timeout => "upstream-timeout",
            ProxyFailureKind::Closed => "upstream-closed",
            ProxyFailureKind::ResponseTooLarge => "response-too-large",
            ProxyFailureKind::RequestTooLarge => "request-too-large",
            ProxyFailureKind::RequestIncomplete => "request-incomplete",
            ProxyFailureKind::RepeatDiffers => "repeat-differs",
            ProxyFailureKind::AuditUnavailable => "audit-unavailable",
            ProxyFailureKind::NotAllowed => "not-allowed",
            ProxyFailureKind::Misconfigured => "misconfigured",
            ProxyFailureKind::Busy => "busy",
            ProxyFailureKind::SignInNeeded => "sign-in-needed",
            ProxyFailureKind::RoleNotEnough => "role-not-enough",
            ProxyFailureKind::RateLimited => "rate-limited",
            ProxyFailureKind::Foreign => "foreign",
            ProxyFailureKind::Refused => "refused",
        }
    }

    /// The kind that a header names.
    pub fn from_header(word: &str) -> Option<ProxyFailureKind> {
        Self::MARKED.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether the gateway refused whoever asked, so that neither the vendor nor the settings are to blame.
    pub const fn is_about_us(self) -> bool {
        use ProxyFailureKind as K;
        matches!(self, K::SignInNeeded | K::RoleNotEnough | K::RateLimited)
    }

    /// Whether a write that failed so may have reached the vendor.
    pub fn may_have_delivered(self) -> bool {
        use ProxyFailureKind as K;
        matches!(self, K::Timeout | K::Closed | K::ResponseTooLarge)
    }
}

/// How many characters are kept of a vendor's words. Whatever has as many may have been cut, within a secret too.
pub const MESSAGE_LIMIT: usize = 500;

/// The vendor said no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of no.
    pub kind: RefusalKind,
    /// The HTTP status.
    pub status: u16,
    /// The vendor's own code, as text.
    pub code: Option<String>,
    /// The vendor's own words, at most 500 characters, secrets masked.
    pub message: Option<String>,
    /// Seconds to wait, where the vendor says so.
    pub retry_after: Option<u32>,
}

/// Kinds of no, as far as they can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The key, token or signature is not accepted, or lacks the right.
    Credentials,
    /// Too many requests.
    RateLimited,
    /// What was named does not exist.
    NotFound,
    /// The vendor itself is failing (5xx with the vendor's own envelope).
    Outage,
    /// Any other no, explained by the vendor's message.
    Other,
}

/// Something came back that is not what the vendor's page documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misunderstanding {
    /// The HTTP status.
    pub status: u16,
    /// What came.
    pub found: Found,
}

/// What came instead of what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// No body at all.
    Empty,
    /// A web page; `login` if it looks like a login page.
    Html {
        /// Whether the page has a password field or speaks of signing in.
        login: bool,
    },
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// JSON that breaks off.
    Truncated,
    /// Text that is not JSON.
    NotJson,
    /// JSON with something else at a place where the page documents another kind of value.
    WrongShape {
        /// The place, such as `data.items[3].name`.
        place: String,
        /// What the page documents there.
        expected: Shape,
        /// What stands there.
        found: Shape,
    },
    /// The answer speaks of other users than were asked for.
    OtherThanAsked,
}

/// Kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the others are JSON's own words")]
pub enum Shape {
    Missing,
    Null,
    Boolean,
    Number,
    /// A number that counts something.
    Count,
    Text,
    Array,
    Object,
}
