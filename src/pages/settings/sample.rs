//! A request as it would be sent, shown before anything is. Pure.

use crate::store::Connection;
use crate::transport::{Departure, DepartureFault, Transport};
use vendors::bitanswer::{self, Page};
use vendors::{
    Call, Credentials, Effect, Operation, Request, RequestId, Secret, Vendor, sharecreators, t12,
    tingyun,
};

/// A request to the vendor without credentials: the one that the connection test sends, or, where the vendor has no
/// call that is safe to send, the one that creates a user.
pub fn sample_request(vendor: Vendor) -> Request {
    let built = match vendor {
        Vendor::T12 => t12::GetQuota {
            app_name: "app".to_owned(),
        }
        .request(),
        Vendor::Tingyun => tingyun::ListUsers.request(),
        Vendor::BitAnswer => bitanswer::ListUsers {
            page: Page {
                offset: 0,
                limit: 1,
            },
        }
        .request(),
        Vendor::ShareCreators => Ok(create_user()),
    };
    // None of these arguments can be refused; the fallback keeps this total without a panic.
    built.unwrap_or_else(|problem| Request::new(problem.operation, Effect::Read))
}

fn create_user() -> Request {
    let call = sharecreators::CreateUser {
        email: "user@example.com".to_owned(),
        telephone: "13800000000".to_owned(),
        phone_area_code: "86".to_owned(),
        role: sharecreators::Role::Member,
        id: RequestId(String::new()),
    };
    let effect = Effect::Write(RequestId(String::new()));
    call.request()
        .unwrap_or_else(|_| Request::new(Operation::ShareCreatorsCreateUser, effect))
}

/// A request for a person: whole, with dots for secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Method and URL.
    pub line: String,
    /// The headers that the page sets, one a line; the browser adds its own.
    pub headers: String,
    /// The body, if one is sent.
    pub body: Option<String>,
    /// Whether the documented request has a body that this way cannot carry.
    pub drops_body: bool,
}

/// The sample request by a connection, secrets masked. `now` is in seconds since the Unix epoch, `origin` is the page's
/// own.
///
/// # Errors
/// What keeps it from being sent.
pub fn preview(
    vendor: Vendor,
    connection: &Connection,
    identity: &str,
    now: u64,
    origin: &str,
) -> Result<Preview, DepartureFault> {
    let mut request = sample_request(vendor);
    // The stand-in's fields are all filled in, so that it cannot refuse.
    let _ = stand_in(vendor, identity).authorize(&mut request, now);
    let transport = Transport {
        base_url: &connection.base_url,
        route: &connection.route,
        proxy_headers: &connection.proxy_headers,
    };
    let departure = Departure::shown(&request, transport, "…")?;
    let origin = if connection.route.is_gateway() {
        origin
    } else {
        ""
    };
    let headers: Vec<String> = departure
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.shown()))
        .collect();
    let method = departure.method.as_str();
    Ok(Preview {
        line: format!("{method} {origin}{}", departure.url),
        headers: headers.join("\n"),
        body: departure
            .body
            .map(|body| String::from_utf8_lossy(&body.bytes).into_owned()),
        drops_body: departure.drops_body,
    })
}

/// Credentials for the preview, so that the real secret takes no part in it.
fn stand_in(vendor: Vendor, identity: &str) -> Credentials {
    let secret = Secret::new("secret");
    let identity = match identity.trim() {
        // A header takes no other character than these.
        "" => "...",
        identity => identity,
    };
    match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: identity.to_owned(),
            manager_key: secret,
        },
        Vendor::Tingyun => Credentials::Tingyun { authkey: secret },
        Vendor::BitAnswer => Credentials::BitAnswer { bitkey: secret },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: secret,
            bid: identity.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{ProxyHeaders, Route};

    fn preview_of(vendor: Vendor, route: Route) -> Option<Preview> {
        let key = ("X-Proxy-Key".to_owned(), Secret::new("pr0xy"));
        let connection = Connection {
            base_url: "https://v.example/api".to_owned(),
            route,
            proxy_headers: ProxyHeaders::new(vec![key]),
            ..Connection::first_of(vendor)
        };
        preview(
            vendor,
            &connection,
            "boss",
            1_700_000_000,
            "https://console.example",
        )
        .ok()
    }

    fn shown(vendor: Vendor, route: Route) -> Option<String> {
        preview_of(vendor, route).map(|preview| preview.line)
    }

    #[test]
    fn shows_headers_and_body_with_dots_for_secrets() {
        let preview = |route| preview_of(Vendor::ShareCreators, route);
        let proxy = preview(Route::Prefix("https://p.example/".to_owned()));
        let headers = proxy.as_ref().map(|preview| preview.headers.as_str());
        assert_eq!(
            headers,
            Some(
                "platform: WEB\nauthorization: ••••••\nbid: boss\nX-Proxy-Key: ••••••\ncontent-type: application/json"
            )
        );
        let body = proxy.and_then(|preview| preview.body).unwrap_or_default();
        assert!(body.contains("user@example.com"), "{body}");
        let gateway = preview(Route::gateway(Vendor::ShareCreators));
        let headers = gateway.map(|preview| preview.headers).unwrap_or_default();
        assert!(headers.contains("x-rollcall-trace: …"), "{headers}");
        assert!(!headers.contains("X-Proxy-Key"), "{headers}");
    }

    #[test]
    fn shows_where_a_request_goes_with_dots_for_secrets() {
        assert_eq!(
            shown(Vendor::Tingyun, Route::gateway(Vendor::Tingyun)).as_deref(),
            Some(
                "GET https://console.example/vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=••••••"
            )
        );
        assert_eq!(
            shown(
                Vendor::BitAnswer,
                Route::Prefix("https://p.example/".into())
            )
            .as_deref(),
            Some("GET https://p.example/https://v.example/api/users?offset=0&limit=1")
        );
        let template = Route::Template("https://p.example/?to={url_encoded}".into());
        assert_eq!(
            shown(Vendor::T12, template).as_deref(),
            Some(
                "GET https://p.example/?to=https%3A%2F%2Fv.example%2Fapi%2Fapi%2Fbackdoor%2Fuseright%2Fget%3Fapp_name%3Dapp%26manager_name%3Dboss%26time_stamp%3D1700000000%26manager_sign%3D••••••"
            )
        );
        assert_eq!(
            shown(Vendor::ShareCreators, Route::gateway(Vendor::ShareCreators)).as_deref(),
            Some(
                "POST https://console.example/vendors/sharecreators/api/asset-server/user/add-user"
            )
        );
    }

    #[test]
    fn an_address_that_cannot_be_right_has_no_preview() {
        for vendor in Vendor::ALL {
            assert_eq!(shown(vendor, Route::Prefix("p".into())), None);
            assert_eq!(shown(vendor, Route::Template("https://p/".into())), None);
        }
    }
}
