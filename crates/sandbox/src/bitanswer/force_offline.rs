//! `POST /users/end`: ends the sessions of users, of all or, if one guid is unknown, of none.

use serde_json::Value;

use super::body;
use super::envelope::{Refusal, success};
use super::online_status::require_user;
use super::roster::Roster;
use crate::WireRequest;
use crate::answer::Answer;

pub(super) fn answer(roster: &mut Roster, request: &WireRequest<'_>) -> Result<Answer, Refusal> {
    let guids = body::objects(request)?
        .iter()
        .map(|fields| {
            require_user(&body::required_text(fields, "type")?)?;
            body::required_text(fields, "guid")
        })
        .collect::<Result<Vec<String>, Refusal>>()?;
    if guids.is_empty() {
        return Err(Refusal::invalid("the array is empty"));
    }
    if let Some(unknown) = guids.iter().find(|guid| roster.by_guid(guid).is_none()) {
        return Err(Refusal::UnknownGuid(unknown.clone()));
    }
    let mut rows: Vec<Value> = Vec::new();
    for guid in &guids {
        if let Some(user) = roster.by_guid_mut(guid) {
            user.online = false;
            rows.push(user.online_row());
        }
    }
    Ok(Answer::applied(Some(success(rows.len(), rows))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use crate::bitanswer::exchange::send;
    use crate::exchange::{Exchange, sandbox};

    #[test]
    fn an_online_user_is_offline_afterwards() {
        let mut sandbox = sandbox();
        let state = Exchange::control(&mut sandbox, "GET", "/state", "").json();
        let users = state["bitanswer"]["users"].as_array().unwrap();
        let online = users.iter().find(|user| user["online"] == true).unwrap();
        let guid = online["guid"].as_str().unwrap();

        let half = format!(r#"[{{"type":"user","guid":"{guid}"}},{{"type":"user","guid":"x"}}]"#);
        assert_eq!(
            send(&mut sandbox, "POST /users/end", &half).json()["status"],
            404
        );
        let ask = format!("GET /users/status?type=user&guid={guid}");
        let before = send(&mut sandbox, &ask, "").json();
        assert_eq!(before["data"]["items"][0]["status"], 2);

        let body = format!(r#"[{{"type":"User","guid":"{guid}"}}]"#);
        let ended = send(&mut sandbox, "POST /users/end", &body).json();
        assert_eq!(ended["data"]["items"][0]["status"], 0);
        assert_eq!(ended["data"]["items"][0]["name"], online["name"]);
        let after = send(&mut sandbox, &ask, "").json();
        assert_eq!(after["data"]["items"][0]["status"], 0);
    }

    #[test]
    fn rows_need_a_type_and_a_guid() {
        for body in [
            "[]",
            r#"[{"guid":"x"}]"#,
            r#"[{"type":"sn","guid":"x"}]"#,
            r#"[{"type":"user"}]"#,
        ] {
            let answer = send(&mut sandbox(), "POST /users/end", body).json();
            assert_eq!(answer["status"], 1003, "{body}");
        }
    }
}
