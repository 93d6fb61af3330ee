//! `GET /network-report-data/user-config/list-json-authkey`: every user at once, passwords in clear.

use serde_json::json;

use super::{Tingyun, envelope};
use crate::answer::Answer;
use crate::calendar::shanghai_time;
use crate::{WireRequest, decode, demo, fault};

pub(super) const PATH: &str = "/network-report-data/user-config/list-json-authkey";

/// A wrong key gives HTTP 200 with 403 inside.
pub(super) fn answer(tingyun: &Tingyun, request: &WireRequest<'_>, now: u64) -> Answer {
    let query = decode::form(request.query());
    if !decode::last(&query, "authkey").is_some_and(is_key) {
        return Answer::refused(200, envelope(403, "PermissionDeniedError", now));
    }
    Answer::read(json!({
        "status": 200,
        "data": tingyun.users,
        "message": "",
        "error_code": 0,
        "request": "",
        "time": shanghai_time(now),
    }))
}

/// The key may carry the name of a fault behind a plus, because nothing else in this call is the user's own.
fn is_key(authkey: &str) -> bool {
    authkey.strip_prefix(demo::AUTHKEY).is_some_and(|rest| {
        rest.is_empty()
            || (rest.starts_with(['+', ' ']) && fault::sentinel::in_text(rest).is_some())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use serde_json::{Value, json};
    use vendors::Vendor;

    use crate::exchange::{Exchange, sandbox};

    fn list(authkey: &str) -> Exchange {
        let raw = format!(
            "GET /network-report-data/user-config/list-json-authkey?authkey={authkey} HTTP/1.1\n\n"
        );
        Exchange::send(&mut sandbox(), Vendor::Tingyun, &raw)
    }

    #[test]
    fn the_right_key_lists_everybody_as_the_vendors_example_does() {
        let answer = list("sandbox-authkey");
        assert_eq!(answer.status, 200);
        let body = answer.json();
        assert_eq!(
            (&body["status"], &body["error_code"], &body["time"]),
            (&json!(200), &json!(0), &json!("2026-09-21 22:13:20"))
        );
        let users = body["data"].as_array().unwrap();
        assert_eq!(users.len(), 300);
        for name in [
            "id",
            "code",
            "name",
            "password",
            "mobile",
            "type",
            "email",
            "detail_ids",
            "task_ids",
            "change_task_ids_creator",
            "phone",
            "status",
            "if_newtask_view",
            "ctime",
            "new_create",
        ] {
            assert!(users.iter().all(|user| user.get(name).is_some()), "{name}");
        }
        for kind in [3, 4, 11] {
            assert!(users.iter().any(|user| user["type"] == kind));
        }
        assert!(users.iter().any(|user| user["email"] == Value::Null));
        assert!(
            users
                .iter()
                .any(|user| user["id"] == json!(9_007_199_254_740_993_u64))
        );
    }

    #[test]
    fn a_wrong_key_is_refused_inside_a_success() {
        for key in ["", "sandbox-authkey2", "sandbox-authkey%2Bdelay"] {
            let answer = list(key);
            assert_eq!(answer.status, 200);
            let body = answer.json();
            assert_eq!(body["status"], 403);
            assert_eq!(body["message"], "PermissionDeniedError");
            assert_eq!(body["data"], Value::Null);
        }
    }

    #[test]
    fn a_key_can_ask_for_a_fault() {
        assert_eq!(list("sandbox-authkey%2Bfault-delay").delay_ms, 2_000);
        assert_eq!(list("sandbox-authkey+fault-delay").json()["status"], 200);
        assert_eq!(list("sandbox-authkey%2Bfault-drop-before").status, 0);
        assert_eq!(list("sandbox-authkey%2Bfault-http-500").status, 500);
        assert_eq!(
            list("sandbox-authkey%2Bfault-refused").json()["status"],
            1099
        );
    }

    #[test]
    fn nothing_else_is_there() {
        let answer = Exchange::send(
            &mut sandbox(),
            Vendor::Tingyun,
            "POST /network-report-data/user-config/list-json-authkey HTTP/1.1\n\n",
        );
        assert_eq!(answer.status, 404);
    }
}
