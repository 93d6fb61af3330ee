//! `POST /users/user/{name}`: changes one user, or adds it, and answers what it is now.

use super::body;
use super::envelope::{Refusal, success};
use super::roster::{Roster, User};
use super::{get_user, upsert_users};
use crate::WireRequest;
use crate::answer::Answer;
use crate::random::Random;

pub(super) fn answer(
    roster: &mut Roster,
    segment: &str,
    request: &WireRequest<'_>,
    random: &mut Random,
    now: u64,
) -> Result<Answer, Refusal> {
    let name = get_user::name(segment)?;
    let change = body::single(request, &name)?;
    upsert_users::upsert(roster, &name, &change, random, now);
    let rows: Vec<_> = roster.by_name(&name).map(User::row).into_iter().collect();
    Ok(Answer::applied(Some(success(rows.len(), rows))))
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::{send, total};
    use crate::exchange::sandbox;

    #[test]
    fn a_user_is_added_once_and_then_changed() {
        let mut sandbox = sandbox();
        let line = "POST /users/user/new%2Fone";
        let added = send(&mut sandbox, line, r#"{"password":"p"}"#).json();
        assert_eq!(added["data"]["items"][0]["nickName"], "new/one");
        assert_eq!(added["data"]["items"][0].get("password"), None);
        let changed = send(&mut sandbox, line, r#"{"name":"new/one","status":"1"}"#).json();
        assert_eq!(changed["data"]["items"][0]["status"], 1);
        assert_eq!(
            changed["data"]["items"][0]["guid"],
            added["data"]["items"][0]["guid"]
        );
        assert_eq!(total(&mut sandbox), 2_185);
    }
}
