//! The second look: what a server lets this page do, found out without doing anything. No key, no query and no path of an
//! operation is sent, and no method but `GET`.

use super::address::bare_url;
use super::capability::Preflight;
use super::departure::Transport;
use super::http_url::HttpUrl;
use super::obstacle::Evidence;
use gloo_net::http::{RequestBuilder, Response};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

/// Milliseconds after which nobody is taken to be there.
const PATIENCE: u32 = 10_000;

/// Whether anything answers at the origin of a URL. Only the origin is asked, and the answer cannot be read.
pub async fn answers(server: HttpUrl<'_>) -> bool {
    ask(&format!("{}/", server.origin), RequestMode::NoCors, None)
        .await
        .is_some()
}

/// Looks at the server of a transport: `None` for the gateway, and for an address that cannot be right. The vendor's base
/// URL is asked for the given headers, one by one and without their values.
pub async fn look(transport: Transport<'_>, asked: &Preflight) -> Option<Evidence> {
    let server = transport.route.server(transport.base_url)?;
    let url = bare_url(transport.base_url, transport.route).ok()?;
    let mut evidence = Evidence {
        answers: answers(server).await,
        ..Evidence::default()
    };
    if !evidence.answers {
        return Some(evidence);
    }
    evidence.is_readable = ask(&url, RequestMode::Cors, None).await.is_some();
    if !evidence.is_readable {
        return Some(evidence);
    }
    for header in &asked.headers {
        if ask(&url, RequestMode::Cors, Some(header)).await.is_none() {
            evidence.refused_headers.push(header.clone());
        }
    }
    Some(evidence)
}

async fn ask(url: &str, mode: RequestMode, header: Option<&str>) -> Option<Response> {
    let request = RequestBuilder::new(url)
        .mode(mode)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let request = match header {
        // A type that a form could send would need no leave.
        Some("content-type") => request.header("content-type", "application/json"),
        Some(name) => request.header(name, "0"),
        None => request,
    };
    request.send().await.ok()
}
