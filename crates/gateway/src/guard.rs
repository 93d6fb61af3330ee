//! Who may talk to the gateway at all. Any web page that somebody has open can send requests here with that person's
//! cookies, and can make its own host name resolve to this address; neither must reach a vendor.

use std::net::SocketAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};
use vendors::problem::TRACE_HEADER;

use crate::access::{Identity, Refusal, Role, Way, take_bearer};
use crate::config::{AccessConfig, Mode};
use crate::serve::Shared;

/// What stands at a path, as far as it matters who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    /// The console's own files, which hold no secret and reach no vendor, so that links from other pages may lead to them.
    Files,
    /// Whether the gateway is alive, for whoever watches it, under whatever name.
    Health,
    /// What the console must know, which depends on who asks.
    Config,
    /// Signing in and out.
    Session,
    /// The vendors.
    Vendors,
    /// The sandbox's own controls.
    Sandbox,
    /// Counts of what was done.
    Metrics,
    /// Who wrote what.
    Trail,
}

impl Area {
    fn of(path: &str) -> Area {
        match path {
            "/healthz" => Area::Health,
            "/config.json" => Area::Config,
            "/session" => Area::Session,
            "/metrics" => Area::Metrics,
            "/audit" => Area::Trail,
            _ if path.starts_with("/vendors") => Area::Vendors,
            _ if path.starts_with("/sandbox") => Area::Sandbox,
            _ => Area::Files,
        }
    }
}

/// Who asks, as far as it matters for what is asked.
///
/// # Errors
/// [`Refusal`] for requests that do not come under the gateway's own name, those that another origin's page sends, and those
/// of people who may not do this or do it too often.
pub(crate) fn guard(
    shared: &Shared,
    request: &mut Request,
    peer: SocketAddr,
) -> Result<Option<Identity>, Refusal> {
    // Before anything else, so that no later mistake lets it go on to a vendor.
    let bearer = take_bearer(request.headers_mut());
    admit(shared, request, bearer.as_deref(), peer)
}

fn admit(
    shared: &Shared,
    request: &Request,
    bearer: Option<&str>,
    peer: SocketAddr,
) -> Result<Option<Identity>, Refusal> {
    let (headers, path) = (request.headers(), request.uri().path());
    // Readers in front of us may disagree with us about where such a body ends, and take for one request what is two.
    // Browsers send none.
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Refusal::LengthMissing);
    }
    let area = Area::of(path);
    if area == Area::Health {
        return Ok(None);
    }
    let config = &shared.config;
    let host = own_host(headers, request.uri(), &config.access).ok_or(Refusal::ForeignHost)?;
    if area == Area::Files {
        return Ok(None);
    }
    if !is_own_page(headers, &host, &config.access, &config.allowed_origins) {
        return Err(Refusal::ForeignPage);
    }
    let access = &shared.access;
    let now = access.now();
    let traced = headers.contains_key(TRACE_HEADER);
    if area == Area::Session {
        // The sandbox's neighbour: a page of another origin must not even sign somebody out.
        return if traced {
            Ok(None)
        } else {
            Err(Refusal::TraceMissing)
        };
    }
    let recognised = access.recognise(headers, bearer, peer.ip(), now);
    if area == Area::Config {
        // The console asks this to find out that nobody is signed in.
        let identity = recognised
            .ok()
            .flatten()
            .filter(|(_, way)| *way != Way::Open);
        return Ok(identity.map(|(identity, _)| identity));
    }
    let (identity, way) = recognised?.ok_or(Refusal::SignInNeeded)?;
    match area {
        Area::Vendors => {
            if !traced && way != Way::Bearer {
                return Err(Refusal::TraceMissing);
            }
            access.count_identity(&identity, now)?;
            if let Some(connection) = shared.connection_at(path) {
                access.count_connection(connection, now)?;
            }
        }
        Area::Sandbox => {
            if config.access.mode() != Mode::Open && identity.role < Role::Admin {
                return Err(Refusal::RoleNotEnough);
            }
            let by_browser = way == Way::Cookie
                || way == Way::Proxy
                || headers.contains_key(header::ORIGIN)
                || headers.contains_key("sec-fetch-site");
            let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
            if by_browser && changes && !traced {
                return Err(Refusal::TraceMissing);
            }
        }
        Area::Trail => {
            if !traced && way != Way::Bearer {
                return Err(Refusal::TraceMissing);
            }
            access.count_identity(&identity, now)?;
            if identity.role < Role::Admin {
                return Err(Refusal::RoleNotEnough);
            }
        }
        Area::Metrics | Area::Files | Area::Health | Area::Config | Area::Session => {}
    }
    Ok(Some(identity))
}

/// The host that the request was sent to, if that is a loopback name or one of those configured.
fn own_host(headers: &HeaderMap, uri: &Uri, access: &AccessConfig) -> Option<String> {
    let mut named = headers.get_all(header::HOST).iter();
    let (first, second) = (named.next()?, named.next());
    let text = first.to_str().ok()?;
    // An absolute target overrules the header, so the two must agree.
    let contradicted = uri.authority().is_some_and(|own| own.as_str() != text);
    let authority: http::uri::Authority = text.parse().ok()?;
    let host = authority.host().to_ascii_lowercase();
    let public = access.public_url.as_ref();
    let own = is_loopback(&host)
        || access.hosts.contains(&host)
        || public.is_some_and(|url| url.host == host);
    let plain = !text.contains('@') && ends_in_port(text, authority.host());
    (own && plain && second.is_none() && !contradicted).then(|| text.to_ascii_lowercase())
}

/// Whether nothing but a port follows the host: behind the bracket of an IPv6 address, other names have been seen.
fn ends_in_port(text: &str, host: &str) -> bool {
    let rest = text.get(host.len()..).unwrap_or_default();
    let digits =
        |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
    rest.is_empty() || rest.strip_prefix(':').is_some_and(digits)
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn is_own_page(
    headers: &HeaderMap,
    host: &str,
    access: &AccessConfig,
    allowed_origins: &[String],
) -> bool {
    let public = access.public_url.as_ref();
    // Behind a proxy, the page has the proxy's scheme, and its host may not be the one that the proxy asks for.
    let is_public = |origin: &str| public.is_some_and(|url| url.origin == origin);
    let is_plain = |origin: &str| {
        let authority: Option<http::uri::Authority> = host.parse().ok();
        let direct = public.is_none() || authority.is_some_and(|own| is_loopback(own.host()));
        direct && origin.strip_prefix("http://") == Some(host)
    };
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (origin, second) = (origins.next(), origins.next());
    let own_origin = origin.is_none_or(|origin| {
        origin.to_str().is_ok_and(|origin| {
            is_public(origin)
                || is_plain(origin)
                || allowed_origins.iter().any(|allowed| allowed == origin)
        })
    });
    // Browsers leave Origin out of plain GETs, such as those for images, but say here where they come from.
    let site = headers.get("sec-fetch-site");
    let own_site =
        origin.is_some() || site.is_none_or(|site| site == "same-origin" || site == "none");
    own_origin && own_site && second.is_none()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::config::PublicUrl;

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
        let loopback = |pairs: &[(&'static str, &str)], uri: &Uri| {
            own_host(&headers(pairs), uri, &AccessConfig::default())
        };
        for host in ["127.0.0.1:8080", "localhost", "localhost:1", "[::1]:8080"] {
            assert!(loopback(&[("host", host)], &relative).is_some());
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "a@localhost",
            "",
            "localhost:8080:1",
            "localhost:evil.example",
            "localhost:",
            "[::1].evil.example",
            "[::1]evil.example:8080",
        ] {
            assert_eq!(loopback(&[("host", host)], &relative), None, "{host}");
        }
        let twice = [("host", "localhost"), ("host", "evil.example")];
        assert_eq!(loopback(&twice, &relative), None);
        assert_eq!(loopback(&[], &relative), None);
        let absolute = Uri::from_static("http://evil.example/config.json");
        assert_eq!(loopback(&[("host", "localhost")], &absolute), None);
    }

    fn public() -> AccessConfig {
        AccessConfig {
            hosts: vec!["10.0.0.1".to_owned()],
            public_url: Some(PublicUrl {
                origin: "https://rollcall.intranet".to_owned(),
                host: "rollcall.intranet".to_owned(),
                secure: true,
            }),
            ..AccessConfig::default()
        }
    }

    #[test]
    fn configured_names_are_our_host() {
        let relative = Uri::from_static("/");
        let own = |host| own_host(&headers(&[("host", host)]), &relative, &public());
        for host in [
            "rollcall.intranet",
            "Rollcall.Intranet:443",
            "10.0.0.1:8080",
            "localhost",
        ] {
            assert_eq!(own(host), Some(host.to_ascii_lowercase()));
        }
        for host in [
            "intranet",
            "rollcall.intranet.evil.example",
            "10.0.0.2",
            "rollcall.intranet.",
        ] {
            assert_eq!(own(host), None, "{host}");
        }
    }

    #[test]
    fn behind_a_proxy_the_public_origin_counts() {
        let own = |origin, host| is_own_page(&headers(&[("origin", origin)]), host, &public(), &[]);
        assert!(own("https://rollcall.intranet", "rollcall.intranet"));
        assert!(own("https://rollcall.intranet", "127.0.0.1:8080"));
        assert!(own("http://127.0.0.1:8080", "127.0.0.1:8080"));
        assert!(
            !own("http://rollcall.intranet", "rollcall.intranet"),
            "not without TLS"
        );
        assert!(!own("http://10.0.0.1", "10.0.0.1"));
        assert!(!own("https://rollcall.intranet:8443", "rollcall.intranet"));
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        let own = |pairs| {
            is_own_page(
                &headers(pairs),
                "localhost:8080",
                &AccessConfig::default(),
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
        assert!(!own(&[
            ("origin", "http://localhost:8080"),
            ("origin", "https://evil.example")
        ]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "http://localhost:9")]));
        assert!(!own(&[("origin", "https://evil.example")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
    }
}
