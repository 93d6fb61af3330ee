//! Pages of other origins, in the browser of somebody who is signed in or who needs not be: every request that such a page
//! can send without being asked first, and the question that a browser asks for the others. Through: the vendor is reached,
//! a session changes, the sandbox changes, or the question is granted.

use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, send, send_bare, start};
use crate::people::{LIST, secret, sign_in, with_tokens};

pub async fn foreign() -> Class {
    let mut class = Class::new("pages of other origins");
    let upstream = Upstream::start(fine()).await;
    let open = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let closed = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let cookie = sign_in(closed, "admin").await;
    let token = serde_json::json!({ "token": secret("viewer") }).to_string();
    for gateway in [open, closed] {
        let host = format!("Host: {gateway}");
        let port = gateway.port();
        let other_port = port.wrapping_add(1);
        let from: Vec<String> = [
            "Origin: https://evil.example",
            "Origin: null",
            "Origin: ",
            "Origin: file://",
            "Origin: chrome-extension://abcdefghijklmnop",
            "Origin: http://evil.example\r\nSec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: nonsense",
            "Referer: https://evil.example/",
            // A browser that says nothing of where it comes from.
            "Accept: */*",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([
            format!("Origin: http://127.0.0.1:{other_port}"),
            format!("Origin: https://127.0.0.1:{port}"),
            format!("Origin: http://127.0.0.1:{port}.evil.example"),
            format!("Origin: http://127.0.0.1:{port}@evil.example"),
            format!("Origin: http://evil.127.0.0.1:{port}"),
            format!("Origin: http://localhost:{port}"),
            format!("Origin: http://127.0.0.1:{port}/"),
            format!("Origin: HTTP://127.0.0.1:{port}"),
            format!("Origin: http://127.0.0.1:{port} https://evil.example"),
            format!("Origin: http://127.0.0.1:{port}\r\nOrigin: https://evil.example"),
        ])
        .collect();
        let shapes: [(&str, &str, &str); 12] = [
            (LIST, "Accept: image/*", ""),
            (
                "GET /vendors/bitanswer/users/user/a",
                "Sec-Fetch-Dest: script",
                "",
            ),
            (
                "GET /vendors/bitanswer/users",
                "Sec-Fetch-Mode: navigate\r\nAccept: text/html",
                "",
            ),
            (
                "POST /vendors/bitanswer/users",
                "Content-Type: text/plain",
                "[{\"name\":\"a\"}]",
            ),
            (
                "POST /vendors/bitanswer/users",
                "Content-Type: application/x-www-form-urlencoded",
                "name=a",
            ),
            (
                "POST /vendors/bitanswer/users",
                "Content-Type: multipart/form-data; boundary=b",
                "--b--",
            ),
            (
                "POST /vendors/bitanswer/users/end",
                "Content-Type: text/plain;charset=UTF-8",
                "[]",
            ),
            (
                "POST /vendors/bitanswer/users?_method=DELETE",
                "Content-Type: text/plain",
                "[]",
            ),
            ("POST /sandbox/reset", "Content-Type: text/plain", "{}"),
            ("POST /session", "Content-Type: text/plain", &token),
            ("HEAD /vendors/bitanswer/users", "Accept: */*", ""),
            (
                "GET /vendors/bitanswer/users?x-rollcall-trace=t",
                "Accept: */*",
                "",
            ),
        ];
        for from in &from {
            for (first, kind, body) in shapes {
                // What a script sends by itself before there were the headers of fetch looks like a program's, and
                // the sandbox holds nothing of anybody's; a page of today's browsers names its origin with a POST.
                let silent = from.starts_with("Accept") || from.starts_with("Referer");
                if first.contains("/sandbox/") && silent && gateway == open {
                    continue;
                }
                let headers = [host.as_str(), from, kind, &cookie];
                let reply = send_bare(gateway, first, &headers, body.as_bytes()).await;
                let granted = reply
                    .headers
                    .iter()
                    .any(|(name, _)| name.starts_with("access-control"));
                let refused = (400..500).contains(&reply.status());
                let changed = reply.header("set-cookie").is_some();
                let through = granted || changed || !refused || !upstream.requests().is_empty();
                class.tried(format!("{from} {first} {kind}"), through);
            }
            for method in ["GET", "POST", "PATCH", "DELETE"] {
                let ask = format!(
                    "Access-Control-Request-Method: {method}\r\nAccess-Control-Request-Headers: x-rollcall-trace\r\n\
                     Access-Control-Request-Private-Network: true"
                );
                for path in [
                    "/vendors/bitanswer/users",
                    "/session",
                    "/sandbox/reset",
                    "/",
                ] {
                    let first = format!("OPTIONS {path}");
                    let reply = send_bare(gateway, &first, &[&host, from, &ask], b"").await;
                    let granted = reply
                        .headers
                        .iter()
                        .any(|(name, _)| name.starts_with("access-control"));
                    let through = granted || (200..300).contains(&reply.status());
                    class.tried(format!("{from} {first} {method}"), through);
                }
            }
        }
    }
    let own = format!("Origin: http://{closed}");
    assert_eq!(
        send(closed, LIST, &[&own, &cookie], b"").await.status(),
        200
    );
    class
}
