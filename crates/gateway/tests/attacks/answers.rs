//! A vendor's answers as weapons, against the browser and against the gateway.

use std::time::Duration;

use tokio::net::TcpListener;
use vendors::Vendor;

use crate::class::Class;
use crate::harness::{
    Behaviour, Upstream, answer, config, fine, read_message, sandboxed, send, send_bare, start,
};
use crate::people::{CREATE, LIST, with_tokens};

const PAGE: &str = "<!doctype html><script>alert(1)</script>";

/// Through: a browser would run something of the answer, take it for another type than it says, keep it, or see a header
/// that the vendor made up.
pub async fn opened_directly() -> Class {
    let mut class = Class::new("vendors' answers opened as pages");
    let headers = [
        "Content-Type: text/html\r\n",
        "Content-Type: image/svg+xml\r\n",
        "Content-Type: application/xhtml+xml\r\n",
        "Content-Type: text/xml\r\n",
        "Content-Type: text/javascript\r\n",
        "Content-Type: application/pdf\r\n",
        "Content-Type: multipart/x-mixed-replace; boundary=b\r\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/json\r\nContent-Type: text/html\r\n",
        "Content-Type: application/json, text/html\r\n",
        "Content-Type: \r\n",
        "",
        "X-Content-Type-Options: none\r\n",
        "Content-Security-Policy: default-src * 'unsafe-inline'\r\n",
        "Content-Security-Policy-Report-Only: default-src *\r\n",
        "X-Frame-Options: ALLOWALL\r\n",
        "Cross-Origin-Resource-Policy: cross-origin\r\n",
        "Cross-Origin-Opener-Policy: unsafe-none\r\n",
        "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n",
        "Cache-Control: public, max-age=31536000, immutable\r\n",
        "Service-Worker-Allowed: /\r\n",
        "SourceMap: https://evil.example/\r\n",
        "Clear-Site-Data: \"*\"\r\n",
        "Strict-Transport-Security: max-age=31536000\r\n",
        "Public-Key-Pins: x\r\n",
        "Set-Cookie: rollcall=chosen; Path=/\r\n",
        "Set-Cookie2: rollcall=chosen\r\n",
        "Content-Language: en\nSet-Cookie: rollcall=chosen\r\n",
        "Content-Language: en\rSet-Cookie: rollcall=chosen\r\n",
        "Content-Language: en\r\n Set-Cookie: rollcall=chosen\r\n",
        "Content-Language: en%0d%0aSet-Cookie: rollcall=chosen\r\n",
        "Content-Language: \u{560a}\u{560d}Set-Cookie: rollcall=chosen\r\n",
        "Retry-After: 1\nX-Rollcall-Failure: busy\r\n",
        "X-Rollcall-Failure: sign-in-needed\r\n",
        "X-Rollcall-Trace: theirs\r\n",
        "WWW-Authenticate: Basic realm=\"Rollcall\"\r\n",
        "Content-Disposition: attachment; filename=invoice.exe\r\n",
        "Trailer: Set-Cookie\r\n",
        "Connection: close, set-cookie\r\n",
        "Link: </evil.css>; rel=stylesheet\r\n",
        "NEL: {}\r\nReport-To: {}\r\n",
    ];
    for header in headers {
        let upstream = Upstream::start(Behaviour::Answer(answer("200 OK", header, PAGE))).await;
        let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
        let host = format!("Host: {gateway}");
        // By its address, by a link, as an image, as a script: nothing of it is even asked for.
        for how in [
            "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nAccept: text/html",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: script",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: serviceworker\r\nService-Worker: script",
        ] {
            let reply = send_bare(gateway, LIST, &[&host, how], b"").await;
            let through = reply.text().contains("alert") || upstream.connections() > 0;
            class.tried(format!("{header} {how}"), through);
        }
        // And should some way be found to open one all the same, it can do nothing.
        let reply = send(gateway, LIST, &[], b"").await;
        let policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        let sealed = [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-rollcall-trace", "test"),
        ];
        let sealed = sealed.iter().all(|(name, value)| {
            let mut all = reply.headers.iter().filter(|(own, _)| own == name);
            all.next().is_some_and(|(_, own)| own == value) && all.next().is_none()
        });
        let allowed = [
            "content-security-policy",
            "x-content-type-options",
            "cache-control",
            "cross-origin-resource-policy",
            "cross-origin-opener-policy",
            "referrer-policy",
            "x-rollcall-trace",
            "permissions-policy",
            "content-type",
            "content-language",
            "content-length",
            "retry-after",
            "date",
            "connection",
        ];
        let failed = reply.failure() == Some("upstream-closed");
        let known = reply.headers.iter().all(|(name, value)| {
            (failed && name == "x-rollcall-failure")
                || allowed.contains(&name.as_str()) && !value.contains(['\r', '\n'])
        });
        class.tried(format!("{header} {:?}", reply.headers), !(sealed && known));
    }
    class
}

/// Through: the browser gets what is not the answer to its own request, or more than the limit, or the gateway is held
/// longer than it is configured to wait.
pub async fn that_lie() -> Class {
    let mut class = Class::new("answers that lie or explode");
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let zeros = "0".repeat(3000);
    let bomb = {
        use std::io::Write as _;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b' '; 4 << 20]).unwrap();
        packed.finish().unwrap()
    };
    let packed = |name: &str| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nContent-Length: {}\r\n\r\n",
            bomb.len()
        );
        [head.as_bytes(), &bomb].concat()
    };
    let mut lies: Vec<(String, Vec<u8>)> = [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}".to_owned(),
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}".to_owned(),
        "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n{}".to_owned(),
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}".to_owned(),
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}".to_owned(),
        "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n".to_owned() + &zeros,
        format!("HTTP/1.1 200 OK\r\n\r\n{zeros}"),
        format!("{chunked}bb8\r\n{zeros}\r\n0\r\n\r\n"),
        format!("{chunked}ffffffffffffffff\r\n{{}}"),
        format!("{chunked}zz\r\n{{}}\r\n0\r\n\r\n"),
        format!("{chunked}2\r\n{{}}"),
        format!("{chunked}2;{zeros}{zeros}{zeros}{zeros}{zeros}{zeros}\r\n{{}}\r\n"),
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            .to_owned(),
        "HTTP/1.1 000 Zero\r\n\r\n".to_owned(),
        "HTTP/1.1 99 Low\r\n\r\n".to_owned(),
        "HTTP/1.1 1000 High\r\n\r\n".to_owned(),
        "HTTP/1.1 2x0 OK\r\n\r\n".to_owned(),
        "HTTP/0.9 200 OK\r\n\r\n".to_owned(),
        "<html>".to_owned(),
        "\0\0\0\0".to_owned(),
        format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "a".repeat(2_000_000)),
        format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(50_000)),
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(5_000),
        "HTTP/1.1 103 Early Hints\r\nLink: </evil.css>; rel=preload\r\n\r\n".repeat(5_000),
        "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}".to_owned(),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            .to_owned(),
    ]
    .map(|text| (text.chars().take(90).collect(), text.into_bytes()))
    .into();
    for name in [
        "gzip",
        "x-gzip",
        "deflate",
        "br",
        "zstd",
        "gzip, gzip",
        "identity, gzip",
        "nonsense",
    ] {
        lies.push((format!("a bomb that says {name}"), packed(name)));
    }
    for (what, bytes) in lies {
        let upstream = Upstream::start(Behaviour::AnswerAndClose(bytes)).await;
        let mut config = config(Vendor::BitAnswer, &upstream.url());
        config.limits.response_body_bytes = 10_000;
        // The bodies of the others are 3,000 bytes long.
        if !what.contains("bomb") {
            config.limits.response_body_bytes = 1000;
        }
        config.limits.timeout = Duration::from_secs(2);
        let gateway = start(config).await;
        for first in [LIST, CREATE] {
            let reply =
                tokio::time::timeout(Duration::from_secs(60), send(gateway, first, &[], b"")).await;
            let through = reply.is_ok_and(|reply| {
                reply.failure().is_none()
                    && (reply.body.len() > 1000
                        || reply.status() < 200
                        || reply.header("content-encoding").is_some())
            });
            class.tried(format!("{first} {what}"), through);
        }
    }
    poisoned(&mut class).await;
    let upstream = Upstream::start(Behaviour::Answer(answer(
        "200 OK",
        "Content-Encoding: identity\r\n",
        "{}",
    )))
    .await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    assert_eq!(send(gateway, LIST, &[], b"").await.text(), "{}");
    class
}

/// More answers than requests, for whoever uses the connection next.
async fn poisoned(class: &mut Class) {
    let good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    let poison = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";
    for extra in [
        poison.to_owned(),
        format!("\r\n{poison}"),
        "x".to_owned(),
        format!("{poison}{poison}"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let bytes = format!("{good}{extra}");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let bytes = bytes.clone();
                tokio::spawn(async move {
                    while read_message(&mut stream, false).await.is_some() {
                        let write =
                            tokio::io::AsyncWriteExt::write_all(&mut stream, bytes.as_bytes());
                        if write.await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        let gateway = start(config(Vendor::BitAnswer, &url)).await;
        for number in 0..10 {
            let reply = send(gateway, LIST, &[], b"").await;
            class.tried(
                format!("{number} after {extra}"),
                reply.text().contains("poison"),
            );
        }
    }
}

/// Through: an answer of the gateway may be shown in another origin's frame, or embedded by it.
pub async fn framed() -> Class {
    let mut class = Class::new("frames and embedding");
    let upstream = Upstream::start(fine()).await;
    let open = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let closed = start(with_tokens(sandboxed())).await;
    for gateway in [open, closed] {
        for path in [
            "/",
            "/index.html",
            "/bitanswer",
            "/settings",
            "/nothing.js",
            "/config.json",
            "/session",
            "/healthz",
            "/metrics",
            "/vendors",
            "/vendors/bitanswer/users",
            "/vendors/nobody/users",
            "/sandbox/journal",
        ] {
            for dest in [
                "iframe", "frame", "embed", "object", "image", "script", "document",
            ] {
                let headers = [
                    &format!("Sec-Fetch-Dest: {dest}") as &str,
                    "Sec-Fetch-Site: cross-site",
                    "Accept: text/html",
                ];
                let reply = send(gateway, &format!("GET {path}"), &headers, b"").await;
                let policy = reply.header("content-security-policy").unwrap_or_default();
                let unframed = policy.contains("frame-ancestors 'none'");
                let alone = reply.header("cross-origin-resource-policy") == Some("same-origin")
                    && reply.header("cross-origin-opener-policy") == Some("same-origin");
                class.tried(format!("{path} {dest} {policy}"), !(unframed && alone));
            }
        }
    }
    class
}
