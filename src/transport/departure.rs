//! A request as it leaves the browser, whole: the same function says what the settings show and what `fetch` sends, so
//! that the two cannot differ.

use super::address::Address;
use super::proxy_headers::{HeaderFault, ProxyHeaders};
use super::route::{AddressFault, Route};
use vendors::problem::{METHOD_HEADER, REQUEST_HEADER, TRACE_HEADER};
use vendors::{Body, Effect, Method, Request, RequestId, Value, percent_encode};

/// Which way, to which vendor's address, and what the proxy itself wants to see.
#[derive(Clone, Copy, Debug)]
pub struct Transport<'a> {
    /// The vendor's base URL; the gateway does not use it.
    pub base_url: &'a str,
    /// The way there.
    pub route: &'a Route,
    /// Headers for a proxy of somebody's own; not sent to our gateway or to the vendor itself.
    pub proxy_headers: &'a ProxyHeaders,
}

/// Why a request cannot leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DepartureFault {
    /// The route or the base URL cannot be right.
    Address(AddressFault),
    /// A header for the proxy cannot be sent.
    Header(HeaderFault),
}

/// What `fetch` gets.
#[derive(Clone, PartialEq, Eq)]
pub struct Departure {
    /// The method.
    pub method: Method,
    /// The URL; relative to the page's origin for the gateway.
    pub url: String,
    /// Every header that the page sets, names as they are sent.
    pub headers: Vec<(String, Value)>,
    /// The body, if one is sent.
    pub body: Option<Body>,
    /// Whether the request has a body that this way cannot carry.
    pub drops_body: bool,
}

impl Departure {
    /// The request as it is sent.
    ///
    /// # Errors
    /// What keeps it from being sent.
    pub fn of(
        request: &Request,
        transport: Transport<'_>,
        trace: &str,
    ) -> Result<Departure, DepartureFault> {
        Departure::to(&request.target(), request, transport, trace)
    }

    /// The same with dots for secrets in its URL; the values of headers are masked by [`Value::shown`].
    ///
    /// # Errors
    /// What keeps it from being sent.
    pub fn shown(
        request: &Request,
        transport: Transport<'_>,
        trace: &str,
    ) -> Result<Departure, DepartureFault> {
        let shown = Departure::to(&request.shown_target(), request, transport, trace);
        shown.map(|departure| Departure {
            url: departure.url.replace(&percent_encode(DOTS), DOTS),
            ..departure
        })
    }

    fn to(
        target: &str,
        request: &Request,
        transport: Transport<'_>,
        trace: &str,
    ) -> Result<Departure, DepartureFault> {
        let Transport {
            base_url,
            route,
            proxy_headers,
        } = transport;
        let address =
            Address::of(request, target, base_url, route).map_err(DepartureFault::Address)?;
        let mut headers: Vec<(String, Value)> = request
            .headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        if route.is_gateway() {
            headers.push((TRACE_HEADER.to_owned(), trace.into()));
            if let Effect::Write(RequestId(id)) = &request.effect {
                headers.push((REQUEST_HEADER.to_owned(), id.as_str().into()));
            }
        }
        if let Some(method) = address.real_method {
            headers.push((METHOD_HEADER.to_owned(), method.as_str().into()));
        }
        if route.is_foreign() {
            if let Some(fault) = proxy_headers.fault(request.vendor()) {
                return Err(DepartureFault::Header(fault));
            }
            let own = proxy_headers.iter();
            headers.extend(own.map(|(name, value)| (name.to_owned(), value.clone().into())));
        }
        let body = request.body.clone().filter(|_| address.with_body);
        if let Some(body) = &body {
            headers.push(("content-type".to_owned(), body.content_type.into()));
        }
        Ok(Departure {
            method: address.method,
            url: address.url,
            headers,
            drops_body: body.is_none() && request.body.is_some(),
            body,
        })
    }
}

/// What a secret looks like in a URL that is shown; [`Value::shown`] has the same.
const DOTS: &str = "••••••";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use vendors::{Call, Credentials, Secret, Vendor, bitanswer, tingyun};

    fn names(departure: &Departure) -> Vec<&str> {
        departure
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect()
    }

    fn online_status() -> Request {
        let guid = "g".to_owned();
        let mut request = bitanswer::OnlineStatus { guid }.request().unwrap();
        let bitkey = Secret::new("s3cret-key");
        Credentials::BitAnswer { bitkey }
            .authorize(&mut request, 0)
            .unwrap();
        request
    }

    #[test]
    fn a_proxy_gets_its_own_headers_and_the_gateway_and_the_vendor_do_not() {
        let key = ("X-Proxy-Key".to_owned(), Secret::new("pr0xy"));
        let proxy_headers = ProxyHeaders::new(vec![key]);
        let sent = |route: Route| {
            let transport = Transport {
                base_url: "https://v.example",
                route: &route,
                proxy_headers: &proxy_headers,
            };
            Departure::of(&online_status(), transport, "t1").unwrap()
        };
        let gateway = sent(Route::gateway(Vendor::BitAnswer));
        assert_eq!(
            names(&gateway),
            ["bitkey", TRACE_HEADER, METHOD_HEADER, "content-type"]
        );
        assert!(gateway.body.is_some() && !gateway.drops_body);
        let proxy = sent(Route::Prefix("https://p/".to_owned()));
        assert_eq!(names(&proxy), ["bitkey", "X-Proxy-Key"]);
        assert!(proxy.body.is_none() && proxy.drops_body);
        assert_eq!(proxy.headers[1].1.shown(), "••••••");
        assert_eq!(names(&sent(Route::Direct)), ["bitkey"]);
    }

    #[test]
    fn a_secret_in_the_url_is_dots_where_it_is_shown_and_itself_where_it_is_sent() {
        let mut request = tingyun::ListUsers.request().unwrap();
        let authkey = Secret::new("s3cret/key");
        Credentials::Tingyun { authkey }
            .authorize(&mut request, 0)
            .unwrap();
        let route = Route::Template("https://p/?to={url_encoded}".to_owned());
        let transport = Transport {
            base_url: "https://v",
            route: &route,
            proxy_headers: &ProxyHeaders::default(),
        };
        let shown = Departure::shown(&request, transport, "t").unwrap().url;
        assert!(shown.ends_with("%3Fauthkey%3D••••••"), "{shown}");
        let sent = Departure::of(&request, transport, "t").unwrap().url;
        assert!(sent.ends_with("authkey%3Ds3cret%252Fkey"), "{sent}");
    }

    #[test]
    fn a_header_without_its_value_is_not_sent_without_it() {
        let route = Route::Prefix("https://p/".to_owned());
        let transport = Transport {
            base_url: "https://v",
            route: &route,
            proxy_headers: &ProxyHeaders::named(vec!["X-Proxy-Key".to_owned()]),
        };
        let fault = Departure::of(&online_status(), transport, "t").err();
        assert_eq!(fault, Some(DepartureFault::Header(HeaderFault::NoValue)));
    }
}
