//! One check and how it can end. Words are made elsewhere.

use super::findings::Answered;
use super::token::{Age, Token};
use crate::transport::{AddressFault, HeaderFault, Preflight};
use vendors::problem::{InvalidInput, ProxyFailureKind};
use vendors::{Operation, Problem};

/// What is checked, in the order in which one thing rests on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The addresses can be right.
    Address,
    /// The browser has a network.
    Network,
    /// Nothing that the browser forbids for want of encryption.
    MixedContent,
    /// The browser's leave to ask the local network.
    LocalNetwork,
    /// The gateway, the proxy or the vendor's server answers.
    Reachable,
    /// The server lets this page ask and read.
    Cors,
    /// The gateway knows who asks, and permits it.
    Access,
    /// The gateway or proxy passes the request on.
    Forwarding,
    /// The gateway or proxy reaches the vendor.
    Upstream,
    /// Who answers is the vendor.
    Vendor,
    /// The key is there and right.
    Credentials,
    /// The signature is right.
    Signature,
    /// The clocks agree.
    Clock,
    /// The token is one, and what it says of itself.
    Token,
    /// The vendor does what it is asked.
    Service,
}

impl Kind {
    /// All of them, in order.
    pub const ALL: [Kind; 15] = [
        Kind::Address,
        Kind::Network,
        Kind::MixedContent,
        Kind::LocalNetwork,
        Kind::Reachable,
        Kind::Cors,
        Kind::Access,
        Kind::Forwarding,
        Kind::Upstream,
        Kind::Vendor,
        Kind::Credentials,
        Kind::Signature,
        Kind::Clock,
        Kind::Token,
        Kind::Service,
    ];
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was checked.
    pub kind: Kind,
    /// How it ended.
    pub verdict: Verdict,
}

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not yet.
    Waiting,
    /// In order.
    Pass(Option<Remark>),
    /// Not in order.
    Fail(Box<Fault>),
    /// Nobody can say from here.
    CannotTell(Untold),
    /// This way or this vendor has nothing of the kind.
    NotNeeded,
}

/// Something to know although all is well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// What came, and after how many milliseconds.
    Answered(Answered, u64),
    /// The gateway adds the credentials.
    HeldByGateway,
    /// Seconds between the clocks, which are corrected for.
    ClockCorrected(i64),
    /// The role of whoever is signed in does not permit these.
    NotPermitted(Vec<Operation>),
}

/// Why a check cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untold {
    /// The admin stopped before.
    Cancelled,
    /// It rests on this, which failed.
    Behind(Kind),
    /// What was asked did not show it.
    NotShown,
    /// The vendor has no call that changes nothing.
    NothingHarmless,
    /// The name of an app to ask for is missing.
    NoApp,
    /// The browser may permit plain http to a private address.
    PlainHttpMayBePermitted,
    /// The browser is going to ask for leave.
    BrowserWillAsk,
    /// The browser does not tell of its permission.
    PermissionUnknown,
    /// The server's name may stand for a private address.
    NameMayBePrivate,
    /// These methods cannot be tried without doing what they say; the server must allow them.
    MethodsUntried {
        /// The methods, in capitals.
        methods: Vec<String>,
        /// The origin of the server.
        server: String,
    },
    /// The server does not answer what shows which headers and methods it allows.
    PreflightInconclusive,
    /// No date can be seen.
    DateHidden,
    /// The date came out of a cache.
    DateCached,
    /// What the token says of itself, which nobody here can verify.
    TokenUnverified(Token),
}

/// Which address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The prefix, the template or the gateway's connection.
    Way,
    /// The vendor's base URL.
    BaseUrl,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An address cannot be right.
    Address(Place, AddressFault),
    /// A header for the proxy cannot be sent.
    Header(HeaderFault),
    /// The browser itself does not take the address.
    BadAddress,
    /// The browser has no network.
    Offline,
    /// An https page may not ask this origin by plain http.
    MixedContent {
        /// The origin of the server.
        server: String,
    },
    /// The policy of the gateway's page forbids plain http to this origin.
    PlainHttpForbidden {
        /// The origin of the server.
        server: String,
    },
    /// The admin refused the browser's leave to ask the local network.
    LocalNetworkDenied {
        /// The origin of the server.
        server: String,
        /// The origin of this page.
        page: String,
    },
    /// The gateway that served this page does not answer any more.
    GatewayGone,
    /// Nothing answers.
    Silent {
        /// The origin of the server.
        server: String,
        /// Whether the server is the vendor's.
        is_direct: bool,
    },
    /// The answer may not be read.
    PageForbidden {
        /// The origin of the server.
        server: String,
        /// The origin of this page.
        page: String,
        /// What else has to be allowed.
        asks: Preflight,
    },
    /// The preflight does not allow these headers.
    HeadersForbidden {
        /// The origin of the server.
        server: String,
        /// The refused ones.
        refused: Vec<String>,
        /// The origin of this page.
        page: String,
        /// All that have to be allowed.
        asks: Preflight,
    },
    /// The preflight does not allow these methods.
    MethodsForbidden {
        /// The origin of the server.
        server: String,
        /// The refused ones, in capitals.
        refused: Vec<String>,
        /// All that have to be allowed.
        asks: Preflight,
    },
    /// The server answers this page, but not this request.
    RequestDied {
        /// The origin of the server.
        server: String,
    },
    /// The gateway does not know who asks.
    SignInNeeded,
    /// The gateway does not permit it.
    RoleNotEnough,
    /// The gateway or proxy failed in its own name.
    Between(ProxyFailureKind),
    /// A proxy answered with a status that is its own, and no word of the vendor's.
    ProxyStatus {
        /// The origin of the proxy.
        server: String,
        /// The status.
        status: u16,
        /// The origin of this page.
        page: String,
    },
    /// A proxy says by its status alone that it did not reach the vendor.
    UpstreamStatus {
        /// The origin of the proxy.
        server: String,
        /// The status.
        status: u16,
    },
    /// No answer within this many seconds.
    TimedOut(u32),
    /// What answers is not the vendor; the problem says what came.
    NotTheVendor(Problem),
    /// A field is not filled in, or not with what can be sent.
    Input(InvalidInput),
    /// The vendor does not accept the key.
    KeyRefused {
        /// What the vendor says.
        problem: Problem,
        /// Whether the key is the gateway's.
        is_held: bool,
    },
    /// The vendor does not accept the signature.
    SignatureRefused(Problem),
    /// Seconds by which the other side's clock is ahead of ours.
    ClockOff {
        /// The seconds.
        ahead: i64,
    },
    /// The vendor finds the time wrong, and nobody could measure by how much.
    TimeRefused(Problem),
    /// The token is none.
    TokenOpaque,
    /// The token was issued in the future.
    TokenFromFuture(Token),
    /// The token ended.
    TokenEnded(Token, Age),
    /// The vendor says no to the request itself, or fails.
    VendorSaysNo(Problem),
}
