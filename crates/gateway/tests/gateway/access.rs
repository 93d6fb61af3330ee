//! Tokens, sessions and roles, through real HTTP: each refusal, and each permission.

use std::net::SocketAddr;

use gateway::access::{Date, Hash, Rate, Role, Token};
use gateway::config::{Config, PublicUrl};
use vendors::{Operation, Vendor};

use crate::harness::{
    Message, Upstream, config, connection, fine, sandboxed, send, send_bare, start,
};

const LIST: &str = "GET /vendors/bitanswer/users";

/// A token's text; tests need no randomness.
pub fn secret(name: &str) -> String {
    format!("rollcall_{name}")
}

pub fn token(name: &str, role: Role) -> Token {
    Token {
        name: name.to_owned(),
        role,
        hash: Hash::of(&secret(name)),
        expires: None,
    }
}

/// Adds a token for each role, named after it.
pub fn with_tokens(mut config: Config) -> Config {
    config.access.tokens = Role::ALL
        .map(|role| token(role.as_str(), role))
        .into_iter()
        .collect();
    config
}

pub fn bearer(name: &str) -> String {
    format!("Authorization: Bearer {}", secret(name))
}

pub fn seen(reply: &Message) -> (u16, Option<&str>) {
    (reply.status(), reply.failure())
}

pub async fn sign_in(gateway: SocketAddr, token: &str) -> Message {
    let body = serde_json::json!({ "token": token }).to_string();
    let headers = ["Content-Type: application/json"];
    send(gateway, "POST /session", &headers, body.as_bytes()).await
}

/// The header that a browser sends after a sign-in.
pub fn cookie(reply: &Message) -> String {
    assert_eq!(reply.status(), 204, "{}", reply.text());
    let set = reply.header("set-cookie").unwrap();
    format!("Cookie: {}", set.split(';').next().unwrap())
}

#[tokio::test]
async fn without_a_token_nothing_is_reached() {
    let upstream = Upstream::start(fine()).await;
    let config = with_tokens(config(Vendor::BitAnswer, &upstream.url()));
    let nobody = bearer("nobody");
    let almost = format!("{}x", bearer("admin"));
    let hash = format!(
        "Authorization: Bearer {}",
        Hash::of(&secret("admin")).text()
    );
    for headers in [
        vec![],
        vec![nobody.as_str()],
        vec![almost.as_str()],
        vec![hash.as_str()],
        vec!["Authorization: Basic YWRtaW46YWRtaW4="],
        vec!["Cookie: rollcall=admin"],
        vec!["Cookie: __Host-rollcall=admin"],
        vec!["X-Forwarded-User: admin", "X-Auth-Request-User: admin"],
    ] {
        // A gateway for each: after ten wrong tokens the answer would be another.
        let gateway = start(config.clone()).await;
        for first in [
            LIST,
            "POST /vendors/bitanswer/users",
            "GET /vendors/nobody/users",
            "GET /metrics",
            "GET /sandbox/journal",
            "POST /sandbox/reset",
        ] {
            let reply = send(gateway, first, &headers, b"").await;
            assert_eq!(
                seen(&reply),
                (401, Some("sign-in-needed")),
                "{first} {headers:?}"
            );
            assert!(reply.header("www-authenticate").is_some());
        }
    }
    assert_eq!(upstream.connections(), 0);
    let gateway = start(config).await;
    // What needs nobody: the console's own files and whether the gateway is alive.
    assert_eq!(send(gateway, "GET /nothing", &[], b"").await.status(), 404);
    assert_eq!(send(gateway, "GET /healthz", &[], b"").await.text(), "ok\n");
}

#[tokio::test]
async fn a_role_may_its_own_operations_and_no_others() {
    let upstream = Upstream::start(fine()).await;
    let mut config = with_tokens(config(Vendor::T12, &upstream.url()));
    config.connections = Vendor::ALL
        .map(|vendor| connection(vendor, &upstream.url()))
        .to_vec();
    let gateway = start(config).await;
    for operation in Operation::ALL {
        let (method, pattern) = operation.endpoint();
        let path = pattern.replace("{name}", "a");
        let first = format!(
            "{} /vendors/{}{path}",
            method.as_str(),
            operation.vendor().slug()
        );
        for role in Role::ALL {
            let before = upstream.requests().len();
            let reply = send(gateway, &first, &[&bearer(role.as_str())], b"").await;
            let arrived = upstream.requests().len() - before;
            if role.may(operation) {
                assert_eq!(
                    (seen(&reply), arrived),
                    ((200, None), 1),
                    "{operation:?} {role}"
                );
            } else {
                let refused = (403, Some("role-not-enough"));
                assert_eq!(
                    (seen(&reply), arrived),
                    (refused, 0),
                    "{operation:?} {role}"
                );
            }
        }
    }
    // A `POST` that stands for a `GET` is a read.
    let first = "POST /vendors/bitanswer/users/status?type=user&guid=g";
    let headers = [bearer("viewer"), "X-Rollcall-Method: GET".to_owned()];
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    assert_eq!(send(gateway, first, &headers, b"{}").await.status(), 200);
}

#[tokio::test]
async fn our_token_never_goes_on_and_a_vendors_does() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::ShareCreators, &upstream.url()))).await;
    let first = "POST /vendors/sharecreators/api/asset-server/user/add-user";
    let cookie = cookie(&sign_in(gateway, &secret("admin")).await);
    send(gateway, first, &[&bearer("admin")], b"{}").await;
    send(
        gateway,
        first,
        &[&cookie, "Authorization: Bearer eyJ.a.b"],
        b"{}",
    )
    .await;
    let requests = upstream.requests();
    assert_eq!(requests[0].header("authorization"), None);
    assert_eq!(requests[1].header("authorization"), Some("Bearer eyJ.a.b"));
    for request in requests {
        assert_eq!(request.header("cookie"), None);
        assert!(!format!("{request:?}").contains("rollcall_"), "{request:?}");
    }
    // Not even where nobody needs one.
    let open = start(config(Vendor::ShareCreators, &upstream.url())).await;
    assert_eq!(
        send(open, first, &[&bearer("admin")], b"{}").await.status(),
        200
    );
    assert_eq!(upstream.requests()[2].header("authorization"), None);
}

#[tokio::test]
async fn a_browser_signs_in_and_out() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let document = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
    let before = document(send(gateway, "GET /config.json", &[], b"").await.text());
    assert_eq!(before["access"], "token");
    assert_eq!(before.get("identity"), None);
    assert!(
        !before.to_string().contains("bitanswer"),
        "nothing is said to nobody: {before}"
    );

    let reply = sign_in(gateway, &secret("operator")).await;
    let set = reply.header("set-cookie").unwrap();
    assert!(
        set.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{set}"
    );
    assert!(!set.contains("operator") && reply.body.is_empty());
    let cookie = cookie(&reply);
    let after = document(
        send(gateway, "GET /config.json", &[&cookie], b"")
            .await
            .text(),
    );
    assert_eq!(
        after["identity"],
        serde_json::json!({"name": "operator", "role": "operator"})
    );
    assert!(after.to_string().contains("bitanswer"));
    assert_eq!(send(gateway, LIST, &[&cookie], b"").await.status(), 200);
    let delete = send(
        gateway,
        "DELETE /vendors/bitanswer/users",
        &[&cookie],
        b"[]",
    )
    .await;
    assert_eq!(seen(&delete), (403, Some("role-not-enough")));

    // Signing in again ends the session before.
    let body = serde_json::json!({ "token": secret("admin") }).to_string();
    let again = send(gateway, "POST /session", &[&cookie], body.as_bytes()).await;
    let admin = self::cookie(&again);
    assert_eq!(send(gateway, LIST, &[&cookie], b"").await.status(), 401);
    let delete = send(gateway, "DELETE /vendors/bitanswer/users", &[&admin], b"[]").await;
    assert_eq!(delete.status(), 200);

    let out = send(gateway, "DELETE /session", &[&admin], b"").await;
    assert_eq!(out.status(), 204);
    assert!(out.header("set-cookie").unwrap().starts_with("rollcall=; "));
    assert!(out.header("set-cookie").unwrap().ends_with("Max-Age=0"));
    assert_eq!(
        seen(&send(gateway, LIST, &[&admin], b"").await),
        (401, Some("sign-in-needed"))
    );
    assert_eq!(send(gateway, "GET /session", &[], b"").await.status(), 405);
}

#[tokio::test]
async fn behind_tls_the_cookie_is_bound_to_it() {
    let mut config = with_tokens(sandboxed());
    config.access.public_url = Some(PublicUrl {
        origin: "https://rollcall.intranet".to_owned(),
        host: "rollcall.intranet".to_owned(),
        secure: true,
    });
    let gateway = start(config).await;
    let reply = sign_in(gateway, &secret("viewer")).await;
    let set = reply.header("set-cookie").unwrap().to_owned();
    assert!(set.starts_with("__Host-rollcall="), "{set}");
    assert!(
        set.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
        "{set}"
    );
    let own = [
        "Host: rollcall.intranet",
        "Origin: https://rollcall.intranet",
        "X-Rollcall-Trace: t",
        "bitkey: sandbox-bitkey",
    ];
    let with = |extra: &str| {
        own.iter()
            .map(|header| (*header).to_owned())
            .chain([extra.to_owned()])
            .collect::<Vec<_>>()
    };
    let headers = with(&cookie(&reply));
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let first = "GET /vendors/bitanswer/users?offset=0&limit=1";
    assert_eq!(
        seen(&send_bare(gateway, first, &headers, b"").await),
        (200, None)
    );
    // The name without the prefix is one that any neighbour can set.
    let plain = with(&cookie(&reply).replace("__Host-", ""));
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    assert_eq!(send_bare(gateway, first, &plain, b"").await.status(), 401);
}

#[tokio::test]
async fn wrong_tokens_are_counted_and_stopped() {
    let gateway = start(with_tokens(sandboxed())).await;
    for _ in 0..10 {
        let reply = sign_in(gateway, "rollcall_guess").await;
        assert_eq!(seen(&reply), (401, Some("sign-in-needed")));
        assert_eq!(reply.header("set-cookie"), None);
    }
    let reply = sign_in(gateway, "rollcall_guess").await;
    assert_eq!(seen(&reply), (429, Some("rate-limited")));
    let wait: u64 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    // Such an address is not listened to, or guessing would go on.
    assert_eq!(sign_in(gateway, &secret("admin")).await.status(), 429);
    let guess = send(gateway, LIST, &[&bearer("guess")], b"").await;
    assert_eq!(seen(&guess), (429, Some("rate-limited")));
    // A program with its own good token, which cannot be guessed, does not suffer from a neighbour's mistake.
    let good = send(gateway, "GET /metrics", &[&bearer("viewer")], b"").await;
    assert_eq!(good.status(), 200);
    let refused = good.text();
    assert!(
        refused.contains("rollcall_sign_ins_refused_total 12\n"),
        "{refused}"
    );
}

#[tokio::test]
async fn what_is_no_sign_in_is_told() {
    let gateway = start(with_tokens(sandboxed())).await;
    let large = vec![b' '; 5000];
    for body in [&b"x"[..], b"{}", b"{\"token\":1}", &large] {
        let reply = send(gateway, "POST /session", &[], body).await;
        assert_eq!(reply.status(), 400);
    }
}

#[tokio::test]
async fn an_expired_token_opens_nothing() {
    let mut config = with_tokens(sandboxed());
    config.access.tokens[2].expires = Date::parse("2001-01-01");
    let gateway = start(config).await;
    assert_eq!(
        send(gateway, "GET /metrics", &[&bearer("admin")], b"")
            .await
            .status(),
        401
    );
    assert_eq!(sign_in(gateway, &secret("admin")).await.status(), 401);
    assert_eq!(sign_in(gateway, &secret("viewer")).await.status(), 204);
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let mut config = with_tokens(sandboxed());
    config.access.sessions.longest = std::time::Duration::ZERO;
    let gateway = start(config).await;
    let cookie = cookie(&sign_in(gateway, &secret("admin")).await);
    let reply = send(gateway, "GET /sandbox/journal", &[&cookie], b"").await;
    assert_eq!(seen(&reply), (401, Some("sign-in-needed")));
}

#[tokio::test]
async fn the_sandboxs_controls_are_the_admins() {
    let gateway = start(with_tokens(sandboxed())).await;
    for (name, status) in [("viewer", 403), ("operator", 403), ("admin", 200)] {
        for first in ["GET /sandbox/journal", "POST /sandbox/reset"] {
            let reply = send(gateway, first, &[&bearer(name)], b"").await;
            assert_eq!(reply.status(), status, "{name} {first}");
        }
    }
}

#[tokio::test]
async fn each_identity_and_each_connection_has_its_pace() {
    let upstream = Upstream::start(fine()).await;
    let mut config = with_tokens(config(Vendor::BitAnswer, &upstream.url()));
    config.access.identity_rate = Rate {
        per_minute: 1,
        burst: 3,
    };
    config.access.connection_rate = Rate {
        per_minute: 1,
        burst: 5,
    };
    let gateway = start(config).await;
    let ask = async |name: &str, first: &str| send(gateway, first, &[&bearer(name)], b"").await;
    for _ in 0..3 {
        assert_eq!(ask("viewer", LIST).await.status(), 200);
    }
    let reply = ask("viewer", LIST).await;
    assert_eq!(seen(&reply), (429, Some("rate-limited")));
    let wait: u64 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    for _ in 0..2 {
        assert_eq!(
            ask("admin", LIST).await.status(),
            200,
            "others have their own pace"
        );
    }
    assert_eq!(
        seen(&ask("admin", LIST).await),
        (429, Some("rate-limited")),
        "the connection's"
    );
    assert_eq!(upstream.requests().len(), 5);
    let tingyun =
        "GET /vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=x";
    assert_eq!(
        ask("operator", tingyun).await.failure(),
        None,
        "another connection"
    );
    // Signing in and reading the configuration are not held up.
    assert_eq!(
        send(gateway, "GET /config.json", &[&bearer("viewer")], b"")
            .await
            .status(),
        200
    );
}

#[tokio::test]
async fn a_large_job_is_not_held_up_by_the_defaults() {
    let limits = Config::default().access;
    for rate in [limits.identity_rate, limits.connection_rate] {
        assert!(
            rate.burst >= 2 * 2000,
            "each write and its reading back, at once"
        );
    }
}
