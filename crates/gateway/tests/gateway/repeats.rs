//! Writes that arrive twice, as they do when a browser's connection dies before the answer.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use vendors::Vendor;

use crate::harness::{
    Behaviour, Upstream, answer, config, fine, read_message, sandboxed, send, start,
};

const CREATE: &str = "POST /vendors/bitanswer/users";
const DELETE: &str = "POST /vendors/sharecreators/api/asset-server/user/del-user";
const ID: &str = "x-rollcall-request: 0123456789abcdef";
const TRACE: &str = "x-rollcall-trace: t-1";

/// Sends a write on a connection of its own and does not wait for the answer.
async fn send_only(gateway: SocketAddr, first: &str, headers: &[&str], body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    let headers = headers.join("\r\n");
    let length = body.len();
    let text = format!(
        "{first} HTTP/1.1\r\nHost: {gateway}\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_connection_that_dies_before_the_answer_does_not_apply_a_write_twice() {
    let told = answer("200 OK", "", "{\"n\":1}");
    let upstream = Upstream::start(Behaviour::AnswerWhenTold(told)).await;
    let gateway = start(config(Vendor::ShareCreators, &upstream.url())).await;
    let dying = send_only(gateway, DELETE, &[ID, TRACE], "{\"list\":[]}").await;
    upstream.arrival().await;
    drop(dying);
    // The browser's own repeats: the same bytes on new connections, while the first is still under way.
    let mut second = send_only(gateway, DELETE, &[ID, TRACE], "{\"list\":[]}").await;
    let mut third = send_only(gateway, DELETE, &[ID, TRACE], "{\"list\":[]}").await;
    upstream.told.notify_one();
    for stream in [&mut second, &mut third] {
        let reply = read_message(stream, false).await.unwrap();
        assert_eq!((reply.status(), reply.text().as_str()), (200, "{\"n\":1}"));
    }
    let late = send(gateway, DELETE, &[ID, TRACE], b"{\"list\":[]}").await;
    assert_eq!((late.status(), late.text().as_str()), (200, "{\"n\":1}"));
    assert_eq!(upstream.only_request().header("x-rollcall-request"), None);
}

#[tokio::test]
async fn an_unknown_outcome_stays_unknown_and_nothing_is_sent_again() {
    let upstream = Upstream::start(Behaviour::Hang).await;
    let mut config = config(Vendor::ShareCreators, &upstream.url());
    config.limits.timeout = Duration::from_millis(200);
    let gateway = start(config).await;
    for trace in ["t-1", "t-1", "t-2"] {
        let trace = format!("x-rollcall-trace: {trace}");
        let reply = send(gateway, DELETE, &[ID, &trace], b"{}").await;
        assert_eq!(
            (reply.status(), reply.failure()),
            (504, Some("upstream-timeout"))
        );
    }
    assert_eq!(upstream.requests().len(), 1);
}

#[tokio::test]
async fn the_same_id_with_anything_else_is_refused() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let json = "Content-Type: application/json";
    let original = [ID, TRACE, "bitkey: one", json];
    assert_eq!(send(gateway, CREATE, &original, b"[1]").await.status(), 200);
    for (first, headers, body) in [
        (CREATE, &original[..], "[2]"),
        ("PATCH /vendors/bitanswer/users", &original, "[1]"),
        ("POST /vendors/bitanswer/users?x=1", &original, "[1]"),
        ("POST /vendors/bitanswer/users/user/a", &original, "[1]"),
        (CREATE, &[ID, TRACE, "bitkey: two", json], "[1]"),
        (
            CREATE,
            &[ID, TRACE, "bitkey: one", "Content-Type: text/plain"],
            "[1]",
        ),
    ] {
        let reply = send(gateway, first, headers, body.as_bytes()).await;
        let seen = (reply.status(), reply.failure());
        assert_eq!(seen, (409, Some("repeat-differs")), "{first} {body}");
    }
    assert_eq!(upstream.requests().len(), 1);
    let other = ["x-rollcall-request: another", TRACE, "bitkey: one", json];
    assert_eq!(send(gateway, CREATE, &other, b"[2]").await.status(), 200);
    assert_eq!(upstream.requests().len(), 2);
}

#[tokio::test]
async fn bitanswers_own_id_serves_where_ours_is_missing() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    for _ in 0..3 {
        let reply = send(gateway, CREATE, &["x-bit-req-id: one"], b"[]").await;
        assert_eq!(reply.status(), 200);
    }
    let request = upstream.only_request();
    assert_eq!(request.header("x-bit-req-id"), Some("one"));
}

#[tokio::test]
async fn a_person_may_ask_a_vendor_that_recognises_repeats_once_more() {
    let gateway = start(sandboxed()).await;
    let json = "Content-Type: application/json";
    let write = |trace: &'static str| async move {
        let headers = [
            "bitkey: sandbox-bitkey",
            "x-bit-req-id: one",
            ID,
            json,
            trace,
        ];
        let body = b"{\"nickName\":\"n\",\"password\":\"pass-word-1\"}";
        send(
            gateway,
            "POST /vendors/bitanswer/users/user/new",
            &headers,
            body,
        )
        .await
        .status()
    };
    assert_eq!(write("x-rollcall-trace: t-1").await, 200);
    assert_eq!(write("x-rollcall-trace: t-1").await, 200);
    assert_eq!(write("x-rollcall-trace: t-2").await, 200);
    let reply = send(gateway, "GET /sandbox/journal", &[], b"").await;
    let journal: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    let seen: Vec<_> = journal
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (&entry["applied"], &entry["duplicate"]))
        .collect();
    let (yes, no) = (serde_json::json!(true), serde_json::json!(false));
    assert_eq!(seen, [(&yes, &no), (&no, &yes)]);
}

#[tokio::test]
async fn what_never_left_is_not_remembered() {
    let upstream = Upstream::start(Behaviour::AnswerWhenTold(answer("200 OK", "", "{}"))).await;
    let mut config = config(Vendor::ShareCreators, &upstream.url());
    config.limits.requests_in_flight = 1;
    let gateway = start(config).await;
    let mut other = send_only(gateway, DELETE, &["x-rollcall-request: other", TRACE], "{}").await;
    upstream.arrival().await;
    let reply = send(gateway, DELETE, &[ID, TRACE], b"{}").await;
    assert_eq!(reply.failure(), Some("busy"));
    upstream.told.notify_one();
    assert_eq!(read_message(&mut other, false).await.unwrap().status(), 200);
    let again = send_only(gateway, DELETE, &[ID, TRACE], "{}");
    let mut again = again.await;
    while upstream.requests().len() < 2 {
        upstream.arrival().await;
        tokio::task::yield_now().await;
    }
    upstream.told.notify_one();
    assert_eq!(read_message(&mut again, false).await.unwrap().status(), 200);
}

#[tokio::test]
async fn ids_that_are_none_are_refused_and_reads_need_none() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let long = format!("x-rollcall-request: {}", "a".repeat(129));
    for headers in [
        &["x-rollcall-request:"][..],
        &["x-rollcall-request: a b"],
        &[&long],
        &[ID, ID],
    ] {
        let reply = send(gateway, CREATE, headers, b"[]").await;
        assert_eq!(
            (reply.status(), reply.failure()),
            (400, Some("not-allowed")),
            "{headers:?}"
        );
    }
    assert_eq!(upstream.connections(), 0);
    for _ in 0..2 {
        send(gateway, "GET /vendors/bitanswer/users", &[ID], b"").await;
    }
    assert_eq!(upstream.requests().len(), 2);
}
