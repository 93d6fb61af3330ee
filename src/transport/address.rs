//! Where a request is sent, as pure text: the same function shows the address in the settings and uses it.

use super::route::{AddressFault, Route, base_url_fault};
use super::template::{Target, Template, TemplateFault};
use crate::routes::beside;
use vendors::{Method, Request};

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
    /// `base_url` is not used by the gateway, which knows its own upstreams.
    ///
    /// # Errors
    /// What is wrong with the route or the base URL.
    pub fn of(
        request: &Request,
        target: &str,
        base_url: &str,
        route: &Route,
    ) -> Result<Address, AddressFault> {
        let bodily_get = request.method() == Method::Get && request.body.is_some();
        let url = url(target, base_url, route)?;
        let through_gateway = route.is_gateway();
        Ok(Address {
            url,
            method: if bodily_get && through_gateway {
                Method::Post
            } else {
                request.method()
            },
            real_method: (bodily_get && through_gateway).then_some(Method::Get),
            with_body: request.body.is_some() && (through_gateway || !bodily_get),
        })
    }
}

/// The address of the vendor's base URL itself, where no operation is.
///
/// # Errors
/// What is wrong with the route or the base URL.
pub fn bare_url(base_url: &str, route: &Route) -> Result<String, AddressFault> {
    url("/", base_url, route)
}

fn url(target: &str, base_url: &str, route: &Route) -> Result<String, AddressFault> {
    if let Some(fault) = route.fault() {
        return Err(fault);
    }
    if let Route::Gateway { connection } = route {
        return Ok(beside(&format!("/vendors/{connection}{target}")));
    }
    if let Some(fault) = base_url_fault(base_url) {
        return Err(fault);
    }
    let base_url = base_url.trim_end_matches('/');
    Ok(match route {
        Route::Gateway { .. } | Route::Direct => format!("{base_url}{target}"),
        Route::Prefix(prefix) => format!("{prefix}{base_url}{target}"),
        Route::Template(template) => Template::parse(template)
            .map_err(|fault| match fault {
                TemplateFault::Url(fault) => AddressFault::Url(fault),
                fault => AddressFault::Template(fault),
            })?
            .fill(Target {
                base_url,
                path_and_query: target,
            }),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::http_url::UrlFault;
    use super::*;
    use vendors::{Body, Effect, Operation, Vendor};

    fn list() -> Request {
        Request::new(Operation::BitAnswerListUsers, Effect::Read)
    }

    #[test]
    fn each_route_has_its_address() {
        let base = "https://vendor.example/api/";
        let url =
            |route: Route| Address::of(&list(), "/users?limit=1", base, &route).map(|a| a.url);
        for (route, expected) in [
            (
                Route::gateway(Vendor::BitAnswer),
                "/vendors/bitanswer/users?limit=1",
            ),
            (
                Route::Gateway {
                    connection: "bitanswer-test".to_owned(),
                },
                "/vendors/bitanswer-test/users?limit=1",
            ),
            (
                Route::Prefix("https://proxy.example/".to_owned()),
                "https://proxy.example/https://vendor.example/api/users?limit=1",
            ),
            (
                Route::Template("https://proxy.example/?to={url_encoded}&x=1".to_owned()),
                "https://proxy.example/?to=https%3A%2F%2Fvendor.example%2Fapi%2Fusers%3Flimit%3D1&x=1",
            ),
            (
                Route::Template("https://proxy.example/{host}/{path}?{query}".to_owned()),
                "https://proxy.example/vendor.example/api/users?limit=1",
            ),
            (Route::Direct, "https://vendor.example/api/users?limit=1"),
        ] {
            assert_eq!(url(route).as_deref(), Ok(expected));
        }
        assert_eq!(
            url(Route::Template("https://proxy.example/".into())),
            Err(AddressFault::Template(TemplateFault::NoPath))
        );
        assert_eq!(
            url(Route::Prefix("proxy.example/".into())),
            Err(AddressFault::Url(UrlFault::NotHttp))
        );
    }

    #[test]
    fn the_gateway_needs_no_base_url_and_the_others_do() {
        let by = |route: &Route| Address::of(&list(), "/users", "", route).err();
        let missing = AddressFault::Url(UrlFault::Missing);
        assert_eq!(by(&Route::gateway(Vendor::BitAnswer)), None);
        assert_eq!(by(&Route::Direct), Some(missing.clone()));
        assert_eq!(by(&Route::Prefix("https://p/".to_owned())), Some(missing));
    }

    #[test]
    fn a_get_with_a_body_needs_the_gateway() {
        let mut request = list();
        request.body = Some(Body {
            content_type: "application/json",
            bytes: b"{}".to_vec(),
        });
        let by = |route: Route| Address::of(&request, "/users/status", "https://v.example", &route);
        let gateway = by(Route::gateway(Vendor::BitAnswer)).unwrap();
        assert_eq!(
            (gateway.method, gateway.real_method),
            (Method::Post, Some(Method::Get))
        );
        assert!(gateway.with_body);
        for route in [Route::Prefix("https://p.example/".into()), Route::Direct] {
            let other = by(route).unwrap();
            assert_eq!(
                (other.method, other.real_method, other.with_body),
                (Method::Get, None, false)
            );
        }
    }
}
