//! `GET /users/status`: whether a user is online.
//!
//! The vendor's table has `type` and `guid` as query parameters, its example as a JSON body. Either is accepted; both
//! are if they agree.

use serde_json::Value;

use super::body;
use super::envelope::{Refusal, success};
use super::roster::Roster;
use crate::answer::Answer;
use crate::{WireRequest, decode};

pub(super) fn answer(roster: &Roster, request: &WireRequest<'_>) -> Result<Answer, Refusal> {
    let kind = parameter(request, "type")?;
    require_user(&kind)?;
    let guid = parameter(request, "guid")?;
    let user = roster.by_guid(&guid).ok_or(Refusal::UnknownGuid(guid))?;
    Ok(Answer::read(success(1, vec![user.online_row()])))
}

/// The only type there is, in any letter case.
pub(super) fn require_user(kind: &str) -> Result<(), Refusal> {
    if kind.eq_ignore_ascii_case("user") {
        Ok(())
    } else {
        Err(Refusal::invalid("type must be user"))
    }
}

fn parameter(request: &WireRequest<'_>, name: &str) -> Result<String, Refusal> {
    let query = decode::form(request.query());
    let in_query = decode::last(&query, name);
    let body = match request.body {
        [] => None,
        _ => Some(body::json(request)?),
    };
    let in_body = match &body {
        None => None,
        Some(Value::Object(fields)) => body::text(fields, name)?,
        Some(_) => return Err(Refusal::invalid("the body must be an object")),
    };
    match (in_query, in_body) {
        (Some(query), Some(body)) if query != body => Err(Refusal::invalid(format!(
            "{name} differs between the query and the body"
        ))),
        (Some(value), _) | (None, Some(value)) => Ok(value.to_owned()),
        (None, None) => Err(Refusal::invalid(format!("{name} is required"))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use crate::Sandbox;
    use crate::bitanswer::exchange::send;
    use crate::exchange::{Exchange, sandbox};
    use serde_json::Value;

    fn users(sandbox: &mut Sandbox) -> Vec<Value> {
        let state = Exchange::control(sandbox, "GET", "/state", "").json();
        state["bitanswer"]["users"].as_array().unwrap().clone()
    }

    #[test]
    fn query_and_body_ask_the_same() {
        let mut sandbox = sandbox();
        let users = users(&mut sandbox);
        let find = |online: bool, status: u64| {
            users
                .iter()
                .find(|user| user["online"] == online && user["status"] == status)
                .unwrap()
        };
        for (user, status) in [(find(true, 0), 2), (find(false, 0), 0), (find(false, 1), 1)] {
            let guid = user["guid"].as_str().unwrap();
            let body = format!(r#"{{"type":"user","guid":"{guid}"}}"#);
            for (query, body) in [
                (format!("?type=USER&guid={guid}"), ""),
                (String::new(), body.as_str()),
                (format!("?type=user&guid={guid}"), body.as_str()),
            ] {
                let line = format!("GET /users/status{query}");
                let answer = send(&mut sandbox, &line, body).json();
                let row = &answer["data"]["items"][0];
                assert_eq!(
                    (&row["name"], row["status"].as_u64()),
                    (&user["name"], Some(status))
                );
            }
        }
    }

    #[test]
    fn some_fifteen_percent_are_online() {
        let users = users(&mut sandbox());
        let online = users.iter().filter(|user| user["online"] == true).count();
        assert!((260..400).contains(&online), "{online}");
    }

    #[test]
    fn what_is_missing_wrong_or_contradictory_is_refused() {
        for (query, body, status) in [
            ("", "", 1003),
            ("?type=user", "", 1003),
            ("?type=sn&guid=x", "", 1003),
            ("?type=user&guid=x", "", 404),
            ("?type=user&guid=x", r#"{"guid":"y"}"#, 1003),
            ("?type=user&guid=x", "[]", 1003),
        ] {
            let line = format!("GET /users/status{query}");
            assert_eq!(
                send(&mut sandbox(), &line, body).json()["status"],
                status,
                "{query}"
            );
        }
    }
}
