//! Who may talk to the gateway at all. Any web page that the admin has open can send requests to this machine's loopback
//! address, and can make its own host name resolve to it; neither must reach a vendor.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vendors::problem::{FAILURE_HEADER, ProxyFailureKind};

use crate::serve::Shared;

/// Refuses requests that do not come to this machine under its own name, and, where vendors are reached, those that
/// another origin's page sends.
pub(crate) async fn guard(
    State(shared): State<std::sync::Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let host = own_host(headers, request.uri());
    let allowed = match host {
        None => false,
        Some(_) if is_public(request.uri().path()) => true,
        Some(host) => is_own_page(headers, &host, &shared.config.allowed_origins),
    };
    if allowed {
        return next.run(request).await;
    }
    let marker = ProxyFailureKind::NotAllowed.as_str();
    let words = "Requests to this gateway must come from its own pages on this machine.\n";
    (StatusCode::FORBIDDEN, [(FAILURE_HEADER, marker)], words).into_response()
}

/// The console's own files hold no secret and reach no vendor, so that links from other pages may lead to them.
fn is_public(path: &str) -> bool {
    !(path == "/config.json" || path.starts_with("/vendors") || path.starts_with("/sandbox"))
}

/// The host that the request was sent to, if that is a loopback name.
fn own_host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let mut named = headers.get_all(header::HOST).iter();
    let (first, second) = (named.next()?, named.next());
    let text = first.to_str().ok()?;
    // An absolute target overrules the header, so the two must agree.
    let contradicted = uri.authority().is_some_and(|own| own.as_str() != text);
    let authority: http::uri::Authority = text.parse().ok()?;
    let loopback = matches!(authority.host(), "127.0.0.1" | "localhost" | "[::1]");
    let plain = !text.contains('@');
    (loopback && plain && second.is_none() && !contradicted).then(|| text.to_owned())
}

fn is_own_page(headers: &HeaderMap, host: &str, allowed_origins: &[String]) -> bool {
    let origin = headers.get(header::ORIGIN);
    let own_origin = origin.is_none_or(|origin| {
        origin.to_str().is_ok_and(|origin| {
            origin.strip_prefix("http://") == Some(host)
                || allowed_origins.iter().any(|allowed| allowed == origin)
        })
    });
    // Browsers leave Origin out of plain GETs, such as those for images, but say here where they come from.
    let site = headers.get("sec-fetch-site");
    let own_site =
        origin.is_some() || site.is_none_or(|site| site == "same-origin" || site == "none");
    own_origin && own_site
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(*name, value.parse().unwrap());
        }
        map
    }

    #[test]
    fn only_loopback_names_are_our_host() {
        let relative = Uri::from_static("/config.json");
        for host in ["127.0.0.1:8080", "localhost", "localhost:1", "[::1]:8080"] {
            assert!(own_host(&headers(&[("host", host)]), &relative).is_some());
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "a@localhost",
            "",
            "localhost:8080:1",
        ] {
            assert_eq!(
                own_host(&headers(&[("host", host)]), &relative),
                None,
                "{host}"
            );
        }
        let twice = headers(&[("host", "localhost"), ("host", "evil.example")]);
        assert_eq!(own_host(&twice, &relative), None);
        assert_eq!(own_host(&headers(&[]), &relative), None);
        let absolute = Uri::from_static("http://evil.example/config.json");
        assert_eq!(
            own_host(&headers(&[("host", "localhost")]), &absolute),
            None
        );
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        let own = |pairs| {
            is_own_page(
                &headers(pairs),
                "localhost:8080",
                &["http://localhost:8081".to_owned()],
            )
        };
        assert!(own(&[]));
        assert!(own(&[("origin", "http://localhost:8080")]));
        assert!(own(&[
            ("origin", "http://localhost:8081"),
            ("sec-fetch-site", "same-site")
        ]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("sec-fetch-site", "none")]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "http://localhost:9")]));
        assert!(!own(&[("origin", "https://evil.example")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
    }
}
