//! The second look: what a server lets this page do, found out without doing anything. No key, no query and no path of an
//! operation is sent. A method that writes is tried at a proxy only, for a host that does not exist.

use super::address::bare_url;
use super::capability::Preflight;
use super::departure::Transport;
use super::http_url::HttpUrl;
use super::obstacle::Evidence;
use gloo_net::http::{Method as Verb, RequestBuilder, Response};
use vendors::Method;
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

/// A host that no name server knows (RFC 2606): whatever a proxy is asked to do there is done nowhere.
const NOWHERE: &str = "https://rollcall.invalid";

/// What a server allows beforehand of what it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Headers that it refuses.
    pub refused_headers: Vec<String>,
    /// Methods that it refuses.
    pub refused_methods: Vec<Method>,
    /// Methods that were not tried: at the vendor itself, trying would be doing.
    pub untried_methods: Vec<Method>,
    /// Whether even what is known to be allowed was not answered, so that nothing follows from the rest.
    pub is_inconclusive: bool,
}

/// Finds out what a server allows beside `known`, which it is known to allow. `None` for the gateway, and for an address
/// that cannot be right.
pub async fn allows(
    transport: Transport<'_>,
    known: &Preflight,
    asked: &Preflight,
) -> Option<Allowed> {
    let is_foreign = transport.route.is_foreign();
    transport.route.server(transport.base_url)?;
    let base_url = if is_foreign {
        NOWHERE
    } else {
        transport.base_url
    };
    let url = bare_url(base_url, transport.route).ok()?;
    let mut allowed = Allowed::default();
    // Asked with a header if there is one, so that preflights are known to be answered for this address at all.
    let known_header = known.headers.first().map(String::as_str);
    if ask(&url, RequestMode::Cors, known_header).await.is_none() {
        allowed.is_inconclusive = true;
        return Some(allowed);
    }
    for header in &asked.headers {
        if ask(&url, RequestMode::Cors, Some(header)).await.is_none() {
            allowed.refused_headers.push(header.clone());
        }
    }
    for method in &asked.methods {
        if !is_foreign {
            allowed.untried_methods.push(*method);
        } else if ask_to(*method, &url, RequestMode::Cors, known_header)
            .await
            .is_none()
        {
            allowed.refused_methods.push(*method);
        }
    }
    Some(allowed)
}

async fn ask(url: &str, mode: RequestMode, header: Option<&str>) -> Option<Response> {
    ask_to(Method::Get, url, mode, header).await
}

async fn ask_to(
    method: Method,
    url: &str,
    mode: RequestMode,
    header: Option<&str>,
) -> Option<Response> {
    let verb = match method {
        Method::Get => Verb::GET,
        Method::Post => Verb::POST,
        Method::Patch => Verb::PATCH,
        Method::Delete => Verb::DELETE,
    };
    let request = RequestBuilder::new(url)
        .method(verb)
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
