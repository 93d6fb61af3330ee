//! Signing in at the gateway and out again. The token leaves the page in this one request; what stays is a cookie that no
//! script can read.

use crate::routes::beside;
use gloo_net::http::{Method, RequestBuilder};
use vendors::Secret;
use vendors::problem::{FAILURE_HEADER, ProxyFailureKind, TRACE_HEADER};
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect};

const SESSION: &str = "/session";
/// Milliseconds after which the gateway is taken to be out of reach.
const PATIENCE: u32 = 20_000;

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// The gateway does not know the token, or it has expired.
    WrongToken,
    /// Too many wrong ones came from here; seconds to wait, where the gateway says so.
    TooOften(Option<u32>),
    /// The gateway did not answer, or not as a gateway does.
    NotReached,
}

/// Signs in. `trace` is an id of this exchange.
///
/// # Errors
/// [`SignInFailure`].
pub async fn sign_in(token: &Secret, trace: &str) -> Result<(), SignInFailure> {
    let body = serde_json::json!({ "token": token.expose() });
    let answer = request(Method::POST, trace)
        .header("content-type", "application/json")
        .body(body.to_string())
        .map_err(|_| SignInFailure::NotReached)?
        .send()
        .await
        .map_err(|_| SignInFailure::NotReached)?;
    if answer.ok() {
        return Ok(());
    }
    let headers = answer.headers();
    let kind = headers.get(FAILURE_HEADER);
    Err(
        match kind.as_deref().and_then(ProxyFailureKind::from_header) {
            Some(ProxyFailureKind::SignInNeeded) => SignInFailure::WrongToken,
            Some(ProxyFailureKind::RateLimited) => {
                let seconds = headers.get("retry-after");
                SignInFailure::TooOften(seconds.and_then(|seconds| seconds.parse().ok()))
            }
            _ => SignInFailure::NotReached,
        },
    )
}

/// Signs out.
///
/// # Errors
/// [`SignInFailure::NotReached`], and then the browser is still signed in.
pub async fn sign_out(trace: &str) -> Result<(), SignInFailure> {
    let answer = request(Method::DELETE, trace).send().await;
    match answer {
        Ok(answer) if answer.ok() => Ok(()),
        _ => Err(SignInFailure::NotReached),
    }
}

fn request(method: Method, trace: &str) -> RequestBuilder {
    RequestBuilder::new(&beside(SESSION))
        .method(method)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
        .header(TRACE_HEADER, trace)
}
