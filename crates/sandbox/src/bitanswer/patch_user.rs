//! `PATCH /users/user/{name}`: changes one user and answers what it is now.

use super::body;
use super::envelope::{Refusal, success};
use super::get_user;
use super::roster::Roster;
use crate::WireRequest;
use crate::answer::Answer;

pub(super) fn answer(
    roster: &mut Roster,
    segment: &str,
    request: &WireRequest<'_>,
) -> Result<Answer, Refusal> {
    let name = get_user::name(segment)?;
    let change = body::single(request, &name)?;
    let user = roster
        .by_name_mut(&name)
        .ok_or(Refusal::UnknownUser(name))?;
    user.change(&change);
    Ok(Answer::applied(Some(success(1, vec![user.row()]))))
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::send;
    use crate::exchange::sandbox;

    #[test]
    fn the_whole_user_is_answered_without_the_password() {
        let body = r#"{"name":"100%real","nickName":"真","status":1,"password":"xxxxxx"}"#;
        let answer = send(&mut sandbox(), "PATCH /users/user/100%25real", body).json();
        let row = &answer["data"]["items"][0];
        assert_eq!(
            (row["nickName"].as_str(), row["status"].as_u64()),
            (Some("真"), Some(1))
        );
        assert!(row.get("guid").is_some());
        assert_eq!(row.get("password"), None);
    }

    #[test]
    fn another_name_or_no_user_is_refused() {
        for (segment, body, status) in [
            ("100%25real", r#"{"name":"other"}"#, 1003),
            ("100%25real", "[]", 1003),
            ("100%25real", "", 1003),
            ("nobody", "{}", 404),
        ] {
            let line = format!("PATCH /users/user/{segment}");
            assert_eq!(
                send(&mut sandbox(), &line, body).json()["status"],
                status,
                "{body}"
            );
        }
    }
}
