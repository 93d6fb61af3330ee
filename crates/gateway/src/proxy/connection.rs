//! Making a connection to an upstream, stage by stage. Each stage fails in its own way, so that nobody has to guess a cause
//! from an error's text.

use std::net::SocketAddr;

use axum::http::StatusCode;
use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use vendors::problem::ProxyFailureKind;

use super::failure::Failure;
use crate::config::UpstreamUrl;

/// The sending end of a connection that stands.
pub(super) type Sender = SendRequest<Full<Bytes>>;

/// Connects to one of the addresses that the upstream's host stands for, and agrees on TLS. A stage that takes too long fails as that stage, except that TLS which never
/// answers counts as not connected: nothing says that anything is wrong with a certificate.
pub(super) async fn connect(
    url: &UpstreamUrl,
    addresses: &[SocketAddr],
    tls: Option<&TlsConnector>,
    deadline: Instant,
) -> Result<Sender, Failure> {
    let stream = reach(addresses, deadline).await?;
    // Requests are single writes; waiting for more only delays them.
    let _ = stream.set_nodelay(true);
    if !url.is_secure() {
        return handshake(stream).await;
    }
    let tls = tls.ok_or_else(|| failed(ProxyFailureKind::Misconfigured))?;
    let name = ServerName::try_from(url.host().to_owned())
        .map_err(|_| failed(ProxyFailureKind::Misconfigured))?;
    match timeout_at(deadline, tls.connect(name, stream)).await {
        Ok(Ok(stream)) => handshake(stream).await,
        Ok(Err(_)) => Err(failed(ProxyFailureKind::Tls)),
        Err(_) => Err(too_slow(ProxyFailureKind::Connect)),
    }
}

/// Tries each address in turn. One that swallows packets leaves the others their share of the time.
async fn reach(addresses: &[SocketAddr], deadline: Instant) -> Result<TcpStream, Failure> {
    let mut last = failed(ProxyFailureKind::Connect);
    for (tried, address) in addresses.iter().enumerate() {
        let left = u32::try_from(addresses.len() - tried).unwrap_or(u32::MAX);
        let now = Instant::now();
        let share = deadline.saturating_duration_since(now) / left;
        last = match timeout_at(now + share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(_)) => failed(ProxyFailureKind::Connect),
            Err(_) => too_slow(ProxyFailureKind::Connect),
        };
    }
    Err(last)
}

async fn handshake(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) -> Result<Sender, Failure> {
    let (sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|_| failed(ProxyFailureKind::Connect))?;
    // The task ends when the sender is dropped or the connection dies; who waits for an answer learns why.
    tokio::spawn(connection);
    Ok(sender)
}

fn failed(kind: ProxyFailureKind) -> Failure {
    Failure::new(kind, StatusCode::BAD_GATEWAY)
}

fn too_slow(kind: ProxyFailureKind) -> Failure {
    Failure::new(kind, StatusCode::GATEWAY_TIMEOUT)
}
