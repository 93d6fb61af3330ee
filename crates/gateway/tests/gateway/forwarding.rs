//! What passes in either direction, and how often.

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use vendors::Vendor;

use crate::harness::{Behaviour, Upstream, answer, config, fine, send, start};

const LIST: &str = "GET /vendors/bitanswer/users?offset=0&limit=50";
const CREATE: &str = "POST /vendors/bitanswer/users";

#[tokio::test]
async fn only_named_headers_reach_the_vendor() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let headers = [
        "Cookie: session=1",
        "Referer: http://127.0.0.1/",
        "User-Agent: Browser",
        "Accept-Encoding: gzip, br",
        "Accept-Language: zh-CN",
        "X-Forwarded-For: 10.0.0.1",
        "Authorization: for-another-vendor",
        "X-Rollcall-Trace: t-1",
        "TE: trailers",
        "Sec-Fetch-Site: same-origin",
        "bitkey: key",
        "x-bit-req-id: id-1",
        "Accept: application/json",
        "Content-Type: application/json",
    ];
    let reply = send(gateway, CREATE, &headers, b"[]").await;
    assert_eq!(reply.status(), 200);
    let request = upstream.only_request();
    let mut names: Vec<_> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "accept-encoding",
            "bitkey",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-bit-req-id"
        ]
    );
    assert_eq!(
        request.header("host"),
        Some(upstream.address.to_string().as_str())
    );
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    assert_eq!(request.header("bitkey"), Some("key"));
    assert_eq!(request.body, b"[]");
}

#[tokio::test]
async fn only_named_headers_come_back() {
    let upstream = Upstream::start(Behaviour::Answer(answer(
        "429 Slow down",
        "Content-Type: text/html; charset=gbk\r\nDate: Tue, 15 Nov 1994 08:12:31 GMT\r\nRetry-After: 7\r\n\
         Content-Language: zh-CN\r\nSet-Cookie: a=b\r\nServer: nginx\r\nLocation: /x\r\nCache-Control: public\r\n\
         Access-Control-Allow-Origin: *\r\nX-Rollcall-Failure: busy\r\nX-Rollcall-Trace: theirs\r\n\
         WWW-Authenticate: Basic\r\nClear-Site-Data: \"*\"\r\n",
        "slow",
    )))
    .await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let reply = send(gateway, LIST, &["X-Rollcall-Trace: t-1"], b"").await;
    assert_eq!((reply.status(), reply.text().as_str()), (429, "slow"));
    let mut headers: Vec<_> = reply
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "connection")
        .collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            ("cache-control", "no-store"),
            ("content-language", "zh-CN"),
            ("content-length", "4"),
            (
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'; sandbox"
            ),
            ("content-type", "text/html; charset=gbk"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("date", "Tue, 15 Nov 1994 08:12:31 GMT"),
            (
                "permissions-policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
            ),
            ("referrer-policy", "no-referrer"),
            ("retry-after", "7"),
            ("x-content-type-options", "nosniff"),
            ("x-rollcall-trace", "t-1"),
        ]
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Upstream::start(fine()).await;
    let location = format!("Location: {}/users\r\n", elsewhere.url());
    let upstream = Upstream::start(Behaviour::Answer(answer("302 Found", &location, ""))).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let reply = send(gateway, LIST, &[], b"").await;
    assert_eq!((reply.status(), reply.failure()), (302, None));
    assert_eq!(reply.header("location"), None);
    assert_eq!(elsewhere.connections(), 0);
    assert_eq!(upstream.requests().len(), 1);
}

#[tokio::test]
async fn an_odd_trace_is_replaced() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let long = "a".repeat(65);
    for trace in ["", "a b", "a_b", "张", long.as_str()] {
        let header = format!("X-Rollcall-Trace: {trace}");
        let reply = send(gateway, LIST, &[&header], b"").await;
        let echoed = reply.header("x-rollcall-trace").unwrap();
        assert!(echoed.starts_with("gw-"), "{trace} became {echoed}");
    }
}

#[tokio::test]
async fn reads_reuse_a_connection_and_writes_do_not() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    for _ in 0..5 {
        assert_eq!(send(gateway, LIST, &[], b"").await.status(), 200);
    }
    let after_reads = upstream.connections();
    assert!(after_reads < 5, "{after_reads}");
    for _ in 0..3 {
        assert_eq!(send(gateway, CREATE, &[], b"[]").await.status(), 200);
    }
    assert_eq!(upstream.connections(), after_reads + 3);
}

#[tokio::test]
async fn a_read_survives_that_a_kept_connection_was_closed() {
    let bytes = answer("200 OK", "", "{}");
    let upstream = Upstream::start(Behaviour::AnswerAndClose(bytes)).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    for _ in 0..20 {
        let reply = send(gateway, LIST, &[], b"").await;
        assert_eq!((reply.status(), reply.failure()), (200, None));
    }
    assert_eq!(upstream.requests().len(), 20);
}

#[tokio::test]
async fn a_write_ends_though_the_browser_went_away() {
    let upstream = Upstream::start(Behaviour::AnswerWhenTold(answer("200 OK", "", "{}"))).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.requests_in_flight = 1;
    let gateway = start(config).await;
    let mut browser = TcpStream::connect(gateway).await.unwrap();
    let head = format!(
        "{CREATE} HTTP/1.1\r\nHost: {gateway}\r\nX-Rollcall-Trace: t\r\nContent-Length: 2\r\n\r\n[]"
    );
    browser.write_all(head.as_bytes()).await.unwrap();
    upstream.arrival().await;
    drop(browser);
    // While the write is under way its place is taken; it becomes free only because the write ended.
    let reply = send(gateway, LIST, &[], b"").await;
    assert_eq!((reply.status(), reply.failure()), (503, Some("busy")));
    upstream.told.notify_one();
    upstream.told.notify_one();
    loop {
        upstream.told.notify_one();
        if send(gateway, LIST, &[], b"").await.status() == 200 {
            break;
        }
    }
}

#[tokio::test]
async fn chunked_answers_come_whole() {
    let bytes =
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n".to_vec();
    let upstream = Upstream::start(Behaviour::Answer(bytes)).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let reply = send(gateway, LIST, &[], b"").await;
    assert_eq!(reply.text(), "{}");
    assert_eq!(reply.header("transfer-encoding"), None);
    assert_eq!(reply.header("content-length"), Some("2"));
}
