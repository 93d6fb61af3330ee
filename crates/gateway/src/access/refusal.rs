//! Why a request goes no further, as an answer.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vendors::problem::{FAILURE_HEADER, ProxyFailureKind};

/// Why a request goes no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The name in `Host` is none of the gateway's.
    ForeignHost,
    /// Another origin's page sends it.
    ForeignPage,
    /// It lacks the header that a page of another origin cannot send.
    TraceMissing,
    /// It does not say how long it is.
    LengthMissing,
    /// Who asks is said in the proxy's header, and the address is not the proxy's.
    NotTheProxy,
    /// The proxy's word cannot be read: twice the same header, or no name in it.
    ProxyUnclear,
    /// The body of a sign-in cannot be read.
    NotASignIn,
    /// Nobody is signed in.
    SignInNeeded,
    /// Whoever is signed in may not do this.
    RoleNotEnough,
    /// Too often; the seconds to wait.
    RateLimited(u64),
}

impl Refusal {
    /// The word in the header, and in the metrics.
    pub(crate) fn kind(self) -> ProxyFailureKind {
        match self {
            Refusal::SignInNeeded => ProxyFailureKind::SignInNeeded,
            Refusal::RoleNotEnough => ProxyFailureKind::RoleNotEnough,
            Refusal::RateLimited(_) => ProxyFailureKind::RateLimited,
            _ => ProxyFailureKind::NotAllowed,
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Refusal::SignInNeeded => StatusCode::UNAUTHORIZED,
            Refusal::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Refusal::NotASignIn => StatusCode::BAD_REQUEST,
            Refusal::LengthMissing => StatusCode::LENGTH_REQUIRED,
            _ => StatusCode::FORBIDDEN,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Refusal::ForeignHost => {
                "This gateway is not reached under that name. If it should be, add the name to `hosts` in its \
                 configuration.\n"
            }
            Refusal::ForeignPage => "Requests to this gateway must come from its own pages.\n",
            Refusal::TraceMissing => {
                "The header x-rollcall-trace is missing. Every request here needs it, with any id of letters, digits \
                 and hyphens.\n"
            }
            Refusal::LengthMissing => "Send the body whole, with Content-Length.\n",
            Refusal::NotTheProxy => {
                "The header that says who asks is believed from the configured reverse proxy only, and this address is \
                 not in `access.proxy.addresses`.\n"
            }
            Refusal::ProxyUnclear => {
                "The reverse proxy's headers do not say clearly who asks: each must stand there once, with a name of 1 \
                 to 64 characters.\n"
            }
            Refusal::NotASignIn => "Send {\"token\":\"…\"} as JSON.\n",
            Refusal::SignInNeeded => "Sign in first, or send a valid token.\n",
            Refusal::RoleNotEnough => "Your role does not permit this.\n",
            Refusal::RateLimited(_) => "Too many requests; wait as long as Retry-After says.\n",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let fixed = [
            (FAILURE_HEADER, self.kind().as_str()),
            ("content-type", "text/plain; charset=utf-8"),
            ("cache-control", "no-store"),
        ];
        let mut response = (self.status(), fixed, self.words()).into_response();
        let headers = response.headers_mut();
        if self == Refusal::SignInNeeded {
            let scheme = HeaderValue::from_static("Bearer realm=\"rollcall\"");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        if self == Refusal::LengthMissing {
            // What follows on the connection may be the rest of a body, or may look like one.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if let Refusal::RateLimited(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
