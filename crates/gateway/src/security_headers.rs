//! The headers that keep other people's code and pages away from the console, on every answer of the gateway.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::serve::Shared;

/// The policy for the console's pages, a directive a line, but for who may frame them. Scripts may be loaded from here
/// only, and text becomes markup only where the policy `default` of `public/markup.js` lets it. An admin may send requests
/// to any proxy over TLS, or to one on the own machine. `cargo xtask finish` writes the same file into release builds of
/// the page, for hosts that send no headers.
const CONTENT_SECURITY_POLICY: &str = include_str!("content_security_policy.txt");

const FIXED: [(HeaderName, HeaderValue); 5] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ),
];

/// The policy for pages, with the origins of those who may frame them.
pub(crate) fn content_security_policy(embed_origins: &[String]) -> HeaderValue {
    let ancestors = match embed_origins {
        [] => "'none'".to_owned(),
        list => list.join(" "),
    };
    // The configuration takes origins only, so the text is a header's value; if it were not, nobody may frame.
    let directives = CONTENT_SECURITY_POLICY
        .lines()
        .fold(String::new(), |all, directive| all + directive + "; ");
    HeaderValue::from_str(&format!("{directives}frame-ancestors {ancestors}"))
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

/// Adds the headers. An answer that has a policy of its own, as the vendors' have, keeps it.
pub(crate) fn secure(shared: &Shared, headers: &mut HeaderMap) {
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| shared.content_security_policy.clone());
}
