//! `/audit`: who wrote what through this gateway, for admins, a page at a time.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::serve::Shared;

/// How many writes one answer has if nobody says, and at most.
const USUAL: usize = 100;
const MOST: usize = 1_000;

/// Answers `GET /audit?before&limit`: `{"writes":[...],"before":N|null,"chain":{...}}`, the newest first.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(trail) = &shared.audit else {
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
    let Ok(found) = trail.excerpt(number("before"), limit).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let chain = json!({
        "from": found.chain.from,
        "to": found.chain.to,
        "hash": found.chain.hash,
        "broken": found.chain.broken,
    });
    let body = json!({ "writes": found.writes, "before": found.before, "chain": chain });
    (headers, body.to_string()).into_response()
}
