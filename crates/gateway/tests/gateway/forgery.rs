//! Pages of other origins do not act in the name of somebody who is signed in, or who needs not be.

use vendors::Vendor;

use crate::access::{cookie, secret, seen, sign_in, with_tokens};
use crate::harness::{Upstream, config, fine, sandboxed, send, send_bare, start};

const LIST: &str = "GET /vendors/bitanswer/users";

#[tokio::test]
async fn no_other_page_can_act_in_somebodys_name() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let cookie = cookie(&sign_in(gateway, &secret("admin")).await);
    let host = format!("Host: {gateway}");
    let token = serde_json::json!({ "token": secret("admin") }).to_string();
    for first in [
        LIST,
        "POST /vendors/bitanswer/users",
        "DELETE /vendors/bitanswer/users",
        "POST /session",
        "DELETE /session",
        "POST /sandbox/reset",
        "DELETE /sandbox/journal",
    ] {
        // A form, or a script without the right to send headers.
        let reply = send_bare(gateway, first, &[&host, &cookie], token.as_bytes()).await;
        assert_eq!(seen(&reply), (403, Some("not-allowed")), "{first}");
        assert_eq!(reply.header("set-cookie"), None);
        for foreign in [
            "Origin: https://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
        ] {
            let reply = send(gateway, first, &[&cookie, foreign], token.as_bytes()).await;
            assert_eq!(
                seen(&reply),
                (403, Some("not-allowed")),
                "{first} {foreign}"
            );
        }
    }
    // The question that a browser asks first is never granted.
    let asks = [
        host.as_str(),
        "Origin: https://evil.example",
        "Access-Control-Request-Method: DELETE",
        "Access-Control-Request-Headers: x-rollcall-trace",
    ];
    let reply = send_bare(gateway, "OPTIONS /vendors/bitanswer/users", &asks, b"").await;
    assert_eq!(reply.status(), 403);
    assert!(
        reply
            .headers
            .iter()
            .all(|(name, _)| !name.starts_with("access-control-"))
    );
    assert_eq!(upstream.connections(), 0);
    assert_eq!(
        send(gateway, LIST, &[&cookie], b"").await.status(),
        200,
        "still signed in"
    );
}

#[tokio::test]
async fn without_a_login_the_trace_is_needed_too() {
    let gateway = start(sandboxed()).await;
    let host = format!("Host: {gateway}");
    let reply = send_bare(gateway, LIST, &[&host], b"").await;
    assert_eq!(seen(&reply), (403, Some("not-allowed")));
    assert!(reply.text().contains("x-rollcall-trace"));
    // The sandbox's controls are for scripts as well; a browser's page needs the header.
    assert_eq!(
        send_bare(gateway, "POST /sandbox/reset", &[&host], b"")
            .await
            .status(),
        200
    );
    let own = format!("Origin: http://{gateway}");
    assert_eq!(
        send_bare(gateway, "POST /sandbox/reset", &[&host, &own], b"")
            .await
            .status(),
        403
    );
    assert_eq!(
        send(gateway, "POST /sandbox/reset", &[&own], b"")
            .await
            .status(),
        200
    );
}
