//! The binary ends when it is asked to, and not before what it sent to a vendor is answered.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::access::{secret, seen};
use crate::binary::{Serving, rollcall};
use crate::harness::{Behaviour, Upstream, answer, read_message, send};

const CREATE: &str = "POST /vendors/bitanswer/users";

async fn slow() -> (Upstream, Serving) {
    let upstream = Upstream::start(Behaviour::AnswerWhenTold(answer("200 OK", "", "{}"))).await;
    let environment = [
        ("ROLLCALL_BITANSWER_UPSTREAM", upstream.url()),
        ("ROLLCALL_SHUTDOWN_SECONDS", "60".to_owned()),
    ];
    let environment = environment
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let serving = Serving::start_with(&["serve", "--port", "0"], &environment);
    (upstream, serving)
}

/// Waits until it takes no more connections.
async fn closed(serving: &Serving) {
    while TcpStream::connect(serving.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

fn ended(serving: Serving) -> (bool, String) {
    tokio::task::block_in_place(|| serving.ended())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_under_way_is_answered_before_the_end() {
    let (upstream, serving) = slow().await;
    let address = serving.address;
    let write = tokio::spawn(async move { send(address, CREATE, &[], b"[]").await });
    upstream.arrival().await;
    serving.signal("-TERM");
    closed(&serving).await;
    upstream.told.notify_one();
    let reply = write.await.unwrap();
    assert_eq!(seen(&reply), (200, None));
    let (success, log) = ended(serving);
    assert!(success && log.contains("have 60 s"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_browser_went_away_is_waited_for_too() {
    let (upstream, serving) = slow().await;
    let mut browser = TcpStream::connect(serving.address).await.unwrap();
    let host = serving.address;
    let head = format!(
        "{CREATE} HTTP/1.1\r\nHost: {host}\r\nX-Rollcall-Trace: gone\r\nContent-Length: 2\r\n\r\n[]"
    );
    browser.write_all(head.as_bytes()).await.unwrap();
    upstream.arrival().await;
    drop(browser);
    serving.signal("-TERM");
    closed(&serving).await;
    upstream.told.notify_one();
    let (success, log) = ended(serving);
    let line = log
        .lines()
        .find(|line| line.contains("trace=gone"))
        .unwrap();
    assert!(
        success && line.contains(" BitAnswerUpsertUsers 200 "),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_keeps_it_from_ending_for_longer_than_configured() {
    let upstream = Upstream::start(Behaviour::Hang).await;
    let url = upstream.url();
    let environment = [
        ("ROLLCALL_BITANSWER_UPSTREAM", url.as_str()),
        ("ROLLCALL_SHUTDOWN_SECONDS", "1"),
    ];
    let serving = Serving::start_with(&["serve", "--port", "0"], &environment);
    let address = serving.address;
    let write = tokio::spawn(async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "{CREATE} HTTP/1.1\r\nHost: {address}\r\nX-Rollcall-Trace: t\r\nContent-Length: 2\r\n\r\n[]"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap_or_default();
    });
    upstream.arrival().await;
    serving.signal("-TERM");
    assert!(ended(serving).0);
    write.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_made_opens_and_is_told_nowhere_else() {
    let (_folder, mut command) = rollcall(&["token", "new", "--name", "wang", "--role", "admin"]);
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let printed = String::from_utf8(output.stdout).unwrap();
    let token = printed
        .lines()
        .find(|line| line.starts_with("rollcall_"))
        .unwrap();
    let lines = printed.split_once("[[access.tokens]]").unwrap().1;
    assert_eq!(printed.matches(token).count(), 1);
    assert!(!token.contains("wang") && token != secret("wang"));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rollcall.toml");
    std::fs::write(&file, format!("[[access.tokens]]{lines}")).unwrap();
    let serving = Serving::start_with(
        &["serve", "--port", "0", "--config", file.to_str().unwrap()],
        &[],
    );
    let first = "GET /metrics";
    let header = format!("Authorization: Bearer {token}");
    assert_eq!(send(serving.address, first, &[], b"").await.status(), 401);
    assert_eq!(
        send(serving.address, first, &[&header], b"").await.status(),
        200
    );
    serving.signal("-TERM");
    let (_, log) = ended(serving);
    assert!(!log.contains("rollcall_"), "{log}");

    let (_folder, mut command) = rollcall(&["token", "new", "--name", "wang"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`--role` must be"));
}

#[tokio::test]
async fn a_kept_connection_serves_more_than_one_request() {
    let gateway = crate::harness::start(crate::harness::sandboxed()).await;
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    for _ in 0..3 {
        let head = format!("GET /healthz HTTP/1.1\r\nHost: {gateway}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        assert_eq!(
            read_message(&mut stream, false).await.unwrap().text(),
            "ok\n"
        );
    }
}
