//! Who a request says it is from, over any headers: a cookie counts only where it is the only one, and the gateway's own
//! token never stays in a request that goes on.

use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use gateway::access::{session_cookie, take_bearer};

const TOKEN: &str = "rollcall_";

pub fn check(data: &[u8]) {
    let mut headers = HeaderMap::new();
    // A line is a header: its first byte says which one.
    for line in data.split(|byte| *byte == b'\n') {
        let Some((kind, value)) = line.split_first() else {
            continue;
        };
        let name = if kind % 2 == 0 { COOKIE } else { AUTHORIZATION };
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(name, value);
        }
    }
    for secure in [false, true] {
        cookies(&headers, secure);
    }
    bearer(headers);
}

fn cookies(headers: &HeaderMap, secure: bool) {
    let name = if secure {
        "__Host-rollcall"
    } else {
        "rollcall"
    };
    let lines = texts(headers, COOKIE);
    // Read once more, in another way.
    let mut ids = Vec::new();
    for pair in lines.iter().flat_map(|line| line.split(';')) {
        let Some(at) = pair.find('=') else { continue };
        if pair[..at].trim_start() == name {
            ids.push(pair[at + 1..].trim_end().to_owned());
        }
    }
    let wanted = match ids.as_slice() {
        [only] if !only.is_empty() => Some(only.as_str()),
        _ => None,
    };
    assert_eq!(session_cookie(headers, secure), wanted);
    if wanted.is_some() {
        let mut more = headers.clone();
        more.append(
            COOKIE,
            HeaderValue::from_str(&format!("{name}=planted")).unwrap(),
        );
        assert_eq!(
            session_cookie(&more, secure),
            None,
            "one of two cookies is taken"
        );
    }
}

fn bearer(mut headers: HeaderMap) {
    let before = headers.clone();
    let taken = take_bearer(&mut headers);
    for value in headers.get_all(AUTHORIZATION) {
        let shows = value
            .as_bytes()
            .windows(TOKEN.len())
            .any(|part| part == TOKEN.as_bytes());
        assert!(!shows, "our token goes on to a vendor");
    }
    assert_eq!(
        headers.get_all(COOKIE).iter().collect::<Vec<_>>(),
        before.get_all(COOKIE).iter().collect::<Vec<_>>()
    );
    match taken {
        None => assert_eq!(headers, before, "a vendor's token was changed"),
        Some(token) if token.is_empty() => {}
        Some(token) => {
            let all = texts(&before, AUTHORIZATION);
            let [only] = all.as_slice() else {
                panic!("one of several tokens is believed");
            };
            assert!(token.starts_with(TOKEN) && only.ends_with(&token));
            assert!(
                only[..6].eq_ignore_ascii_case("bearer"),
                "another scheme is believed"
            );
        }
    }
}

/// Headers of a name that are text.
fn texts(headers: &HeaderMap, name: HeaderName) -> Vec<String> {
    let values = headers.get_all(name).iter();
    values
        .filter_map(|value| value.to_str().ok().map(str::to_owned))
        .collect()
}
