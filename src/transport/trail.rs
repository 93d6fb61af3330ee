//! Asking the gateway for its audit trail. The answer goes back unread.

use crate::routes::beside;
use gloo_net::http::RequestBuilder;
use vendors::problem::{FAILURE_HEADER, ProxyFailureKind, TRACE_HEADER};
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect};

/// Milliseconds after which the gateway is taken to be out of reach.
const PATIENCE: u32 = 60_000;

/// Why there is no trail to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailFailure {
    /// The gateway did not answer.
    NotReached,
    /// Nobody is signed in any more.
    SignInNeeded,
    /// The role of whoever is signed in does not permit it.
    RoleNotEnough,
    /// The gateway keeps none.
    NoTrail,
    /// The gateway cannot read its own.
    Unreadable,
    /// What answered is not what a gateway says.
    NotUnderstood,
}

/// Fetches up to `limit` writes with numbers below `before`, or the newest. `trace` is an id of this exchange.
///
/// # Errors
/// [`TrailFailure`].
pub async fn fetch_trail(
    before: Option<u64>,
    limit: u32,
    trace: &str,
) -> Result<String, TrailFailure> {
    let mut address = ["/audit?limit=", &limit.to_string()].concat();
    if let Some(before) = before {
        address.push_str("&before=");
        address.push_str(&before.to_string());
    }
    let answer = RequestBuilder::new(&beside(&address))
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
        .header(TRACE_HEADER, trace)
        .send()
        .await
        .map_err(|_| TrailFailure::NotReached)?;
    if answer.ok() {
        return answer.text().await.map_err(|_| TrailFailure::NotReached);
    }
    let kind = answer.headers().get(FAILURE_HEADER);
    let kind = kind.as_deref().and_then(ProxyFailureKind::from_header);
    Err(match (kind, answer.status()) {
        (Some(ProxyFailureKind::SignInNeeded), _) => TrailFailure::SignInNeeded,
        (Some(ProxyFailureKind::RoleNotEnough), _) => TrailFailure::RoleNotEnough,
        (None, 404) => TrailFailure::NoTrail,
        (None, 503) => TrailFailure::Unreadable,
        (Some(_), _) => TrailFailure::NotReached,
        (None, _) => TrailFailure::NotUnderstood,
    })
}
