//! A request as it would be sent, shown before anything is. Pure.

use crate::store::Connection;
use crate::transport::Address;
use vendors::bitanswer::{self, Page};
use vendors::{
    Call, Credentials, Effect, Operation, Request, RequestId, Secret, Vendor, percent_encode, t12,
    tingyun,
};

/// What a secret looks like on the screen.
const DOTS: &str = "••••••";

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
    let effect = Effect::Write(RequestId(String::new()));
    Request::new(Operation::ShareCreatorsCreateUser, effect)
}

/// Method and address of the sample request by a connection, secrets masked. `now` is in seconds since the Unix epoch,
/// `origin` is the page's own. `None` if an address cannot be right.
pub fn preview(
    vendor: Vendor,
    connection: &Connection,
    identity: &str,
    now: u64,
    origin: &str,
) -> Option<String> {
    let mut request = sample_request(vendor);
    stand_in(vendor, identity)
        .authorize(&mut request, now)
        .ok()?;
    let target = request.shown_target();
    let address = Address::of(&request, &target, &connection.base_url, &connection.route).ok()?;
    let url = address.url.replace(&percent_encode(DOTS), DOTS);
    let origin = if connection.route.is_gateway() {
        origin
    } else {
        ""
    };
    Some(format!("{} {origin}{url}", address.method.as_str()))
}

/// Credentials for the preview, so that the real secret takes no part in it.
fn stand_in(vendor: Vendor, identity: &str) -> Credentials {
    let secret = Secret::new("secret");
    let identity = match identity.trim() {
        "" => "…",
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
            bid: "tenant".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{ProxyHeaders, Route};

    fn shown(vendor: Vendor, route: Route) -> Option<String> {
        let connection = Connection {
            base_url: "https://v.example/api".to_owned(),
            route,
            proxy_headers: ProxyHeaders::default(),
            delete_by_user_id: false,
        };
        preview(
            vendor,
            &connection,
            "boss",
            1_700_000_000,
            "https://console.example",
        )
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
