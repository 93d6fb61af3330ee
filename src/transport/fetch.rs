//! The browser's `fetch`: carries a request, and says what happened when nothing came back.

use super::address::{Address, Route};
use gloo_net::http::{Headers, RequestBuilder};
use vendors::problem::{
    Cause, FAILURE_HEADER, METHOD_HEADER, ProxyFailure, ProxyFailureKind, TRACE_HEADER,
    TransportFailure,
};
use vendors::{Method, Request, Response};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

/// Seconds after which a request is given up.
const TIMEOUT_SECONDS: u32 = 60;

/// What came back, and when the other side's clock said it was.
pub struct Carried {
    /// The vendor's answer, unread.
    pub response: Response,
    /// The `Date` header, where the carrier shows it and the answer is not from a cache.
    pub date: Option<String>,
}

/// Sends an authorized request the given way. `trace` goes along to our own gateway only: any other proxy would have to
/// allow the header first.
///
/// # Errors
/// [`Cause::Transport`] if nothing came back, [`Cause::Proxy`] if the gateway answered for itself.
pub async fn carry(
    request: &Request,
    base_url: &str,
    route: &Route,
    trace: &str,
) -> Result<Carried, Cause> {
    let address = Address::of(request, &request.target(), base_url, route)
        .ok_or(Cause::Transport(TransportFailure::BadAddress))?;
    let ours = *route == Route::Gateway;
    let mut builder = builder(&address.url)
        .method(match address.method {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
            Method::Patch => gloo_net::http::Method::PATCH,
            Method::Delete => gloo_net::http::Method::DELETE,
        })
        .credentials(if ours {
            RequestCredentials::SameOrigin
        } else {
            RequestCredentials::Omit
        });
    for (name, value) in &request.headers {
        builder = builder.header(name, value.expose());
    }
    if ours {
        builder = builder.header(TRACE_HEADER, trace);
    }
    if let Some(method) = address.real_method {
        builder = builder.header(METHOD_HEADER, method.as_str());
    }
    let sendable = match request.body.as_ref().filter(|_| address.with_body) {
        Some(body) => builder
            .header("content-type", body.content_type)
            .body(js_sys::Uint8Array::from(body.bytes.as_slice())),
        None => builder.build(),
    };
    let answer = sendable
        .map_err(|_| bad_address())?
        .send()
        .await
        .map_err(|error| failure(&error))?;
    let headers = answer.headers();
    if let Some(kind) = headers
        .get(FAILURE_HEADER)
        .as_deref()
        .and_then(ProxyFailureKind::from_header)
    {
        return Err(Cause::Proxy(ProxyFailure {
            kind,
            status: answer.status(),
        }));
    }
    if ours && headers.get(TRACE_HEADER).is_none() {
        let kind = ProxyFailureKind::Foreign;
        return Err(Cause::Proxy(ProxyFailure {
            kind,
            status: answer.status(),
        }));
    }
    let body = answer.binary().await.map_err(|error| failure(&error))?;
    let date = headers.get("date").filter(|_| headers.get("age").is_none());
    let response = Response {
        status: answer.status(),
        headers: kept(&headers),
        body,
    };
    Ok(Carried { response, date })
}

/// Fetches a text from the page's own origin; `None` if there is none. A page without a gateway gets here too, so a
/// failure says nothing. The request's options are those of the preload in `index.html`, or it would be fetched twice.
pub async fn fetch_text(path: &str) -> Option<String> {
    let answer = RequestBuilder::new(path)
        .credentials(RequestCredentials::SameOrigin)
        .send()
        .await
        .ok()?;
    if answer.ok() {
        answer.text().await.ok()
    } else {
        None
    }
}

fn builder(url: &str) -> RequestBuilder {
    RequestBuilder::new(url)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000)))
}

fn bad_address() -> Cause {
    Cause::Transport(TransportFailure::BadAddress)
}

fn failure(error: &gloo_net::Error) -> Cause {
    let name = match error {
        gloo_net::Error::JsError(error) => error.name.as_str(),
        _ => "",
    };
    Cause::Transport(match name {
        "TimeoutError" => TransportFailure::TimedOut(TIMEOUT_SECONDS),
        "AbortError" => TransportFailure::Cancelled,
        _ if is_offline() => TransportFailure::Offline,
        _ => TransportFailure::NotReached,
    })
}

fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// The headers that operations read. Browsers hide most others anyway.
fn kept(headers: &Headers) -> Vec<(String, String)> {
    ["content-type", "retry-after"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), headers.get(name)?)))
        .collect()
}
