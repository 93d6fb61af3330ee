//! `DELETE /users/user/{name}`: deletes one user. An unknown name is an error, which no page says.

use serde_json::json;

use super::envelope::{Refusal, success};
use super::get_user;
use super::roster::Roster;
use crate::answer::Answer;

pub(super) fn answer(roster: &mut Roster, segment: &str) -> Result<Answer, Refusal> {
    let name = get_user::name(segment)?;
    if !roster.remove(&name) {
        return Err(Refusal::UnknownUser(name));
    }
    Ok(Answer::applied(Some(success(
        1,
        vec![json!({ "name": name })],
    ))))
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::send;
    use crate::exchange::sandbox;
    use serde_json::json;

    #[test]
    fn a_user_is_deleted_once() {
        let mut sandbox = sandbox();
        let line = "DELETE /users/user/q%3Fx%23y";
        assert_eq!(
            send(&mut sandbox, line, "").json(),
            json!({"status": 0, "data": {"total": 1, "items": [{"name": "q?x#y"}]}})
        );
        assert_eq!(send(&mut sandbox, line, "").json()["status"], 404);
    }
}
