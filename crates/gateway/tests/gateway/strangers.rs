//! Other pages on the admin's machine, and names that were made to lead here, reach nothing.

use vendors::Vendor;

use crate::harness::{Upstream, config, fine, send, send_bare, start};

const LIST: &str = "GET /vendors/bitanswer/users";

#[tokio::test]
async fn pages_of_other_origins_are_refused() {
    let upstream = Upstream::start(fine()).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.allowed_origins = vec!["http://127.0.0.1:9".to_owned()];
    let gateway = start(config).await;
    for header in [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ] {
        for first in [
            LIST,
            "POST /vendors/bitanswer/users",
            "GET /config.json",
            "DELETE /sandbox/journal",
        ] {
            let reply = send(gateway, first, &[header], b"").await;
            let seen = (reply.status(), reply.failure());
            assert_eq!(seen, (403, Some("not-allowed")), "{first} {header}");
        }
    }
    assert_eq!(upstream.connections(), 0);
    let own = format!("Origin: http://{gateway}");
    assert_eq!(send(gateway, LIST, &[&own], b"").await.status(), 200);
    let allowed = "Origin: http://127.0.0.1:9";
    assert_eq!(send(gateway, LIST, &[allowed], b"").await.status(), 200);
    // A link on another page may lead to the console itself.
    let link = ["Sec-Fetch-Site: cross-site", "Accept: text/html"];
    assert_ne!(send(gateway, "GET /", &link, b"").await.status(), 403);
}

#[tokio::test]
async fn only_this_machines_own_names_lead_here() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "a@localhost",
    ] {
        for first in [LIST, "GET /", "GET /config.json"] {
            let reply = send_bare(gateway, first, &[&format!("Host: {host}")], b"").await;
            let seen = (reply.status(), reply.failure());
            assert_eq!(seen, (403, Some("not-allowed")), "{first} {host}");
        }
    }
    let absolute = "GET http://evil.example/vendors/bitanswer/users";
    assert_eq!(send(gateway, absolute, &[], b"").await.status(), 403);
    assert_eq!(upstream.connections(), 0);
    let local = format!("Host: localhost:{}", gateway.port());
    let headers = [local.as_str(), "X-Rollcall-Trace: test"];
    assert_eq!(send_bare(gateway, LIST, &headers, b"").await.status(), 200);
}
