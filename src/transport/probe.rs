//! Tells an address that nobody serves from one that only does not let this page read its answers: `fetch` says the same
//! about both.

use gloo_net::http::RequestBuilder;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

/// Milliseconds after which nobody is taken to be there.
const PATIENCE: u32 = 10_000;

/// Whether anything answers at the origin of a URL. Only the origin is asked, without credentials and without the
/// vendor's path, and the answer cannot be read.
pub async fn answers(url: &str) -> bool {
    let Some(origin) = origin(url) else {
        return false;
    };
    RequestBuilder::new(&origin)
        .mode(RequestMode::NoCors)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
        .send()
        .await
        .is_ok()
}

/// Scheme, host and port of an absolute URL, with a slash behind.
pub fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    (!authority.is_empty()).then(|| format!("{scheme}://{authority}/"))
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_ends_before_the_path() {
        for (url, expected) in [
            ("https://p.example:8/a/https://v/", "https://p.example:8/"),
            ("http://[::1]?to={url}", "http://[::1]/"),
            ("https://p#x", "https://p/"),
        ] {
            assert_eq!(origin(url).as_deref(), Some(expected));
        }
        for url in ["", "p.example", "https:///x"] {
            assert_eq!(origin(url), None);
        }
    }
}
