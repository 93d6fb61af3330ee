//! Callers who send more, or slower, than anybody needs to, or who do not take their answer. Through: the vendor is reached,
//! or the gateway is still held when its time is up. The times are bounds that the configuration sets; what is waited for is
//! that the gateway closes.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, send, start};
use crate::people::{CREATE, LIST, raw};

/// Long after everything that the configuration of these tests permits.
const FAR_TOO_LONG: Duration = Duration::from_secs(60);

pub async fn large() -> Class {
    let mut class = Class::new("large heads and bodies");
    let upstream = Upstream::start(fine()).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.request_body_bytes = 1000;
    config.limits.request_timeout = Duration::from_secs(2);
    let gateway = start(config).await;
    let host = format!("Host: {gateway}\r\nX-Rollcall-Trace: t\r\nConnection: close");
    let post = "POST /vendors/bitanswer/users HTTP/1.1";
    let mut attempts: Vec<(String, String)> = Vec::new();
    for length in [1001, 4000, 4001, 100_000] {
        let body = "x".repeat(length);
        attempts.push((
            format!("{length} bytes"),
            format!("{post}\r\n{host}\r\nContent-Length: {length}\r\n\r\n{body}"),
        ));
    }
    for length in [
        "1001",
        "18446744073709551615",
        "18446744073709551616",
        "9223372036854775808",
    ] {
        attempts.push((
            format!("says {length} bytes"),
            format!("{post}\r\n{host}\r\nContent-Length: {length}\r\n\r\n[]"),
        ));
    }
    for size in [
        "ffffffffffffffff",
        "7fffffffffffffff",
        "3e9",
        "00000000000000000000000000000003e9",
    ] {
        attempts.push((
            format!("a chunk of {size}"),
            format!("{post}\r\n{host}\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n[]"),
        ));
    }
    let extension = "e".repeat(100_000);
    attempts.push((
        "a chunk's extension".to_owned(),
        format!(
            "{post}\r\n{host}\r\nTransfer-Encoding: chunked\r\n\r\n2;{extension}\r\n[]\r\n0\r\n\r\n"
        ),
    ));
    let trailers = "T: t\r\n".repeat(20_000);
    attempts.push((
        "trailers".to_owned(),
        format!(
            "{post}\r\n{host}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n{trailers}\r\n"
        ),
    ));
    for (what, header) in [
        ("a long value", format!("X: {}", "a".repeat(500_000))),
        ("a long name", format!("{}: a", "a".repeat(500_000))),
        (
            "many headers",
            "A: b\r\n".repeat(5_000).trim_end().to_owned(),
        ),
        (
            "many cookies",
            "Cookie: a=b\r\n".repeat(500).trim_end().to_owned(),
        ),
        ("a long bitkey", format!("bitkey: {}", "a".repeat(500_000))),
    ] {
        attempts.push((
            what.to_owned(),
            format!("GET /vendors/bitanswer/users HTTP/1.1\r\n{host}\r\n{header}\r\n\r\n"),
        ));
    }
    let long = "a".repeat(500_000);
    attempts.push((
        "a long path".to_owned(),
        format!("GET /vendors/bitanswer/users/user/{long} HTTP/1.1\r\n{host}\r\n\r\n"),
    ));
    attempts.push((
        "a long query".to_owned(),
        format!("GET /vendors/bitanswer/users?{long} HTTP/1.1\r\n{host}\r\n\r\n"),
    ));
    attempts.push((
        "a long method".to_owned(),
        format!("{long} /vendors/bitanswer/users HTTP/1.1\r\n{host}\r\n\r\n"),
    ));
    for (what, bytes) in attempts {
        let before = upstream.requests().len();
        let ended = tokio::time::timeout(FAR_TOO_LONG, raw(gateway, bytes.as_bytes())).await;
        class.tried(what, ended.is_err() || upstream.requests().len() > before);
    }
    let fits = format!("[{}]", " ".repeat(990));
    assert_eq!(
        send(gateway, CREATE, &[], fits.as_bytes()).await.status(),
        200
    );
    class
}

pub async fn slow() -> Class {
    let mut class = Class::new("slow callers");
    let upstream = Upstream::start(fine()).await;
    let place = tempfile::tempdir().unwrap();
    // More than the buffers of two sockets take.
    std::fs::write(place.path().join("index.html"), vec![b' '; 32 << 20]).unwrap();
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.request_timeout = Duration::from_secs(1);
    config.dist = Some(place.path().to_owned());
    let gateway = start(config).await;
    let host = format!("Host: {gateway}\r\nX-Rollcall-Trace: t");
    let post = format!("POST /vendors/bitanswer/users HTTP/1.1\r\n{host}");
    for beginning in [
        String::new(),
        "\r\n".to_owned(),
        "G".to_owned(),
        "GET /vendors/bitanswer/users HTTP/1.1\r\n".to_owned(),
        format!("GET /vendors/bitanswer/users HTTP/1.1\r\n{host}\r\nA: "),
        format!("{post}\r\nContent-Length: 10\r\n\r\n["),
        format!("{post}\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"),
        format!("{post}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n["),
        format!("{post}\r\nTransfer-Encoding: chunked\r\n\r\n5"),
        format!("POST /session HTTP/1.1\r\n{host}\r\nContent-Length: 10\r\n\r\n{{"),
        format!("POST /sandbox/reset HTTP/1.1\r\n{host}\r\nContent-Length: 10\r\n\r\n{{"),
        // Answered at once, and then silent.
        format!("GET /healthz HTTP/1.1\r\n{host}\r\n\r\n"),
        format!("GET /healthz HTTP/1.1\r\n{host}\r\n\r\nGET /"),
    ] {
        let ended = tokio::time::timeout(FAR_TOO_LONG, raw(gateway, beginning.as_bytes())).await;
        let through = ended.is_err() || !upstream.requests().is_empty();
        class.tried(beginning, through);
    }
    // One byte at a time is no progress that counts.
    for head in [
        format!("GET / HTTP/1.1\r\n{host}\r\nA: "),
        format!("{post}\r\nContent-Length: 500\r\n\r\n["),
    ] {
        let mut stream = TcpStream::connect(gateway).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let (mut reader, mut writer) = stream.into_split();
        let dripping = tokio::spawn(async move {
            while writer.write_all(b"a").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(FAR_TOO_LONG, reader.read_to_end(&mut answer)).await;
        dripping.abort();
        class.tried(
            format!("dripping {head}"),
            ended.is_err() || answer.starts_with(b"HTTP/1.1 200"),
        );
    }
    let through = unread_answer_holds_a_place(gateway).await;
    class.tried("an answer that nobody reads", through);
    assert_eq!(send(gateway, LIST, &[], b"").await.status(), 200);
    class
}

/// Asks for a large file and reads nothing of it. The gateway has to give up; that it has done so shows in that nobody
/// takes what is sent to it any more.
async fn unread_answer_holds_a_place(gateway: std::net::SocketAddr) -> bool {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(gateway).await.unwrap();
    let ask = format!("GET / HTTP/1.1\r\nHost: {gateway}\r\nAccept: text/html\r\n\r\n");
    stream.write_all(ask.as_bytes()).await.unwrap();
    let given_up = async {
        while stream.write_all(b"G").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(FAR_TOO_LONG, given_up).await.is_err()
}
