//! What must stay on its own side. Through: the vendor sees a cookie, a token of the gateway's, or where a request comes
//! from; or the browser sees what the vendor wants to keep there, or the key that the gateway holds.

use gateway::config::Held;
use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Behaviour, Upstream, answer, config, fine, send, start};
use crate::people::{secret, sign_in, with_tokens};

const KEY: &str = "k3y+held/by=the-gateway";

pub async fn both_ways() -> Class {
    let mut class = Class::new("what must stay on its own side");
    to_the_vendor(&mut class).await;
    to_the_browser(&mut class).await;
    class
}

async fn to_the_vendor(class: &mut Class) {
    let first = "POST /vendors/sharecreators/api/asset-server/user/add-user";
    let token = secret("admin");
    for closed in [true, false] {
        let upstream = Upstream::start(fine()).await;
        let mut config = config(Vendor::ShareCreators, &upstream.url());
        if closed {
            config = with_tokens(config);
        }
        let gateway = start(config).await;
        let cookie = if closed {
            sign_in(gateway, "admin").await
        } else {
            "Cookie: rollcall=x".to_owned()
        };
        let id = cookie.split('=').nth(1).unwrap().to_owned();
        for header in [
            format!("Authorization: Bearer {token}"),
            format!("Authorization: bearer {token}"),
            format!("Authorization: Bearer\t{token}"),
            format!("Authorization: Bearer  {token} "),
            format!("Authorization: {token}"),
            format!("Authorization: Token {token}"),
            format!("Authorization: Bearer \"{token}\""),
            format!("Authorization: Bearer \u{e9}{token}"),
            format!("Authorization: Bearer vendors-own, Bearer {token}"),
            format!("Authorization: Bearer vendors-own\r\nAuthorization: Bearer {token}"),
            format!("Authorization: Bearer {token}\r\nAuthorization: Bearer vendors-own"),
            format!("Authorization: Bearer {token}\r\nAuthorization: Bearer {token}"),
            format!("Proxy-Authorization: Bearer {token}"),
            format!("X-Authorization: Bearer {token}"),
            format!("bid: {token}"),
            format!("Accept: {token}"),
            "Referer: http://127.0.0.1/sharecreators?name=canary".to_owned(),
            "Origin: http://canary".to_owned(),
            "X-Forwarded-For: canary".to_owned(),
            "Forwarded: for=canary".to_owned(),
            "Via: canary".to_owned(),
            "User-Agent: canary".to_owned(),
            "Accept-Language: canary".to_owned(),
            "X-Rollcall-Trace: canary".to_owned(),
            "X-Rollcall-Request: canary".to_owned(),
            "Cookie: canary=1".to_owned(),
            "bitkey: canary".to_owned(),
            "x-bit-req-id: canary".to_owned(),
            "Traceparent: canary".to_owned(),
            "Sec-CH-UA: canary".to_owned(),
        ] {
            // What somebody writes into a vendor's own header is for the vendor.
            if header.starts_with("bid") || header.starts_with("Accept: ") {
                continue;
            }
            let before = upstream.requests().len();
            send(gateway, first, &[&cookie, &header], b"{}").await;
            let seen = format!("{:?}", upstream.requests().split_off(before));
            let shows = [token.as_str(), "canary", "cookie", id.as_str()];
            let through = shows
                .iter()
                .any(|text| text.len() > 1 && seen.contains(text));
            class.tried(format!("{closed} {header}: {seen}"), through);
        }
        let before = upstream.requests().len();
        let own = "Authorization: Bearer vendors-own";
        send(gateway, first, &[&cookie, own], b"{}").await;
        let seen = upstream.requests().split_off(before);
        assert_eq!(seen[0].header("authorization"), Some("Bearer vendors-own"));
    }
}

async fn to_the_browser(class: &mut Class) {
    let forms = [
        KEY.to_owned(),
        "k3y%2Bheld%2Fby%3Dthe-gateway".to_owned(),
        "k3y%2bheld%2fby%3dthe-gateway".to_owned(),
        "k3y+held\\/by=the-gateway".to_owned(),
        format!("{KEY}{KEY}"),
    ];
    for form in &forms {
        for (header, body) in [
            (
                String::new(),
                format!("{{\"message\":\"wrong bitkey {form}\"}}"),
            ),
            (String::new(), format!("<html>{form}</html>")),
            (format!("Content-Language: {form}\r\n"), "{}".to_owned()),
            (
                format!("Content-Type: text/plain; x={form}\r\n"),
                "{}".to_owned(),
            ),
            (format!("Retry-After: {form}\r\n"), "{}".to_owned()),
            (format!("Set-Cookie: bitkey={form}\r\n"), "{}".to_owned()),
            (format!("X-Echo: {form}\r\n"), "{}".to_owned()),
            (format!("Location: /?bitkey={form}\r\n"), "{}".to_owned()),
        ] {
            for status in [
                "200 OK",
                "302 Found",
                "401 Unauthorized",
                "500 Internal Server Error",
            ] {
                let upstream =
                    Upstream::start(Behaviour::Answer(answer(status, &header, &body))).await;
                let mut config = config(Vendor::BitAnswer, &upstream.url());
                for own in &mut config.connections {
                    if own.vendor == Vendor::BitAnswer {
                        own.credentials = Some(held());
                    }
                }
                let gateway = start(config).await;
                for first in ["GET /vendors/bitanswer/users", "GET /config.json"] {
                    let reply = send(gateway, first, &[], b"").await;
                    let shown = format!("{} {:?} {}", reply.first, reply.headers, reply.text());
                    class.tried(
                        format!("{header}{body}"),
                        forms.iter().any(|own| shown.contains(own)),
                    );
                }
                let seen = upstream.only_request();
                assert_eq!(seen.header("bitkey"), Some(KEY));
            }
        }
    }
}

fn held() -> Held {
    Held(vendors::Credentials::BitAnswer {
        bitkey: vendors::Secret::new(KEY),
    })
}
