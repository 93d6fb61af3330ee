//! The id under which an exchange is known on our side.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;
use vendors::problem::TRACE_HEADER;

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// The caller's id if it is one that may be logged and echoed; else one of our own, unique to this machine.
pub(super) fn of(headers: &HeaderMap) -> String {
    let given = headers.get(TRACE_HEADER).and_then(|id| id.to_str().ok());
    match given {
        Some(id) if is_acceptable(id) => id.to_owned(),
        _ => {
            let now = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
                .as_millis();
            format!("gw-{now:x}-{:x}", COUNTER.fetch_add(1, Ordering::Relaxed))
        }
    }
}

/// Whether an id is the caller's own.
pub(super) fn is_of_caller(headers: &HeaderMap, trace: &str) -> bool {
    headers.get(TRACE_HEADER).is_some_and(|own| own == trace)
}

fn is_acceptable(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
