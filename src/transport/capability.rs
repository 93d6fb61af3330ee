//! What a way to a vendor cannot do, and which operations that touches. Pure: settings show it, and what looks for the
//! cause of a failure begins with it.

use super::proxy_headers::{ProxyHeaders, own_headers};
use super::route::Route;
use vendors::{Method, Operation, Vendor};

/// What a browser asks before it sends a request that a form could not have sent: the answer must allow all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preflight {
    /// Methods that must be allowed; `GET` and `POST` always are.
    pub methods: Vec<Method>,
    /// Headers that must be allowed, in lower case.
    pub headers: Vec<String>,
}

impl Preflight {
    /// Whether the browser asks nothing beforehand.
    pub fn is_needless(&self) -> bool {
        self.methods.is_empty() && self.headers.is_empty()
    }
}

/// What a way cannot do, or can do only if somebody sees to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limitation {
    /// The vendor's key passes through a server that is not ours, which can read and keep it.
    KeyPassesProxy {
        /// Whether the key stands in the URL, where servers write it to their logs.
        in_url: bool,
    },
    /// The way to the server is not encrypted, and the server is not this machine.
    PlainHttp,
    /// The server must send CORS headers for this page, and allow this beforehand.
    NeedsCors(Preflight),
    /// A body cannot go with `GET`; the query says the same.
    NoBodyWithGet,
    /// `Date` is seen only if the server exposes it; otherwise a clock that is wrong stays wrong, and signatures with it.
    DateMustBeExposed,
    /// The server's own failures look like the vendor's, unless it marks them; after a write they leave the outcome open.
    FailuresUnmarked,
    /// A browser may send a write twice when a connection dies, and nothing on this way notices.
    RepeatsUnnoticed,
    /// A redirect is an error: it would carry the key to wherever it points.
    RedirectsRefused,
}

/// A limitation and the operations that it touches, of those that the vendor has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limited {
    /// What cannot be done.
    pub limitation: Limitation,
    /// Where that matters.
    pub operations: Vec<Operation>,
}

/// The limitations of a way to a vendor, the gravest first. The gateway has none. An address that cannot be right has
/// those that do not depend on it.
pub fn limitations(
    vendor: Vendor,
    route: &Route,
    base_url: &str,
    proxy_headers: &ProxyHeaders,
) -> Vec<Limited> {
    if route.is_gateway() {
        return Vec::new();
    }
    let foreign = route.is_foreign();
    let plain = route
        .server(base_url)
        .is_some_and(|server| !server.is_secure() && !server.is_this_machine());
    let mut found = Vec::new();
    // T12 signs, and a signature goes stale; the key itself stays here.
    if foreign && vendor != Vendor::T12 {
        let in_url = vendor == Vendor::Tingyun;
        found.push(Limitation::KeyPassesProxy { in_url });
    }
    if plain {
        found.push(Limitation::PlainHttp);
    }
    found.push(Limitation::NeedsCors(preflight(
        vendor,
        route,
        proxy_headers,
    )));
    found.push(Limitation::NoBodyWithGet);
    found.push(Limitation::DateMustBeExposed);
    if foreign {
        found.push(Limitation::FailuresUnmarked);
    }
    found.push(Limitation::RepeatsUnnoticed);
    found.push(Limitation::RedirectsRefused);
    found
        .into_iter()
        .map(|limitation| Limited {
            operations: operations(vendor)
                .filter(|operation| touches(&limitation, *operation))
                .collect(),
            limitation,
        })
        .filter(|limited| !limited.operations.is_empty())
        .collect()
}

fn touches(limitation: &Limitation, operation: Operation) -> bool {
    match limitation {
        Limitation::NoBodyWithGet => has_body_with_get(operation),
        // Only signatures have the time in them.
        Limitation::DateMustBeExposed => operation.vendor() == Vendor::T12,
        // BitAnswer knows a repeat by its own request id.
        Limitation::RepeatsUnnoticed => {
            operation.writes() && operation.vendor() != Vendor::BitAnswer
        }
        Limitation::KeyPassesProxy { .. }
        | Limitation::PlainHttp
        | Limitation::NeedsCors(_)
        | Limitation::FailuresUnmarked
        | Limitation::RedirectsRefused => true,
    }
}

/// What the browser asks the server beforehand, over all operations of a vendor. Nothing for the gateway, which is on
/// the page's own origin.
pub fn preflight(vendor: Vendor, route: &Route, proxy_headers: &ProxyHeaders) -> Preflight {
    let mut asked = Preflight::default();
    for operation in operations(vendor) {
        let own = preflight_of(operation, route, proxy_headers);
        for method in own.methods {
            if !asked.methods.contains(&method) {
                asked.methods.push(method);
            }
        }
        for header in own.headers {
            if !asked.headers.contains(&header) {
                asked.headers.push(header);
            }
        }
    }
    asked
}

/// What the browser asks the server before one operation.
pub fn preflight_of(
    operation: Operation,
    route: &Route,
    proxy_headers: &ProxyHeaders,
) -> Preflight {
    if route.is_gateway() {
        return Preflight::default();
    }
    let (method, _) = operation.endpoint();
    let vendor = operation.vendor();
    let mut headers: Vec<String> = own_headers(vendor)
        .iter()
        .filter(|name| **name != "x-bit-req-id" || operation.writes())
        .map(|name| (*name).to_owned())
        .collect();
    // T12's form is of a type that pages may always send.
    if vendor != Vendor::T12 && method != Method::Get && has_body(operation) {
        headers.push("content-type".to_owned());
    }
    if route.is_foreign() {
        headers.extend(proxy_headers.names().map(str::to_ascii_lowercase));
    }
    Preflight {
        methods: match method {
            Method::Get | Method::Post => Vec::new(),
            Method::Patch | Method::Delete => vec![method],
        },
        headers,
    }
}

fn operations(vendor: Vendor) -> impl Iterator<Item = Operation> {
    Operation::ALL
        .into_iter()
        .filter(move |operation| operation.vendor() == vendor)
}

/// The one operation whose documented request a browser cannot make.
const fn has_body_with_get(operation: Operation) -> bool {
    matches!(operation, Operation::BitAnswerOnlineStatus)
}

const fn has_body(operation: Operation) -> bool {
    use Operation as O;
    !matches!(
        operation,
        O::T12GetQuota
            | O::TingyunListUsers
            | O::BitAnswerListUsers
            | O::BitAnswerGetUser
            | O::BitAnswerDeleteUser
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use vendors::bitanswer::{self, Page, UserChange};
    use vendors::{
        Body, Call, Credentials, Request, RequestId, Secret, sharecreators, t12, tingyun,
    };

    fn id() -> RequestId {
        RequestId("1".to_owned())
    }

    /// Requests as they are made, authorized.
    fn real_requests() -> Vec<Request> {
        let name = || "a".to_owned();
        let page = Page {
            offset: 0,
            limit: 1,
        };
        let change = || UserChange {
            name: name(),
            nick_name: Some(name()),
            status: None,
            password: None,
        };
        let (id, changes) = (id(), vec![change()]);
        let requests = [
            t12::GetQuota { app_name: name() }.request(),
            t12::SetQuota {
                app_name: name(),
                user_num: Some(1),
                tester_num: None,
                id: id.clone(),
            }
            .request(),
            tingyun::ListUsers.request(),
            bitanswer::ListUsers { page }.request(),
            bitanswer::QueryUsers {
                page,
                condition: None,
                sort_by_name: false,
            }
            .request(),
            bitanswer::PatchUsers {
                changes,
                id: id.clone(),
            }
            .request(),
            bitanswer::DeleteUsers {
                names: vec![name()],
                id: id.clone(),
            }
            .request(),
            bitanswer::GetUser { name: name() }.request(),
            bitanswer::PatchUser {
                change: change(),
                id: id.clone(),
            }
            .request(),
            bitanswer::DeleteUser {
                name: name(),
                id: id.clone(),
            }
            .request(),
            bitanswer::OnlineStatus { guid: name() }.request(),
            bitanswer::ForceOffline {
                guids: vec![name()],
                id: id.clone(),
            }
            .request(),
            sharecreators::DeleteUsers {
                accounts: vec!["a@example.com".to_owned()],
                id,
            }
            .request(),
        ];
        requests
            .into_iter()
            .map(|request| {
                let mut request = request.unwrap();
                credentials(request.vendor())
                    .authorize(&mut request, 1)
                    .unwrap();
                request
            })
            .collect()
    }

    fn credentials(vendor: Vendor) -> Credentials {
        let key = Secret::new("k3y");
        match vendor {
            Vendor::T12 => Credentials::T12 {
                manager_name: "m".to_owned(),
                manager_key: key,
            },
            Vendor::Tingyun => Credentials::Tingyun { authkey: key },
            Vendor::BitAnswer => Credentials::BitAnswer { bitkey: key },
            Vendor::ShareCreators => Credentials::ShareCreators {
                token: key,
                bid: "1".to_owned(),
            },
        }
    }

    #[test]
    fn the_browser_asks_for_exactly_what_requests_have() {
        let none = ProxyHeaders::default();
        for request in real_requests() {
            let asked = preflight_of(request.operation, &Route::Direct, &none);
            let mut real: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
            let is_simple = |body: &Body| body.content_type == "application/x-www-form-urlencoded";
            let travels = |body: &&Body| request.method() != Method::Get && !is_simple(body);
            real.extend(
                request
                    .body
                    .as_ref()
                    .filter(travels)
                    .map(|_| "content-type"),
            );
            real.sort_unstable();
            let mut table = asked.headers.clone();
            table.sort_unstable();
            assert_eq!(table, real, "{request:?}");
            let free = matches!(request.method(), Method::Get | Method::Post);
            assert_eq!(asked.methods.is_empty(), free, "{request:?}");
        }
    }

    fn of(vendor: Vendor, route: &Route) -> Vec<Limited> {
        limitations(vendor, route, "https://v.example", &ProxyHeaders::default())
    }

    #[test]
    fn the_gateway_can_do_everything() {
        for vendor in Vendor::ALL {
            assert_eq!(of(vendor, &Route::gateway(vendor)), []);
        }
    }

    #[test]
    fn a_get_with_a_body_touches_one_operation_of_one_vendor() {
        for vendor in Vendor::ALL {
            for route in [Route::Prefix("https://p/".to_owned()), Route::Direct] {
                let touched: Vec<Operation> = of(vendor, &route)
                    .into_iter()
                    .filter(|limited| limited.limitation == Limitation::NoBodyWithGet)
                    .flat_map(|limited| limited.operations)
                    .collect();
                let expected = match vendor {
                    Vendor::BitAnswer => vec![Operation::BitAnswerOnlineStatus],
                    _ => Vec::new(),
                };
                assert_eq!(touched, expected);
            }
        }
    }

    #[test]
    fn a_key_passes_through_a_proxy_and_not_straight_to_the_vendor() {
        let passes = |vendor, route: &Route| {
            of(vendor, route)
                .into_iter()
                .find_map(|limited| match limited.limitation {
                    Limitation::KeyPassesProxy { in_url } => Some(in_url),
                    _ => None,
                })
        };
        let proxy = Route::Template("https://p/{url}".to_owned());
        assert_eq!(passes(Vendor::Tingyun, &proxy), Some(true));
        assert_eq!(passes(Vendor::BitAnswer, &proxy), Some(false));
        assert_eq!(passes(Vendor::ShareCreators, &proxy), Some(false));
        assert_eq!(passes(Vendor::T12, &proxy), None);
        assert_eq!(passes(Vendor::Tingyun, &Route::Direct), None);
    }

    #[test]
    fn plain_http_is_told_but_for_this_machine() {
        let plain = |url: &str| {
            of(Vendor::T12, &Route::Prefix(url.to_owned()))
                .iter()
                .any(|limited| limited.limitation == Limitation::PlainHttp)
        };
        assert!(plain("http://proxy.example/"));
        assert!(!plain("http://127.0.0.1:8/") && !plain("https://proxy.example/"));
    }

    #[test]
    fn the_proxys_own_headers_are_asked_for_too() {
        let route = Route::Prefix("https://p/".to_owned());
        let headers = ProxyHeaders::named(vec!["X-Proxy-Key".to_owned()]);
        let asked = preflight(Vendor::T12, &route, &headers);
        assert_eq!(asked.headers, ["x-proxy-key"]);
        assert!(preflight(Vendor::T12, &Route::Direct, &headers).is_needless());
        let asked = preflight(Vendor::BitAnswer, &route, &ProxyHeaders::default());
        assert_eq!(asked.methods, [Method::Patch, Method::Delete]);
        assert_eq!(asked.headers, ["bitkey", "content-type", "x-bit-req-id"]);
    }
}
