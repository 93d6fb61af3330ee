//! `GET /users/user/{name}`: one user. An unknown name is HTTP 200 with `status` 404, which no page says.

use super::envelope::{Refusal, success};
use super::roster::Roster;
use crate::answer::Answer;
use crate::decode;

pub(super) fn answer(roster: &Roster, segment: &str) -> Result<Answer, Refusal> {
    let name = name(segment)?;
    let user = roster.by_name(&name).ok_or(Refusal::UnknownUser(name))?;
    Ok(Answer::read(success(1, vec![user.row()])))
}

/// The name in a path's segment.
pub(super) fn name(segment: &str) -> Result<String, Refusal> {
    decode::segment(segment)
        .filter(|name| !name.is_empty())
        .ok_or_else(|| Refusal::invalid("the name in the path is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::send;
    use crate::exchange::sandbox;

    #[test]
    fn awkward_names_survive_the_path() {
        let mut sandbox = sandbox();
        for (segment, name) in [
            ("a%2Fb%20test", "a/b test"),
            ("100%25real", "100%real"),
            ("%E5%BC%A0%E4%BC%9F+1", "张伟+1"),
            ("%E5%BC%A0%E4%BC%9F%2B1", "张伟+1"),
            ("o%27brien%20%22q%22", "o'brien \"q\""),
            ("emoji%F0%9F%98%80user", "emoji😀user"),
            ("q%3Fx%23y", "q?x#y"),
        ] {
            let answer = send(&mut sandbox, &format!("GET /users/user/{segment}"), "").json();
            assert_eq!(answer["data"]["total"], 1, "{segment}");
            assert_eq!(answer["data"]["items"][0]["name"], name);
        }
    }

    #[test]
    fn unknown_names_and_broken_paths_are_told_apart() {
        for (segment, status) in [("nobody", 404), ("%FF", 1003), ("", 1003)] {
            let answer = send(&mut sandbox(), &format!("GET /users/user/{segment}"), "");
            assert_eq!(answer.status, 200);
            assert_eq!(answer.json()["status"], status, "{segment}");
        }
        assert_eq!(send(&mut sandbox(), "GET /users/user/a/b", "").status, 404);
    }
}
