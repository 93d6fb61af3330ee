//! Requests that two readers understand differently. Through: a request that is hidden in another's body or head arrives at
//! the vendor, or one arrives whose head is malformed.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::task::JoinSet;
use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, start};
use crate::people::raw;

async fn gateway() -> (Upstream, SocketAddr) {
    let upstream = Upstream::start(fine()).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    // Attempts that leave a connection open end by this.
    config.limits.request_timeout = Duration::from_millis(1500);
    let gateway = start(config).await;
    (upstream, gateway)
}

/// Sends all at once, since each may take as long as the gateway waits.
async fn send_all(gateway: SocketAddr, attempts: Vec<(String, Vec<u8>)>) -> Vec<(String, String)> {
    let mut tasks = JoinSet::new();
    for (what, bytes) in attempts {
        tasks.spawn(async move { (what, raw(gateway, &bytes).await) });
    }
    tasks.join_all().await
}

/// Framings under which one reader sees the hidden request in the body and another sees it as the next request. `{}` is
/// where the hidden one's length stands.
const FRAMINGS: [(&str, &str); 31] = [
    (
        "Content-Length: {}\r\nTransfer-Encoding: chunked",
        "0\r\n\r\n",
    ),
    (
        "Transfer-Encoding: chunked\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    ("Transfer-Encoding: chunked", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked", "1\r\nx\r\n0\r\n\r\n"),
    ("Transfer-Encoding: chunked", "0;ext=1\r\n\r\n"),
    ("Transfer-Encoding: chunked", "0;ext=\"\r\n\r\n\"\r\n\r\n"),
    ("Transfer-Encoding: chunked", "0\r\nTrailer: a\r\n\r\n"),
    ("Transfer-Encoding: chunked", "0\n\n"),
    ("Transfer-Encoding: chunked", "0\r\n\n"),
    (
        "Transfer-Encoding: chunked",
        "00000000000000000000000000000000\r\n\r\n",
    ),
    ("Transfer-Encoding: chunked", "0x0\r\n\r\n"),
    ("Transfer-Encoding: chunked", "-1\r\n\r\n"),
    ("Transfer-Encoding: chunked", "ffffffffffffffff0\r\n\r\n"),
    ("Transfer-Encoding: chunked", "1_0\r\n\r\n"),
    (
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "0\r\n\r\n",
    ),
    ("Transfer-Encoding: identity, chunked", "0\r\n\r\n"),
    (
        "Transfer-Encoding: chunked, identity\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    ("Transfer-Encoding: xchunked\r\nContent-Length: 0", ""),
    ("Transfer-Encoding: \"chunked\"\r\nContent-Length: 0", ""),
    ("Transfer-Encoding: cow\r\nContent-Length: 0", ""),
    (
        "Transfer-Encoding:\tchunked\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    (
        "Transfer-Encoding: CHUNKED\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    (
        "Transfer-Encoding: chunked \r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    (
        "Transfer-Encoding : chunked\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    (
        "Transfer-Encoding\r\n : chunked\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    (
        "X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    (
        "X: a\nTransfer-Encoding: chunked\r\nContent-Length: {}",
        "0\r\n\r\n",
    ),
    ("Content-Length: 0\r\nContent-Length: {}", ""),
    ("Content-Length: {}\r\nContent-Length: 0", ""),
    ("Content-Length: 0, {}", ""),
    ("Content-Length: +0", ""),
];

pub async fn second_requests() -> Class {
    let mut class = Class::new("a second request inside the first");
    let (upstream, gateway) = gateway().await;
    let hidden = format!(
        "DELETE /vendors/bitanswer/users/user/smuggled HTTP/1.1\r\nHost: {gateway}\r\nX-Rollcall-Trace: s\r\n\
         Content-Length: 0\r\n\r\n"
    );
    let length = hidden.len().to_string();
    let mut attempts = Vec::new();
    let foreign = "Origin: https://evil.example\r\nContent-Type: text/plain";
    // To be carried on, to be refused as another page's, and to be answered without being read.
    for (first, more) in [
        ("POST /vendors/bitanswer/users", "X-Rollcall-Trace: t"),
        ("POST /vendors/bitanswer/users", foreign),
        ("POST /vendors/nobody/users", "X-Rollcall-Trace: t"),
        ("POST /index.html", "Accept: */*"),
        ("GET /config.json", "Accept: */*"),
        ("POST /session", foreign),
    ] {
        for (framing, before) in FRAMINGS {
            let framing = framing.replace("{}", &(length.len() + before.len()).to_string());
            let head =
                format!("{first} HTTP/1.1\r\nHost: {gateway}\r\n{more}\r\n{framing}\r\n\r\n");
            let bytes = format!("{head}{before}{hidden}").into_bytes();
            attempts.push((format!("{first} {more} {framing} {before}"), bytes));
        }
        // Framed as it should be, a body is never a request, whoever reads it or does not.
        let head = format!(
            "{first} HTTP/1.1\r\nHost: {gateway}\r\n{more}\r\nContent-Length: {length}\r\n\r\n"
        );
        attempts.push((
            format!("{first} {more}, well framed"),
            format!("{head}{hidden}").into_bytes(),
        ));
        let head = head.replace("HTTP/1.1", "HTTP/1.0");
        attempts.push((
            format!("{first} {more}, in HTTP/1.0"),
            format!("{head}{hidden}").into_bytes(),
        ));
    }
    let answers = send_all(gateway, attempts).await;
    let arrived = upstream
        .requests()
        .iter()
        .filter(|seen| seen.first.contains("smuggled"))
        .count();
    for (what, answer) in answers {
        // An answer of the vendor's to the hidden request would be the second one on the connection.
        let through = arrived > 0 && answer.matches("HTTP/1.").count() > 1;
        class.tried(format!("{what}: {arrived} arrived"), through);
    }
    assert!(
        arrived == 0 || class.through().count() > 0,
        "{arrived} arrived"
    );
    let honest = hidden.replace(
        "Content-Length: 0",
        "Content-Length: 0\r\nConnection: close",
    );
    assert!(
        raw(gateway, honest.as_bytes())
            .await
            .starts_with("HTTP/1.1 200")
    );
    class
}

pub async fn malformed_heads() -> Class {
    let mut class = Class::new("malformed heads");
    let (upstream, gateway) = gateway().await;
    let host = format!("Host: {gateway}\r\nX-Rollcall-Trace: t\r\nConnection: close");
    let list = "GET /vendors/bitanswer/users HTTP/1.1";
    let mut attempts: Vec<(String, Vec<u8>)> = [
        "bitkey : a",
        "bitkey\t: a",
        " bitkey: a",
        "bit key: a",
        ": a",
        "bitkey",
        "bitkey: a\r\n b",
        "bitkey: a\r\n\tb",
        "bitkey: a\rX-Rollcall-Method: GET",
        "bitkey: a\0b",
        "bitkey: a\x08b",
        "bitkey: a\x7fb",
        "bitk\0ey: a",
        "bitk(ey): a",
        "\u{e9}: a",
        "Host: localhost",
        "Content-Length: 0x10",
        "Content-Length: -1",
        "Content-Length: 1e1",
        "Content-Length: ",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, gzip",
        "X-Rollcall-Method: GET",
        "X-Rollcall-Method: DELETE\r\nX-Rollcall-Method: GET",
    ]
    .map(|header| {
        (
            header.to_owned(),
            format!("{list}\r\n{host}\r\n{header}\r\n\r\n").into_bytes(),
        )
    })
    .into();
    for first in [
        "GET  /vendors/bitanswer/users HTTP/1.1",
        "GET\t/vendors/bitanswer/users\tHTTP/1.1",
        "GET /vendors/bitanswer/users  HTTP/1.1",
        "GET /vendors/bitanswer/users HTTP/1.2",
        "GET /vendors/bitanswer/users HTTP/2.0",
        "GET /vendors/bitanswer/users HTTP/1.1 x",
        "GET /vendors/bitanswer/users http/1.1",
        "GET /vendors/bitanswer/users",
        "GET /vendors/bitanswer/users HTTP/0.9",
        "G\0ET /vendors/bitanswer/users HTTP/1.1",
        "GET /vendors/bitanswer/users\rHTTP/1.1",
        "GET /vendors/bitanswer/users#fragment\0 HTTP/1.1",
        "PRI * HTTP/2.0",
    ] {
        attempts.push((
            first.to_owned(),
            format!("{first}\r\n{host}\r\n\r\n").into_bytes(),
        ));
    }
    attempts.push((
        "TLS".to_owned(),
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".to_vec(),
    ));
    attempts.push((
        "PROXY protocol".to_owned(),
        format!("PROXY TCP4 127.0.0.2 127.0.0.1 1 2\r\n{list}\r\n{host}\r\n\r\n").into_bytes(),
    ));
    for (what, bytes) in attempts {
        let before = upstream.requests().len();
        raw(gateway, &bytes).await;
        class.tried(what, upstream.requests().len() > before);
    }
    // Headers that are named as hop-by-hop must not make the gateway lose or gain any.
    for list in [
        "bitkey",
        "x-rollcall-trace",
        "x-rollcall-method",
        "content-type",
        "host",
        "close, bitkey",
    ] {
        let before = upstream.requests().len();
        let head = format!(
            "POST /vendors/bitanswer/users HTTP/1.1\r\nHost: {gateway}\r\nX-Rollcall-Trace: t\r\nbitkey: k\r\n\
             Connection: {list}\r\nConnection: close\r\nKeep-Alive: 1\r\nContent-Length: 2\r\n\r\n[]"
        );
        raw(gateway, head.as_bytes()).await;
        let seen = upstream.requests().split_off(before);
        let same = seen.iter().all(|own| {
            own.header("bitkey") == Some("k")
                && own.header("connection").is_none()
                && own.body == b"[]"
        });
        class.tried(format!("Connection: {list}"), !same || seen.len() != 1);
    }
    class
}
