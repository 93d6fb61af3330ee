//! Tells an address that nobody serves from one that only does not let this page read its answers: `fetch` says the same
//! about both.

use super::http_url::HttpUrl;
use gloo_net::http::RequestBuilder;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

/// Milliseconds after which nobody is taken to be there.
const PATIENCE: u32 = 10_000;

/// Whether anything answers at the origin of a URL. Only the origin is asked, without credentials and without the
/// vendor's path, and the answer cannot be read.
pub async fn answers(server: HttpUrl<'_>) -> bool {
    RequestBuilder::new(&format!("{}/", server.origin))
        .mode(RequestMode::NoCors)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
        .send()
        .await
        .is_ok()
}
