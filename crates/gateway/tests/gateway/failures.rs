//! Each way to fail, made to happen for real.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use vendors::Vendor;
use vendors::problem::ProxyFailureKind;

use crate::harness::{Behaviour, Upstream, answer, config, read_message, send, start};

const LIST: &str = "GET /vendors/bitanswer/users";
const CREATE: &str = "POST /vendors/bitanswer/users";

async fn expect(upstream: &str, status: u16, kind: ProxyFailureKind) {
    let mut config = config(Vendor::BitAnswer, upstream);
    config.limits.connect_timeout = Duration::from_secs(5);
    config.limits.timeout = Duration::from_millis(300);
    config.limits.response_body_bytes = 1000;
    let gateway = start(config).await;
    for request in [LIST, CREATE] {
        let reply = send(gateway, request, &["X-Rollcall-Trace: t-9"], b"").await;
        let seen = (reply.status(), reply.failure());
        assert_eq!(seen, (status, Some(kind.as_str())), "{request} {upstream}");
        let body: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
        let expected =
            serde_json::json!({"failure": kind.as_str(), "vendor": "bitanswer", "trace": "t-9"});
        assert_eq!(body, expected);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("x-rollcall-trace"), Some("t-9"));
    }
}

#[tokio::test]
async fn a_name_that_does_not_resolve() {
    expect("http://nobody.invalid", 502, ProxyFailureKind::Dns).await;
    expect("https://nobody.invalid", 502, ProxyFailureKind::Dns).await;
}

#[tokio::test]
async fn a_closed_port() {
    // Bound, so that nobody else gets the port, but not listening.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    expect(&format!("http://{address}"), 502, ProxyFailureKind::Connect).await;
    expect(
        &format!("https://{address}"),
        502,
        ProxyFailureKind::Connect,
    )
    .await;
}

#[tokio::test]
async fn something_that_speaks_no_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
        }
    });
    expect(&format!("https://{address}"), 502, ProxyFailureKind::Tls).await;
}

/// A TLS server with a certificate of its own making for these names; gives its port and the certificate as PEM.
async fn tls_server(names: &[&str]) -> (u16, String) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let certificate: CertificateDer<'static> = made.cert.der().clone();
    let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(server));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                while read_message(&mut stream, false).await.is_some() {
                    let bytes = answer("200 OK", "", "secure");
                    if stream.write_all(&bytes).await.is_err() || stream.flush().await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, made.cert.pem())
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let (port, _) = tls_server(&["localhost", "127.0.0.1"]).await;
    expect(
        &format!("https://localhost:{port}"),
        502,
        ProxyFailureKind::Tls,
    )
    .await;
    expect(
        &format!("https://127.0.0.1:{port}"),
        502,
        ProxyFailureKind::Tls,
    )
    .await;
}

#[tokio::test]
async fn a_certificate_of_a_configured_authority_is_good_for_its_own_name_only() {
    let folder = tempfile::tempdir().unwrap();
    for (name, status) in [("localhost", 200), ("other.example", 502)] {
        let (port, pem) = tls_server(&[name]).await;
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, pem).unwrap();
        let mut config = config(Vendor::BitAnswer, &format!("https://localhost:{port}"));
        config.ca_file = Some(file);
        let reply = send(start(config).await, LIST, &[], b"").await;
        assert_eq!(reply.status(), status, "{name}: {:?}", reply.failure());
    }
}

#[tokio::test]
async fn an_upstream_that_hangs() {
    let upstream = Upstream::start(Behaviour::Hang).await;
    expect(&upstream.url(), 504, ProxyFailureKind::Timeout).await;
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".to_vec();
    let upstream = Upstream::start(Behaviour::Answer(half)).await;
    expect(&upstream.url(), 504, ProxyFailureKind::Timeout).await;
}

#[tokio::test]
async fn tls_that_never_answers_counts_as_not_connected() {
    let upstream = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", upstream.local_addr().unwrap());
    let mut config = config(Vendor::BitAnswer, &url);
    config.limits.connect_timeout = Duration::from_millis(200);
    let reply = send(start(config).await, CREATE, &[], b"").await;
    let seen = (reply.status(), reply.failure());
    assert_eq!(seen, (504, Some(ProxyFailureKind::Connect.as_str())));
}

#[tokio::test]
async fn an_upstream_that_closes_before_it_is_done() {
    for bytes in [
        &b""[..],
        b"HTTP/1.1 200 O",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
        b"SSH-2.0-OpenSSH\r\n",
    ] {
        let upstream = Upstream::start(Behaviour::AnswerAndClose(bytes.to_vec())).await;
        expect(&upstream.url(), 502, ProxyFailureKind::Closed).await;
        assert_eq!(
            upstream.requests().len(),
            2,
            "one read, one write, none sent twice"
        );
    }
}

#[tokio::test]
async fn an_answer_beyond_the_limit() {
    let body = "x".repeat(1001);
    let upstream = Upstream::start(Behaviour::Answer(answer("200 OK", "", &body))).await;
    expect(&upstream.url(), 502, ProxyFailureKind::ResponseTooLarge).await;
    let unannounced = format!("HTTP/1.1 200 OK\r\n\r\n{body}").into_bytes();
    let upstream = Upstream::start(Behaviour::AnswerAndClose(unannounced)).await;
    expect(&upstream.url(), 502, ProxyFailureKind::ResponseTooLarge).await;
}

#[tokio::test]
async fn a_request_beyond_the_limit() {
    let upstream = Upstream::start(Behaviour::Hang).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.request_body_bytes = 100_000;
    let gateway = start(config).await;
    let body = vec![b'x'; 100_001];
    let reply = send(gateway, CREATE, &[], &body).await;
    let seen = (reply.status(), reply.failure());
    assert_eq!(seen, (413, Some("request-too-large")));
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn bodies_at_the_limit_pass() {
    let body = format!("\"{}\"", "x".repeat(998));
    let upstream = Upstream::start(Behaviour::Answer(answer("200 OK", "", &body))).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.request_body_bytes = 1000;
    config.limits.response_body_bytes = 1000;
    let reply = send(start(config).await, CREATE, &[], body.as_bytes()).await;
    assert_eq!((reply.status(), reply.text()), (200, body.clone()));
    assert_eq!(upstream.only_request().body, body.as_bytes());
}

#[tokio::test]
async fn one_busy_vendor_does_not_stop_another() {
    let upstream = Upstream::start(Behaviour::Hang).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    config.limits.requests_in_flight = 1;
    let gateway = start(config).await;
    let waiting = tokio::spawn(async move { send(gateway, LIST, &[], b"").await });
    upstream.arrival().await;
    let reply = send(gateway, LIST, &[], b"").await;
    assert_eq!((reply.status(), reply.failure()), (503, Some("busy")));
    let other = "GET /vendors/tingyun/network-report-data/user-config/list-json-authkey";
    assert_eq!(send(gateway, other, &[], b"").await.failure(), None);
    waiting.abort();
}
