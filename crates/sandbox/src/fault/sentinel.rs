//! Faults that a request asks for by one of its own values: `fault-` and a kind's name, anywhere in the value.

use serde_json::Value;

use super::Kind;
use crate::WireRequest;
use crate::decode;

/// The fault that a value asks for, if any.
pub(crate) fn in_text(text: &str) -> Option<Kind> {
    text.match_indices("fault-").find_map(|(at, mark)| {
        let rest = text.get(at + mark.len()..)?;
        Kind::ALL
            .into_iter()
            .find(|kind| rest.starts_with(kind.name()))
    })
}

/// The first fault that a request's path, query, JSON body or form body asks for.
pub(crate) fn find(request: &WireRequest<'_>) -> Option<Kind> {
    let in_path = || {
        request
            .path()
            .split('/')
            .filter_map(decode::segment)
            .find_map(|segment| in_text(&segment))
    };
    let in_pairs =
        |pairs: Vec<(String, String)>| pairs.iter().find_map(|(_, value)| in_text(value));
    let in_body = || {
        if request.is_of("application/x-www-form-urlencoded") {
            in_pairs(decode::form(&String::from_utf8_lossy(request.body)))
        } else {
            serde_json::from_slice(request.body)
                .ok()
                .and_then(|body| in_json(&body))
        }
    };
    in_path()
        .or_else(|| in_pairs(decode::form(request.query())))
        .or_else(in_body)
}

fn in_json(value: &Value) -> Option<Kind> {
    match value {
        Value::String(text) => in_text(text),
        Value::Array(items) => items.iter().find_map(in_json),
        Value::Object(fields) => fields.values().find_map(in_json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::Vendor;

    fn found(target: &str, content_type: &str, body: &str) -> Option<Kind> {
        let headers = [("content-type".to_owned(), content_type.to_owned())];
        find(&WireRequest {
            vendor: Vendor::BitAnswer,
            method: "POST",
            target,
            headers: &headers,
            body: body.as_bytes(),
        })
    }

    #[test]
    fn a_sentinel_is_found_wherever_a_user_can_put_one() {
        let json = "application/json";
        assert_eq!(found("/users", json, "[]"), None);
        assert_eq!(
            found("/users/user/a%66ault-empty%2Fb", json, ""),
            Some(Kind::Empty)
        );
        assert_eq!(
            found("/x?authkey=k%2Bfault-http-403", json, ""),
            Some(Kind::Http403)
        );
        assert_eq!(
            found(
                "/users",
                json,
                r#"[{"name":"x"},{"name":"my fault-rate-limit."}]"#
            ),
            Some(Kind::RateLimit)
        );
        assert_eq!(
            found(
                "/users",
                "application/x-www-form-urlencoded",
                "a=1&b=fault%2Ddelay"
            ),
            Some(Kind::Delay)
        );
        assert_eq!(found("/users", json, r#"[{"name":"fault-unknown"}]"#), None);
        assert_eq!(found("/users", json, r#"{"fault-delay":1}"#), None);
    }
}
