//! `POST /users`: changes the users whose names exist and adds the others.

use super::body::{self, Change};
use super::envelope::{Refusal, success};
use super::roster::{Roster, User};
use crate::WireRequest;
use crate::answer::Answer;
use crate::calendar::shanghai_time;
use crate::random::{HEX, Random};

pub(super) fn answer(
    roster: &mut Roster,
    request: &WireRequest<'_>,
    random: &mut Random,
    now: u64,
) -> Result<Answer, Refusal> {
    let rows = body::rows(request)?;
    for row in &rows {
        upsert(roster, &row.name, &row.change, random, now);
    }
    let echoes: Vec<_> = rows.into_iter().map(|row| row.echo).collect();
    Ok(Answer::applied(Some(success(echoes.len(), echoes))))
}

/// Changes the user of a name, or adds one, whose `nickName` defaults to the name.
pub(super) fn upsert(
    roster: &mut Roster,
    name: &str,
    change: &Change,
    random: &mut Random,
    now: u64,
) {
    if let Some(user) = roster.by_name_mut(name) {
        user.change(change);
        return;
    }
    let mut user = User {
        name: name.to_owned(),
        nick_name: Some(name.to_owned()),
        guid: random.text(24, HEX),
        registered: shanghai_time(now),
        disabled: false,
        online: false,
    };
    user.change(change);
    roster.add(user);
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::{send, total};
    use crate::exchange::sandbox;
    use serde_json::json;

    #[test]
    fn a_new_name_is_added_last_and_an_old_one_changed() {
        let mut sandbox = sandbox();
        let body =
            r#"[{"name":"新用户 #1","password":"p"},{"name":"o'brien \"q\"","nickName":"Pat"}]"#;
        let answer = send(&mut sandbox, "POST /users", body).json();
        assert_eq!(answer["data"]["total"], 2);
        assert_eq!(answer["data"]["items"][0]["password"], "p");
        assert_eq!(total(&mut sandbox), 2_185);
        let last =
            send(&mut sandbox, "GET /users?offset=2184", "").json()["data"]["items"][0].clone();
        assert_eq!(last["name"], "新用户 #1");
        assert_eq!(last["nickName"], "新用户 #1");
        assert_eq!(last["regDate"], "2026-09-21 22:13:20");
        assert_eq!(last["status"], json!(0));
        assert_eq!(last["guid"].as_str().map(str::len), Some(24));
        let read = send(&mut sandbox, "GET /users/user/o'brien%20%22q%22", "").json();
        assert_eq!(read["data"]["items"][0]["nickName"], "Pat");
    }

    #[test]
    fn one_wrong_row_and_nobody_is_added() {
        let mut sandbox = sandbox();
        let body = r#"[{"name":"one"},{"name":"two","status":7}]"#;
        assert_eq!(
            send(&mut sandbox, "POST /users", body).json()["status"],
            1003
        );
        assert_eq!(total(&mut sandbox), 2_184);
    }
}
