//! `DELETE /users`: deletes users by name.
//!
//! The items are those that were deleted, while `total` is 1 however many they are, as in the vendor's example. Unknown
//! names are passed over, which no page says.

use serde_json::{Value, json};

use super::body;
use super::envelope::{Refusal, success};
use super::roster::Roster;
use crate::WireRequest;
use crate::answer::Answer;

pub(super) fn answer(roster: &mut Roster, request: &WireRequest<'_>) -> Result<Answer, Refusal> {
    let names = body::objects(request)?
        .iter()
        .map(|fields| body::required_text(fields, "name"))
        .collect::<Result<Vec<String>, Refusal>>()?;
    if names.is_empty() {
        return Err(Refusal::invalid("the array is empty"));
    }
    let deleted: Vec<Value> = names
        .iter()
        .filter(|name| roster.remove(name))
        .map(|name| json!({ "name": name }))
        .collect();
    let total = deleted.len().min(1);
    let answer = success(total, deleted);
    if total == 0 {
        return Ok(Answer::read(answer));
    }
    Ok(Answer::applied(Some(answer)))
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::{send, total};
    use crate::exchange::sandbox;
    use serde_json::json;

    #[test]
    fn all_are_deleted_and_the_total_says_one() {
        let mut sandbox = sandbox();
        let body = r#"[{"name":"a/b test"},{"name":"nobody"},{"name":"张伟+1"}]"#;
        assert_eq!(
            send(&mut sandbox, "DELETE /users", body).json(),
            json!({"status": 0, "data": {"total": 1, "items": [
                {"name": "a/b test"}, {"name": "张伟+1"},
            ]}})
        );
        assert_eq!(total(&mut sandbox), 2_182);
        let again = send(&mut sandbox, "DELETE /users", body).json();
        assert_eq!(again["data"], json!({"total": 0, "items": []}));
    }

    #[test]
    fn names_have_to_be_objects() {
        for body in ["[]", r#"["a"]"#, r#"{"name":"a"}"#, r#"[{"name":null}]"#] {
            let answer = send(&mut sandbox(), "DELETE /users", body).json();
            assert_eq!(answer["status"], 1003, "{body}");
        }
    }
}
