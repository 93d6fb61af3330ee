//! The headers that keep other people's code and pages away from the console, on every answer of the gateway.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::serve::Shared;

/// The policy for the console's pages, but for who may frame them. Scripts may be loaded from here only, and text becomes
/// markup only where the policy `default` of `public/boot.js` lets it. An admin may send requests to any proxy over TLS, or
/// to one on the own machine.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; \
     form-action 'self'; base-uri 'self'; require-trusted-types-for 'script'; trusted-types default; frame-ancestors ";

const FIXED: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// The policy for pages, with those who may frame them.
pub(crate) fn content_security_policy(frame_ancestors: &[String]) -> HeaderValue {
    let ancestors = match frame_ancestors {
        [] => "'none'".to_owned(),
        list => list.join(" "),
    };
    // The configuration takes origins only, so the text is a header's value; if it were not, nobody may frame.
    HeaderValue::from_str(&format!("{CONTENT_SECURITY_POLICY}{ancestors}"))
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

/// Adds the headers. An answer that has a policy of its own, as the vendors' have, keeps it.
pub(crate) async fn secure(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| shared.content_security_policy.clone());
    response
}
