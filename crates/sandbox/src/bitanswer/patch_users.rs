//! `PATCH /users`: changes users by name, all or, if one name is unknown, none.

use super::body;
use super::envelope::{Refusal, success};
use super::roster::Roster;
use crate::WireRequest;
use crate::answer::Answer;

pub(super) fn answer(roster: &mut Roster, request: &WireRequest<'_>) -> Result<Answer, Refusal> {
    let rows = body::rows(request)?;
    if let Some(unknown) = rows.iter().find(|row| roster.by_name(&row.name).is_none()) {
        return Err(Refusal::UnknownUser(unknown.name.clone()));
    }
    for row in &rows {
        if let Some(user) = roster.by_name_mut(&row.name) {
            user.change(&row.change);
        }
    }
    let echoes: Vec<_> = rows.into_iter().map(|row| row.echo).collect();
    Ok(Answer::applied(Some(success(echoes.len(), echoes))))
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::send;
    use crate::exchange::sandbox;
    use serde_json::json;

    #[test]
    fn only_given_fields_change_and_the_answer_echoes_even_passwords() {
        let mut sandbox = sandbox();
        send(
            &mut sandbox,
            "POST /users",
            r#"[{"name":"a","nickName":"A"},{"name":"b"}]"#,
        );
        let body = r#"[{"name":"a","status":1},{"name":"b","password":"xxxxxx","status":"0"}]"#;
        assert_eq!(
            send(&mut sandbox, "PATCH /users", body).json(),
            json!({"status": 0, "data": {"total": 2, "items": [
                {"name": "a", "status": 1},
                {"name": "b", "password": "xxxxxx", "status": "0"},
            ]}})
        );
        let read = send(&mut sandbox, "GET /users/user/a", "").json();
        let row = &read["data"]["items"][0];
        assert_eq!((&row["nickName"], &row["status"]), (&json!("A"), &json!(1)));
    }

    #[test]
    fn one_unknown_name_and_nothing_is_applied() {
        let mut sandbox = sandbox();
        let body = r#"[{"name":"a/b test","nickName":"changed"},{"name":"nobody","status":1}]"#;
        let answer = send(&mut sandbox, "PATCH /users", body);
        assert_eq!(
            (answer.status, &answer.json()["status"]),
            (200, &json!(404))
        );
        let read = send(&mut sandbox, "GET /users/user/a%2Fb%20test", "").json();
        assert_ne!(read["data"]["items"][0]["nickName"], "changed");
    }

    #[test]
    fn rows_that_are_not_as_documented_are_refused() {
        for body in [
            "",
            "{}",
            "[]",
            "[1]",
            r#"[{}]"#,
            r#"[{"name":""}]"#,
            r#"[{"name":1}]"#,
            r#"[{"name":"a/b test","status":2}]"#,
            r#"[{"name":"a/b test","nickname":"x"}]"#,
            r#"[{"name":"a/b test","password":1}]"#,
        ] {
            let answer = send(&mut sandbox(), "PATCH /users", body).json();
            assert_eq!(answer["status"], 1003, "{body}");
        }
    }
}
