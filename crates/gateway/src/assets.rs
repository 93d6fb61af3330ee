//! The console's own files: found, negotiated and cached.
//!
//! Nothing here knows what the files do.

mod caching;
mod encoding;
mod fingerprint;
mod media_type;
mod source;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::serve::Shared;
use encoding::Encoding;
use source::File;
pub use source::Source;

const HOW_TO_BUILD: &str = include_str!("assets/not_built.html");

/// The one file that pages of other origins may load: what portals show the console with.
const EMBED_SCRIPT: &str = "/rollcall-embed.js";

/// Lets a portal that is listed load a file: browsers ask for modules of another origin as for data.
fn share(origins: &[String], request: &HeaderMap, response: &mut HeaderMap) {
    response.append(header::VARY, HeaderValue::from_static("origin"));
    let origin = request.get(header::ORIGIN);
    if let Some(origin) = origin.filter(|origin| origins.iter().any(|own| own == *origin)) {
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
}

/// Answers with a file, or with the console for a route of the console.
pub(crate) async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = get(&shared.assets, request.uri(), request.headers()).await;
        if request.uri().path() == EMBED_SCRIPT {
            let origins = &shared.config.access.embed_origins;
            share(origins, request.headers(), response.headers_mut());
        }
        response
    } else {
        let allow = [(header::ALLOW, "GET, HEAD")];
        (StatusCode::METHOD_NOT_ALLOWED, allow).into_response()
    }
}

async fn get(source: &Source, uri: &Uri, headers: &HeaderMap) -> Response {
    let path = uri.path();
    let navigation = is_navigation(path, headers);
    if navigation && !source.is_built() {
        let html = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        return (StatusCode::SERVICE_UNAVAILABLE, html, HOW_TO_BUILD).into_response();
    }
    let wanted = source::relative(path);
    if let Some(wanted) = &wanted
        && let Some(file) = source.find(wanted).await
    {
        return send(wanted, &file, headers).await;
    }
    if wanted.is_some() && navigation && path.matches('/').count() > 1 {
        return one_step_below(uri);
    }
    if wanted.is_some()
        && navigation
        && let Some(file) = source.find("index.html").await
    {
        return send("index.html", &file, headers).await;
    }
    let html = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::NOT_FOUND, html, "There is nothing here.\n").into_response()
}

/// Leads to the same address with one part. The page finds its files beside it, so that it works below any path, and for
/// that each of its routes has to be one step below them. A trailing slash goes, others are kept encoded: what leads
/// nowhere is said by the console. Relative, for a proxy may serve all of this below a path of its own.
fn one_step_below(uri: &Uri) -> Response {
    let path = uri.path();
    let up = "../".repeat(path.matches('/').count() - 1);
    let name = path.trim_matches('/').replace('/', "%2F");
    let query = uri
        .query()
        .map_or(String::new(), |query| format!("?{query}"));
    let headers = [
        (header::LOCATION, format!("{up}{name}{query}")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
}

/// Whether a person goes to an address, as opposed to a page that asks for a file of its own. A user's name in an address may
/// hold a dot, so only the ends that our own files have count.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let accepts_html = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.to_ascii_lowercase().contains("text/html"));
    let last = path.rsplit('/').next().unwrap_or_default();
    accepts_html && media_type::known(last).is_none()
}

async fn send(path: &str, file: &File, request: &HeaderMap) -> Response {
    let negotiated = file.brotli.is_some() || file.gzip.is_some();
    let encoding = encoding::choose(request, file.brotli.is_some(), file.gzip.is_some());
    let (packed, suffix) = match encoding {
        Encoding::Brotli => (file.brotli.clone(), "-br"),
        Encoding::Gzip => (file.gzip.clone(), "-gz"),
        Encoding::Identity => (None, ""),
    };
    let etag = format!("\"{}{suffix}\"", file.fingerprint);
    let unchanged = caching::has(request, &etag);
    let mut headers = HeaderMap::new();
    let media_type = media_type::known(path).unwrap_or("application/octet-stream");
    headers.insert(header::CACHE_CONTROL, caching::policy(path));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    if negotiated {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if unchanged {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let bytes = match packed {
        Some(packed) => packed,
        None => match file.plain().await {
            Some(plain) => plain,
            None => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    // For HEAD, hyper keeps the length and leaves out the bytes.
    (headers, axum::body::Body::from(bytes)).into_response()
}

/// Where the console's files come from in this build, unless a folder is configured.
pub(crate) fn source(dist: Option<&std::path::Path>) -> Source {
    Source::new(dist)
}
