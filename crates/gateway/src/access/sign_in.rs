//! `/session`: a browser's token becomes a cookie that scripts cannot read and other sites cannot send.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::{Access, Moment, Refusal, network_of, proxied, token};
use crate::serve::Shared;

/// More than any token has.
const BODY_BYTES: usize = 4096;
/// The browser takes a name with this prefix only from this very host, over TLS, for all paths.
const SECURE_NAME: &str = "__Host-rollcall";
const NAME: &str = "rollcall";

/// Signs in by `POST` and out by `DELETE`.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let access = &shared.access;
    let now = access.now();
    let old = cookie(&parts.headers, access.config.is_secure());
    match parts.method {
        Method::POST => {
            let client = proxied::client(&access.config.proxy, &parts.headers, peer.ip());
            let Ok(body) = axum::body::to_bytes(body, BODY_BYTES).await else {
                return Refusal::NotASignIn.into_response();
            };
            match access.sign_in(&body, old, client, now) {
                Ok(Some(id)) => with_cookie(access, &id, ""),
                Ok(None) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                Err(refusal) => {
                    shared.metrics.sign_in_refused();
                    refusal.into_response()
                }
            }
        }
        Method::DELETE => {
            if let Some(id) = old {
                access.sessions.close(id);
            }
            with_cookie(access, "", "; Max-Age=0")
        }
        _ => {
            let allow = [(header::ALLOW, "POST, DELETE")];
            (StatusCode::METHOD_NOT_ALLOWED, allow).into_response()
        }
    }
}

impl Access {
    /// Opens a session for a token, in place of the one that the browser may have; its id, or `None` if the system has no
    /// randomness to give. An address that sent too many wrong tokens is not even listened to.
    fn sign_in(
        &self,
        body: &[u8],
        old: Option<&str>,
        client: IpAddr,
        now: Moment,
    ) -> Result<Option<String>, Refusal> {
        self.wrong_tokens
            .look(&network_of(client), now.running)
            .map_err(Refusal::RateLimited)?;
        let presented = presented(body).ok_or(Refusal::NotASignIn)?;
        let place = token::find(&self.config.tokens, &presented, now.epoch)
            .ok_or_else(|| self.wrong_token(client, now))?;
        let Ok(random) = token::random() else {
            return Ok(None);
        };
        let id = token::hex(&random);
        if let Some(old) = old {
            self.sessions.close(old);
        }
        self.sessions.open(&id, place, now.running);
        Ok(Some(id))
    }
}

fn presented(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    Some(body.get("token")?.as_str()?.trim().to_owned())
}

fn with_cookie(access: &Access, id: &str, end: &str) -> Response {
    let (name, secure) = if access.config.is_secure() {
        (SECURE_NAME, "; Secure")
    } else {
        (NAME, "")
    };
    let text = format!("{name}={id}; Path=/; HttpOnly; SameSite=Strict{secure}{end}");
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Hexadecimal digits and our own words are always a header's value.
    if let Ok(cookie) = HeaderValue::from_str(&text) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The id in the session's cookie, whose name says whether it is `secure`. Two such cookies are none: one of them was put
/// there by somebody else.
pub fn cookie(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let name = if secure { SECURE_NAME } else { NAME };
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(own, _)| *own == name)
        .map(|(_, id)| id);
    let id = found.next()?;
    found
        .next()
        .is_none()
        .then_some(id)
        .filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let headers = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::COOKIE, line.parse().unwrap());
            }
            headers
        };
        for (lines, secure, id) in [
            (&["a=b; rollcall=x; c=d"][..], false, Some("x")),
            (&["a=b", "rollcall=x"], false, Some("x")),
            (&["__Host-rollcall=x"], true, Some("x")),
            (&["rollcall=x"], true, None),
            (&["rollcall=x; rollcall=y"], false, None),
            (&["xrollcall=x; rollcall="], false, None),
            (&[], false, None),
        ] {
            assert_eq!(cookie(&headers(lines), secure), id, "{lines:?}");
        }
    }
}
