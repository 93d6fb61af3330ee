//! Callers that take their time, or say more than anybody needs to.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use vendors::Vendor;

use crate::harness::{Upstream, config, fine, read_message, send, start};

const CREATE: &str = "POST /vendors/bitanswer/users";

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let upstream = Upstream::start(fine()).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.request_timeout = Duration::from_secs(1);
    let gateway = start(config).await;
    for beginning in [
        "",
        "G",
        "GET /vendors/bitanswer/users HTTP/1.1\r\nHost: x\r\nA: ",
    ] {
        let mut stream = TcpStream::connect(gateway).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        // The end of the connection is what is waited for; a reset is one, too.
        let _ = stream.read_to_end(&mut rest).await;
        assert!(!rest.starts_with(b"HTTP/1.1 2"), "{beginning}");
    }
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn a_body_that_never_comes_is_not_waited_for() {
    let upstream = Upstream::start(fine()).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.request_timeout = Duration::from_secs(1);
    let gateway = start(config).await;
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    let head = format!(
        "{CREATE} HTTP/1.1\r\nHost: {gateway}\r\nX-Rollcall-Trace: t-1\r\nContent-Length: 100\r\n\r\n["
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let reply = read_message(&mut stream, false).await.unwrap();
    let seen = (reply.status(), reply.failure());
    assert_eq!(seen, (408, Some("request-incomplete")));
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    let head = format!(
        "{CREATE} HTTP/1.1\r\nHost: {gateway}\r\nX-Rollcall-Trace: t-1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let reply = read_message(&mut stream, false).await.unwrap();
    let seen = (reply.status(), reply.failure());
    assert_eq!(seen, (411, Some("not-allowed")));
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn a_head_is_bounded() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let long = format!("X-Long: {}", "a".repeat(400_000));
    let reply = send(gateway, "GET /vendors/bitanswer/users", &[&long], b"").await;
    assert_eq!(reply.status(), 431);
    let many = vec!["A: b"; 200];
    let reply = send(gateway, "GET /vendors/bitanswer/users", &many, b"").await;
    assert_eq!(reply.status(), 431);
    assert_eq!(upstream.connections(), 0);
}
