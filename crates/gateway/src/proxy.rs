//! `/vendors/{connection id}/…`: what arrives is held against the table of documented operations, carried to the vendor's upstream or
//! to the sandbox, and what comes back is passed on without its cookies, redirects and everything else nobody asked for.
//!
//! Nothing here knows what a request or an answer means. Credentials that the gateway holds are put in and taken out again
//! by [`custody`] alone.

mod body;
mod connection;
mod custody;
mod failure;
mod headers;
mod path;
pub(crate) mod reach;
mod resolve;
mod trace;
mod trust;
mod upstream;
mod write;

use std::sync::Arc;
use std::time::SystemTime;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method as HttpMethod, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sandbox::WireRequest;
use tokio::sync::Semaphore;
use vendors::problem::{METHOD_HEADER, ProxyFailureKind, TRACE_HEADER};
use vendors::{Method, Operation, Vendor, is_plain};

use crate::access::Identity;
use crate::config::{Config, Connection, UpstreamUrl};
use crate::log::Line;
use crate::serve::Shared;
use failure::Failure;
pub use resolve::{Addresses, Resolver, SystemResolver};
pub(crate) use trust::certificates_in;
use upstream::Upstream;
pub(crate) use write::Writes;

/// What answers for one connection.
pub(crate) struct Route {
    connection: Connection,
    upstream: Option<Upstream>,
    in_flight: Semaphore,
    skew: custody::Skew,
    unsayable: Option<custody::Unsayable>,
}

/// A route for each connection.
pub(crate) fn routes(config: &Config, resolver: &Arc<dyn Resolver>) -> Vec<Arc<Route>> {
    let mut upstreams = config.connections.iter().flat_map(|own| &own.upstream);
    let any_secure = upstreams.any(UpstreamUrl::is_secure);
    let tls = any_secure
        .then(|| trust::connector(config.ca_file.as_deref()))
        .flatten();
    config
        .connections
        .iter()
        .map(|connection| Route {
            connection: connection.clone(),
            upstream: connection.upstream.as_ref().map(|url| {
                let (private, resolver) = (connection.allow_private, resolver.clone());
                Upstream::new(url.clone(), private, resolver, tls.clone(), config.limits)
            }),
            in_flight: Semaphore::new(config.limits.requests_in_flight),
            skew: custody::Skew::default(),
            unsayable: connection
                .credentials
                .as_ref()
                .map(|held| custody::Unsayable::of(&held.0)),
        })
        .map(Arc::new)
        .collect()
}

/// A request that the table knows, ready to be carried.
#[derive(Clone)]
struct Outgoing {
    operation: Operation,
    path: String,
    query: Option<String>,
    headers: HeaderMap,
    body: Bytes,
    caller: Arc<Caller>,
}

/// Who sends a request, and by which ids.
struct Caller {
    identity: Identity,
    /// Ours or the caller's own.
    trace: String,
    /// Whether the trace id is the caller's own.
    traced: bool,
    /// The write's id.
    request: Option<String>,
}

impl Outgoing {
    fn method(&self) -> Method {
        self.operation.endpoint().0
    }

    fn target(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }
}

/// A vendor's answer, whole, with the headers that may be passed on.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Answers a request below `/vendors/`, and says which operation it was.
/// `identity` is who sends it.
pub(crate) async fn handle(
    shared: &Arc<Shared>,
    identity: Option<Identity>,
    request: Request,
) -> (Response, Option<Operation>) {
    let trace = trace::of(request.headers());
    let path = request.uri().path().to_owned();
    let rest = path.strip_prefix("/vendors/").unwrap_or_default();
    let (id, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let found = shared.routes.iter().find(|route| route.connection.id == id);
    let (mut response, operation) = match found {
        Some(route) => {
            let line = Line::begin(id, &trace);
            vendor_call(shared, route, rest, identity, request, line, &trace).await
        }
        None => {
            let failure = Failure::new(ProxyFailureKind::NotAllowed, StatusCode::NOT_FOUND);
            (failure.into_response(None, &trace), None)
        }
    };
    if let Ok(trace) = HeaderValue::from_str(&trace) {
        response.headers_mut().insert(TRACE_HEADER, trace);
    }
    seal(response.headers_mut());
    (response, operation)
}

/// A vendor's page must not act in the console's name when somebody opens it by its address here.
fn seal(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    );
}

async fn vendor_call(
    shared: &Arc<Shared>,
    route: &Arc<Route>,
    path: &str,
    identity: Option<Identity>,
    request: Request,
    mut line: Line,
    trace: &str,
) -> (Response, Option<Operation>) {
    let vendor = route.connection.vendor;
    let body_limit = shared.config.limits.request_body_bytes;
    let outgoing = match admit(vendor, path, identity, request, body_limit, trace).await {
        Ok(outgoing) => outgoing,
        Err(failure) => return (respond(Err(failure), vendor, trace, line), None),
    };
    let operation = outgoing.operation;
    line.is(operation);
    let response = if operation.writes() {
        // A browser that goes away must not leave a write half sent: it runs to its end, and its line tells.
        let (shared, route, own_trace) = (shared.clone(), route.clone(), trace.to_owned());
        let task = tokio::spawn(async move {
            let result = write::once(&shared, &route, &outgoing, &mut line).await;
            respond(result, vendor, &own_trace, line)
        });
        task.await
            .unwrap_or_else(|_| write::lost().into_response(Some(vendor), trace))
    } else {
        let result = carry(shared, route, &outgoing).await;
        respond(result, vendor, trace, line)
    };
    (response, Some(operation))
}

fn respond(
    result: Result<Answer, Failure>,
    vendor: Vendor,
    trace: &str,
    mut line: Line,
) -> Response {
    match result {
        Ok(answer) => {
            line.end(answer.status.as_u16(), None);
            (answer.status, answer.headers, answer.body).into_response()
        }
        Err(failure) => {
            line.end(failure.status().as_u16(), Some(failure.kind().as_str()));
            failure.into_response(Some(vendor), trace)
        }
    }
}

/// Holds a request against the table of operations, and reads its body.
async fn admit(
    vendor: Vendor,
    path: &str,
    identity: Option<Identity>,
    request: Request,
    body_limit: usize,
    trace: &str,
) -> Result<Outgoing, Failure> {
    let method = effective_method(request.method(), request.headers())?;
    let operation = method
        .and_then(|method| Operation::find(vendor, method, path))
        .filter(|_| path::is_unambiguous(path))
        .ok_or_else(|| Failure::unknown_operation(vendor, path))?;
    let may = |identity: &Identity| identity.role.may(operation);
    let Some(identity) = identity.filter(may) else {
        return Err(Failure::new(
            ProxyFailureKind::RoleNotEnough,
            StatusCode::FORBIDDEN,
        ));
    };
    let query = request.uri().query().map(str::to_owned);
    let caller = Caller {
        identity,
        trace: trace.to_owned(),
        traced: trace::is_of_caller(request.headers(), trace),
        request: write::id(request.headers())?,
    };
    let headers = headers::for_vendor(vendor, request.headers());
    let body = body::read(request.into_body(), body_limit).await?;
    if !is_plain(operation, query.as_deref(), &body) {
        return Err(Failure::new(
            ProxyFailureKind::NotAllowed,
            StatusCode::BAD_REQUEST,
        ));
    }
    Ok(Outgoing {
        operation,
        path: path.to_owned(),
        query,
        headers,
        body,
        caller: Arc::new(caller),
    })
}

/// A browser cannot send a body with `GET`; it sends `POST` and says what is meant.
fn effective_method(method: &HttpMethod, headers: &HeaderMap) -> Result<Option<Method>, Failure> {
    let own = Method::from_wire(method.as_str());
    match headers.get(METHOD_HEADER) {
        None => Ok(own),
        Some(word) if word == "GET" && own == Some(Method::Post) => Ok(Some(Method::Get)),
        Some(_) => Err(Failure::new(
            ProxyFailureKind::NotAllowed,
            StatusCode::BAD_REQUEST,
        )),
    }
}

async fn carry(shared: &Shared, route: &Route, outgoing: &Outgoing) -> Result<Answer, Failure> {
    let Ok(_permit) = route.in_flight.try_acquire() else {
        return Err(Failure::new(
            ProxyFailureKind::Busy,
            StatusCode::SERVICE_UNAVAILABLE,
        ));
    };
    match &shared.audit {
        Some(trail) if outgoing.operation.writes() => {
            write::audited(trail, route, outgoing, authorized(shared, route, outgoing)).await
        }
        _ => authorized(shared, route, outgoing).await,
    }
}

async fn authorized(
    shared: &Shared,
    route: &Route,
    outgoing: &Outgoing,
) -> Result<Answer, Failure> {
    let (Some(held), Some(unsayable)) = (&route.connection.credentials, &route.unsayable) else {
        return exchange(shared, route, outgoing).await;
    };
    let now = route.skew.vendor_time(SystemTime::now());
    let (authorized, fresh) = custody::authorize(&held.0, outgoing, now)?;
    let answer = exchange(shared, route, &authorized).await?;
    route.skew.learn(&answer.headers, SystemTime::now());
    custody::mask(answer, unsayable, &fresh)
}

async fn exchange(shared: &Shared, route: &Route, outgoing: &Outgoing) -> Result<Answer, Failure> {
    match &route.upstream {
        Some(upstream) => upstream.exchange(outgoing).await,
        None => ask_sandbox(shared, outgoing).await,
    }
}

async fn ask_sandbox(shared: &Shared, outgoing: &Outgoing) -> Result<Answer, Failure> {
    let headers: Vec<(String, String)> = outgoing
        .headers
        .iter()
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), text)
        })
        .collect();
    let request = WireRequest {
        vendor: outgoing.operation.vendor(),
        method: outgoing.method().as_str(),
        target: &outgoing.target(),
        headers: &headers,
        body: &outgoing.body,
    };
    // The sandbox stands where an upstream would, and so does the death of its connection.
    let closed = || Failure::new(ProxyFailureKind::Closed, StatusCode::BAD_GATEWAY);
    let response = shared.sandbox.answer(&request).await.ok_or_else(closed)?;
    let status = StatusCode::from_u16(response.status).map_err(|_| closed())?;
    let mut all = HeaderMap::new();
    for (name, value) in &response.headers {
        let name = http::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            all.append(name, value);
        }
    }
    Ok(Answer {
        status,
        headers: headers::for_browser(&all),
        body: Bytes::from(response.body),
    })
}
