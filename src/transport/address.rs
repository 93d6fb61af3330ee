//! Where a request is sent, as pure text: the same function shows the address in the settings and uses it.

use vendors::{Method, Request, Vendor, percent_encode};

/// The way from the browser to a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Our gateway, on the origin that served this page.
    Gateway,
    /// A proxy that takes the whole URL behind a prefix: `https://proxy.example/` + url.
    Prefix(String),
    /// A proxy whose address has the URL somewhere inside: `{url}` as it is, `{url_encoded}` percent-encoded.
    Template(String),
}

impl Route {
    /// Whether the prefix or template can be right; the gateway always can.
    pub fn is_valid(&self) -> bool {
        match self {
            Route::Gateway => true,
            Route::Prefix(prefix) => is_http_url(prefix),
            Route::Template(template) => {
                is_http_url(template)
                    && (template.contains("{url}") || template.contains("{url_encoded}"))
            }
        }
    }
}

/// Whether a text starts like an absolute http or https URL with a host.
pub fn is_http_url(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| {
            rest.starts_with(|first: char| first.is_alphanumeric() || first == '[')
                && !text.contains(char::is_whitespace)
        })
    })
}

/// Where and how a request leaves the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The URL for `fetch`; relative to the page's origin for the gateway.
    pub url: String,
    /// The method for `fetch`.
    pub method: Method,
    /// The method that the gateway is asked to use instead, where the two differ.
    pub real_method: Option<Method>,
    /// Whether the request's body is sent; a browser sends none with `GET`.
    pub with_body: bool,
}

impl Address {
    /// The address of a request, whose rendered target (path and query) is given, so that it can be the masked one.
    /// `base_url` is not used by the gateway, which knows its own upstreams. `None` if an address is malformed.
    pub fn of(request: &Request, target: &str, base_url: &str, route: &Route) -> Option<Address> {
        let bodily_get = request.method() == Method::Get && request.body.is_some();
        if *route == Route::Gateway {
            return Some(Address {
                url: format!("{}{target}", gateway_prefix(request.vendor())),
                method: if bodily_get {
                    Method::Post
                } else {
                    request.method()
                },
                real_method: bodily_get.then_some(Method::Get),
                with_body: request.body.is_some(),
            });
        }
        if !is_http_url(base_url) || !route.is_valid() {
            return None;
        }
        let url = format!("{}{target}", base_url.trim_end_matches('/'));
        let url = match route {
            Route::Gateway => url,
            Route::Prefix(prefix) => format!("{prefix}{url}"),
            Route::Template(template) => template
                .replace("{url_encoded}", &percent_encode(&url))
                .replace("{url}", &url),
        };
        Some(Address {
            url,
            method: request.method(),
            real_method: None,
            with_body: request.body.is_some() && !bodily_get,
        })
    }
}

/// Where the gateway serves a vendor.
fn gateway_prefix(vendor: Vendor) -> String {
    format!("/vendors/{}", vendor.slug())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use vendors::{Body, Effect, Operation};

    fn list() -> Request {
        Request::new(Operation::BitAnswerListUsers, Effect::Read)
    }

    #[test]
    fn each_route_has_its_address() {
        let base = "https://vendor.example/api/";
        let url =
            |route: Route| Address::of(&list(), "/users?limit=1", base, &route).map(|a| a.url);
        assert_eq!(
            url(Route::Gateway).as_deref(),
            Some("/vendors/bitanswer/users?limit=1")
        );
        assert_eq!(
            url(Route::Prefix("https://proxy.example/".into())).as_deref(),
            Some("https://proxy.example/https://vendor.example/api/users?limit=1")
        );
        assert_eq!(
            url(Route::Template(
                "https://proxy.example/?to={url_encoded}&x=1".into()
            ))
            .as_deref(),
            Some(
                "https://proxy.example/?to=https%3A%2F%2Fvendor.example%2Fapi%2Fusers%3Flimit%3D1&x=1"
            )
        );
        assert_eq!(
            url(Route::Template("https://proxy.example/{url}".into())).as_deref(),
            Some("https://proxy.example/https://vendor.example/api/users?limit=1")
        );
        assert_eq!(url(Route::Template("https://proxy.example/".into())), None);
        assert_eq!(url(Route::Prefix("proxy.example/".into())), None);
    }

    #[test]
    fn a_get_with_a_body_needs_the_gateway() {
        let mut request = list();
        request.body = Some(Body {
            content_type: "application/json",
            bytes: b"{}".to_vec(),
        });
        let by = |route: Route| Address::of(&request, "/users/status", "https://v.example", &route);
        let gateway = by(Route::Gateway).unwrap();
        assert_eq!(
            (gateway.method, gateway.real_method),
            (Method::Post, Some(Method::Get))
        );
        assert!(gateway.with_body);
        let proxy = by(Route::Prefix("https://p.example/".into())).unwrap();
        assert_eq!(
            (proxy.method, proxy.real_method, proxy.with_body),
            (Method::Get, None, false)
        );
    }

    #[test]
    fn urls_need_a_scheme_and_a_host() {
        for bad in [
            "",
            "vendor.example",
            "ftp://v",
            "https://",
            "https:// v",
            "https:///x",
            "javascript:1",
        ] {
            assert!(!is_http_url(bad), "{bad}");
        }
        for good in [
            "https://v",
            "http://127.0.0.1:8080/x",
            "http://[::1]/",
            "https://厂商.example",
        ] {
            assert!(is_http_url(good), "{good}");
        }
    }
}
