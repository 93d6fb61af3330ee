//! One exchange with a configured upstream.
//!
//! A write is sent once, over a connection of its own: a connection that was kept may die just as it is used, and then
//! nobody knows whether the write arrived. Reads reuse connections and are sent again if a reused one turns out dead.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode, header};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use tokio::runtime::{self, Handle};
use tokio_rustls::TlsConnector;
use vendors::Method;
use vendors::problem::ProxyFailureKind;

use super::connection::{Sender, connect};
use super::failure::Failure;
use super::resolve::{Resolver, resolve};
use super::{Answer, Outgoing, headers};
use crate::config::{Limits, UpstreamUrl};

/// Shorter than what servers commonly keep a silent connection for.
const KEPT_FOR: Duration = Duration::from_secs(15);

/// A configured upstream, with the connections that are kept for the next reads of the runtime that drives them.
pub(super) struct Upstream {
    url: UpstreamUrl,
    allow_private: bool,
    resolver: Arc<dyn Resolver>,
    tls: Option<TlsConnector>,
    limits: Limits,
    kept: Mutex<HashMap<runtime::Id, Vec<(Sender, Instant)>>>,
}

impl Upstream {
    pub(super) fn new(
        url: UpstreamUrl,
        allow_private: bool,
        resolver: Arc<dyn Resolver>,
        tls: Option<TlsConnector>,
        limits: Limits,
    ) -> Upstream {
        Upstream {
            url,
            allow_private,
            resolver,
            tls,
            limits,
            kept: Mutex::default(),
        }
    }

    /// Sends the request and waits for the whole answer, within the limits.
    pub(super) async fn exchange(&self, outgoing: &Outgoing) -> Result<Answer, Failure> {
        if !outgoing.operation.writes()
            && let Some(mut sender) = self.take_kept()
        {
            match self.send(&mut sender, outgoing).await {
                Ok(answer) => {
                    self.keep(sender);
                    return Ok(answer);
                }
                Err(failure) if failure.kind() == ProxyFailureKind::Closed => {}
                Err(failure) => return Err(failure),
            }
        }
        let deadline = tokio::time::Instant::now() + self.limits.connect_timeout;
        let resolver = self.resolver.as_ref();
        let addresses = resolve(resolver, &self.url, self.allow_private, deadline).await?;
        let tls = self.tls.as_ref();
        let mut sender = connect(&self.url, &addresses, tls, deadline).await?;
        let answer = self.send(&mut sender, outgoing).await?;
        self.keep(sender);
        Ok(answer)
    }

    async fn send(&self, sender: &mut Sender, outgoing: &Outgoing) -> Result<Answer, Failure> {
        let request = self.request(outgoing)?;
        let exchange = async {
            let response = sender.send_request(request).await.map_err(|_| closed())?;
            self.receive(response).await
        };
        tokio::time::timeout(self.limits.timeout, exchange)
            .await
            .unwrap_or_else(|_| {
                Err(Failure::new(
                    ProxyFailureKind::Timeout,
                    StatusCode::GATEWAY_TIMEOUT,
                ))
            })
    }

    fn request(&self, outgoing: &Outgoing) -> Result<Request<Full<Bytes>>, Failure> {
        let target = format!("{}{}", self.url.base_path(), outgoing.target());
        let mut request = Request::builder()
            .method(outgoing.method().as_str())
            .uri(target)
            .header(header::HOST, self.url.authority())
            .header(
                header::USER_AGENT,
                concat!("rollcall/", env!("CARGO_PKG_VERSION")),
            )
            // The browser's wishes are not passed on, and the size limit is about what is really there.
            .header(header::ACCEPT_ENCODING, "identity")
            .body(Full::new(outgoing.body.clone()))
            .map_err(|_| {
                Failure::new(
                    ProxyFailureKind::Misconfigured,
                    StatusCode::INTERNAL_SERVER_ERROR,
                )
            })?;
        let method = outgoing.method();
        if !outgoing.body.is_empty() || matches!(method, Method::Post | Method::Patch) {
            request.headers_mut().insert(
                header::CONTENT_LENGTH,
                HeaderValue::from(outgoing.body.len()),
            );
        }
        for (name, value) in &outgoing.headers {
            request.headers_mut().append(name, value.clone());
        }
        Ok(request)
    }

    async fn receive(&self, response: http::Response<Incoming>) -> Result<Answer, Failure> {
        let too_large =
            || Failure::new(ProxyFailureKind::ResponseTooLarge, StatusCode::BAD_GATEWAY);
        let (parts, body) = response.into_parts();
        // It was asked for as it is. Nobody knows how large it becomes when it is unpacked.
        let mut encodings = parts.headers.get_all(header::CONTENT_ENCODING).iter();
        if encodings.any(|own| own != "identity") {
            return Err(closed());
        }
        let limit = self.limits.response_body_bytes;
        if body.size_hint().lower() > u64::try_from(limit).unwrap_or(u64::MAX) {
            return Err(too_large());
        }
        let body = match Limited::new(body, limit).collect().await {
            Ok(collected) => collected.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return Err(too_large()),
            Err(_) => return Err(closed()),
        };
        // Nobody asked to switch protocols, and a browser cannot be told so.
        if parts.status.is_informational() {
            return Err(closed());
        }
        Ok(Answer {
            status: parts.status,
            headers: headers::for_browser(&parts.headers),
            body,
        })
    }

    /// The connection that was used last, if it still stands.
    fn take_kept(&self) -> Option<Sender> {
        let now = Instant::now();
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get_mut(&Handle::current().id())?;
        // They stand in the order in which they were kept.
        let old = kept.partition_point(|(_, since)| now.duration_since(*since) >= KEPT_FOR);
        kept.drain(..old);
        while let Some((sender, _)) = kept.pop() {
            if sender.is_ready() {
                return Some(sender);
            }
        }
        None
    }

    /// Keeps as many as may be under way: fewer would have the others looked up and connected anew for each request.
    fn keep(&self, sender: Sender) {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(Handle::current().id()).or_default();
        if !sender.is_closed() && kept.len() < self.limits.requests_in_flight {
            kept.push((sender, Instant::now()));
        }
    }
}

fn closed() -> Failure {
    Failure::new(ProxyFailureKind::Closed, StatusCode::BAD_GATEWAY)
}
