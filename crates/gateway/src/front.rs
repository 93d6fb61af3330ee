//! The way of every request: it is counted, admitted and answered, and its answer made safe for a browser.
//!
//! Plain calls, not layers around a router: a layer is copied and boxed for each request, which took longer than what the
//! layers did.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use axum::{Extension, Router};
use tower_service::Service as _;
use vendors::Operation;

use crate::access::{self, Identity};
use crate::metrics::Call;
use crate::serve::Shared;
use crate::{assets, console_config, guard, metrics, proxy, security_headers, trail};

/// More than any control request to the sandbox has.
const CONTROL_BODY_BYTES: usize = 1 << 20;

/// What answers every request.
pub(crate) struct Front {
    shared: Arc<Shared>,
    /// Everything but the vendors.
    console: Router,
}

impl Front {
    pub(crate) fn new(shared: Arc<Shared>) -> Front {
        Front {
            console: console(shared.clone()),
            shared,
        }
    }

    /// Answers a request that came from this address.
    pub(crate) async fn answer(&self, peer: SocketAddr, request: Request) -> Response {
        let path = request.uri().path();
        let mut response = if path.starts_with("/vendors") {
            let mut call = Call::begin(self.shared.clone(), path);
            let (response, operation) = self.admitted(peer, request).await;
            call.end(operation, &response);
            response
        } else {
            self.admitted(peer, request).await.0
        };
        security_headers::secure(&self.shared, response.headers_mut());
        response
    }

    /// The answer, and the operation that was asked for, if it was one.
    async fn admitted(
        &self,
        peer: SocketAddr,
        mut request: Request,
    ) -> (Response, Option<Operation>) {
        let identity = match guard::guard(&self.shared, &mut request, peer) {
            Ok(identity) => identity,
            Err(refusal) => {
                self.shared.metrics.refused(refusal);
                return (refusal.into_response(), None);
            }
        };
        if is_vendors(request.uri().path()) {
            return proxy::handle(&self.shared, identity, request).await;
        }
        request.extensions_mut().insert(ConnectInfo(peer));
        if let Some(identity) = identity {
            request.extensions_mut().insert(identity);
        }
        match self.console.clone().call(request).await {
            Ok(response) => (response, None),
            Err(never) => match never {},
        }
    }
}

fn is_vendors(path: &str) -> bool {
    path.strip_prefix("/vendors")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn console(shared: Arc<Shared>) -> Router {
    let mut router = Router::new()
        .route("/config.json", get(config_json))
        .route("/session", any(access::session))
        .route("/healthz", get(metrics::health))
        .route("/metrics", get(metrics::handle))
        .route("/audit", get(trail::handle));
    if shared.config.has_sandbox() {
        router = router.route("/sandbox/{*rest}", any(sandbox_control));
    }
    router.fallback(assets::handle).with_state(shared)
}

async fn config_json(
    State(shared): State<Arc<Shared>>,
    identity: Option<Extension<Identity>>,
) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let identity = identity.map(|Extension(identity)| identity);
    let document = console_config::document(&shared.config, identity.as_ref()).to_string();
    (headers, document).into_response()
}

async fn sandbox_control(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let path = path.strip_prefix("/sandbox").unwrap_or(path);
    match axum::body::to_bytes(body, CONTROL_BODY_BYTES).await {
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Ok(body) => match shared.sandbox.control(parts.method.as_str(), path, &body) {
            None => StatusCode::NOT_FOUND.into_response(),
            Some(answer) => {
                let status = StatusCode::from_u16(answer.status)
                    .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let media_type = answer.header("content-type").unwrap_or("application/json");
                let headers = [
                    ("content-type", media_type.to_owned()),
                    ("cache-control", "no-store".to_owned()),
                ];
                (status, headers, answer.body).into_response()
            }
        },
    }
}
