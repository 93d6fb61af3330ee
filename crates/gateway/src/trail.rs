//! `/audit`: who wrote what through this gateway, for admins, a page at a time.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::audit;
use crate::serve::Shared;

/// How many writes one answer has if nobody says, and at most.
const USUAL: usize = 100;
const MOST: usize = 1_000;

/// Answers `GET /audit?before&limit`: `{"writes":[...],"before":N|null}`, the newest first.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(file) = shared.config.audit_file.clone() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let number = |name: &str| {
        let mut parameters = query.as_deref()?.split('&');
        parameters.find_map(|one| {
            one.strip_prefix(name)?
                .strip_prefix('=')?
                .parse::<u64>()
                .ok()
        })
    };
    let limit = number("limit").and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.unwrap_or(USUAL).clamp(1, MOST);
    let before = number("before");
    let reading = tokio::task::spawn_blocking(move || audit::excerpt(&file, before, limit));
    match reading.await {
        Ok(Ok(found)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            let body = json!({ "writes": found.writes, "before": found.before });
            (headers, body.to_string()).into_response()
        }
        Ok(Err(_)) | Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
