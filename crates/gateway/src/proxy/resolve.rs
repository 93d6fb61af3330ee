//! From an upstream's host to the addresses that are connected to. Each is looked up once, checked, and then used as it is:
//! nobody resolves the name a second time.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;

use axum::http::StatusCode;
use tokio::time::{Instant, timeout_at};
use vendors::problem::ProxyFailureKind;

use super::failure::Failure;
use super::reach::{self, Reach};
use crate::config::UpstreamUrl;

/// The addresses of a name, when they are there.
pub type Addresses<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// Whoever knows the addresses of names.
pub trait Resolver: Send + Sync {
    /// Every address of a host.
    fn addresses<'a>(&'a self, host: &'a str) -> Addresses<'a>;
}

/// The system's own resolver.
#[derive(Clone, Copy, Debug)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn addresses<'a>(&'a self, host: &'a str) -> Addresses<'a> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// The addresses to connect to. An address that stands in the configuration itself was meant by whoever wrote it; a name
/// may lead into a private network only with `allow_private`. One bad address among several spoils them all: names that
/// mix them are made for attacks.
pub(super) async fn resolve(
    resolver: &dyn Resolver,
    url: &UpstreamUrl,
    allow_private: bool,
    deadline: Instant,
) -> Result<Vec<SocketAddr>, Failure> {
    if let Ok(written) = url.host().parse::<IpAddr>() {
        return match reach::of(written) {
            Reach::Nowhere => Err(refused()),
            Reach::Public | Reach::Private => Ok(vec![SocketAddr::new(written, url.port())]),
        };
    }
    let dns = |status| Failure::new(ProxyFailureKind::Dns, status);
    let addresses = timeout_at(deadline, resolver.addresses(url.host()))
        .await
        .map_err(|_| dns(StatusCode::GATEWAY_TIMEOUT))?
        .map_err(|_| dns(StatusCode::BAD_GATEWAY))?;
    if addresses.is_empty() {
        return Err(dns(StatusCode::BAD_GATEWAY));
    }
    let may_be_reached = |address: &IpAddr| match reach::of(*address) {
        Reach::Public => true,
        Reach::Private => allow_private,
        Reach::Nowhere => false,
    };
    if !addresses.iter().all(may_be_reached) {
        return Err(refused());
    }
    let addresses = addresses.into_iter();
    Ok(addresses
        .map(|address| SocketAddr::new(address, url.port()))
        .collect())
}

fn refused() -> Failure {
    Failure::new(ProxyFailureKind::AddressRefused, StatusCode::BAD_GATEWAY)
}
