//! The browser's `fetch`: carries a request, and says what happened when nothing came back.

use super::clock::AnswerDate;
use super::departure::{Departure, DepartureFault, Transport};
use super::foreign::known_failure;
use super::proxy_headers::HeaderFault;
use gloo_net::http::{Headers, Request as FetchRequest, RequestBuilder, Response as FetchResponse};
use vendors::problem::{
    Cause, FAILURE_HEADER, Field, InvalidInput, ProxyFailure, ProxyFailureKind, TRACE_HEADER,
    TransportFailure,
};
use vendors::{Effect, Request, Response};
use web_sys::{
    AbortController, AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect,
};

/// Seconds after which a request is given up.
const TIMEOUT_SECONDS: u32 = 60;

/// Seconds after which a text of the page's own origin is given up: the page waits for it.
pub const TEXT_TIMEOUT_SECONDS: u32 = 10;

/// What came back, and when the other side's clock said it was.
pub struct Carried {
    /// The vendor's answer, unread.
    pub response: Response,
    /// When the other side says that it is.
    pub date: AnswerDate,
}

/// Sends an authorized request the given way. `trace` goes along to our own gateway only: any other proxy would have to
/// allow the header first.
///
/// # Errors
/// [`Cause::InvalidInput`] if a header for the proxy cannot be sent, [`Cause::Transport`] if nothing came back,
/// [`Cause::Proxy`] if the gateway or a proxy answered for itself.
///
/// A read that is dropped before it is over is cut off; a write is left to its end, for it may be applied already.
pub async fn carry(
    request: &Request,
    transport: Transport<'_>,
    trace: &str,
) -> Result<Carried, Cause> {
    let departure = Departure::of(request, transport, trace).map_err(not_sent)?;
    let ours = transport.route.is_gateway();
    let init = options();
    init.set_method(departure.method.as_str());
    init.set_credentials(if ours {
        RequestCredentials::SameOrigin
    } else {
        RequestCredentials::Omit
    });
    let headers = Headers::new();
    for (name, value) in &departure.headers {
        headers.append(name, value.expose());
    }
    if let Some(body) = &departure.body {
        init.set_body(&js_sys::Uint8Array::from(body.bytes.as_slice()));
    }
    init.set_headers(&headers.into_raw());
    let _cut_off = matches!(request.effect, Effect::Read)
        .then(|| CutOff::of(&init))
        .flatten();
    let answer = send(&departure.url, &init).await?;
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
    let own_words = known_failure(answer.status(), &body).filter(|_| transport.route.is_foreign());
    if let Some(kind) = own_words {
        return Err(Cause::Proxy(ProxyFailure {
            kind,
            status: answer.status(),
        }));
    }
    let date = AnswerDate::of(headers.get("date"), headers.get("age"));
    let response = Response {
        status: answer.status(),
        headers: kept(&headers),
        body,
    };
    Ok(Carried { response, date })
}

/// Why nobody knows whether there is a text, nor what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Nothing came, not all of it, or not in time.
    NoAnswer,
    /// The host answered with this status.
    Status(u16),
}

/// Fetches a text from the page's own origin; `None` if the host says that there is none. The request's options are those
/// of the preload in `index.html`, or it would be fetched twice.
///
/// # Errors
/// [`Unread`] if the host says neither, in time.
pub async fn fetch_text(path: &str) -> Result<Option<String>, Unread> {
    let late = AbortSignal::timeout_with_u32(TEXT_TIMEOUT_SECONDS * 1000);
    let sent = RequestBuilder::new(path)
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&late))
        .send();
    let answer = sent.await.map_err(|_| Unread::NoAnswer)?;
    match answer.status() {
        404 | 410 => Ok(None),
        200..300 => answer.text().await.map(Some).map_err(|_| Unread::NoAnswer),
        status => Err(Unread::Status(status)),
    }
}

fn options() -> RequestInit {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Error);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000)));
    init
}

/// Cuts a request off when it is dropped; when the request is over, that does nothing.
struct CutOff(AbortController);

impl CutOff {
    /// Adds itself to what ends the request; `None` where the browser cannot join two such signals.
    fn of(init: &RequestInit) -> Option<CutOff> {
        let signals =
            js_sys::Reflect::get(web_sys::window()?.as_ref(), &"AbortSignal".into()).ok()?;
        if !js_sys::Reflect::has(&signals, &"any".into()).ok()? {
            return None;
        }
        let controller = AbortController::new().ok()?;
        let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
        let both = js_sys::Array::of2(&controller.signal(), &timeout);
        init.set_signal(Some(&AbortSignal::any(&both)));
        Some(CutOff(controller))
    }
}

impl Drop for CutOff {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends what the options say. The request is made by the browser and not by a builder, which would write the URL anew:
/// names and signatures must arrive as they were encoded.
async fn send(url: &str, init: &RequestInit) -> Result<FetchResponse, Cause> {
    let request = web_sys::Request::new_with_str_and_init(url, init).map_err(|_| bad_address())?;
    FetchRequest::from(request)
        .send()
        .await
        .map_err(|error| failure(&error))
}

fn not_sent(fault: DepartureFault) -> Cause {
    let input = match fault {
        DepartureFault::Address(_) => return bad_address(),
        DepartureFault::Header(HeaderFault::NoValue) => InvalidInput::Missing(Field::ProxyHeader),
        DepartureFault::Header(HeaderFault::Value) => {
            InvalidInput::NotAHeaderValue(Field::ProxyHeader)
        }
        DepartureFault::Header(
            HeaderFault::Name | HeaderFault::Forbidden | HeaderFault::Taken | HeaderFault::Twice,
        ) => InvalidInput::Malformed(Field::ProxyHeader),
    };
    Cause::InvalidInput(input)
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
