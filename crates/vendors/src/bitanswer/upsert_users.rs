//! Adds or updates users in a batch (批量添加用户). <https://doc.bitanswer.cn/?p=824>

use super::change::{batch_body, passwords};
use super::envelope::{read_users, write};
use super::{UserChange, UserList};
use crate::{Call, Operation, Problem, Request, RequestId, Response};

/// Adds the names that do not exist and changes the others. An older page says that the others lose what is not given,
/// so this is for adding. A new user without `nick_name` is shown by its name.
///
/// Whether a batch is all or nothing is not documented: see [`UserList::compare`].
/// <https://doc.bitanswer.cn/?p=824>, section 批量更新/添加用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpsertUsers {
    /// The changes, each for another name.
    pub changes: Vec<UserChange>,
    /// The same for a retry of the same write.
    pub id: RequestId,
}

impl Call for UpsertUsers {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerUpsertUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        let body = batch_body(self.operation(), &self.changes, false)?;
        Ok(write(self.operation(), &self.id, Some(body)))
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        read_users(self.operation(), response, &passwords(&self.changes))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::bitanswer::AccountStatus;
    use crate::problem::InvalidInput;
    use crate::testing::{answered, id, json_body, refusal, refused_input};
    use crate::{Effect, Method, Secret};
    use serde_json::json;

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/change_users.json");

    fn call() -> UpsertUsers {
        let change = |name: &str, status, password| UserChange {
            name: name.to_owned(),
            nick_name: None,
            status,
            password,
        };
        UpsertUsers {
            changes: vec![
                change("login_name_1", Some(AccountStatus::Disabled), None),
                change("login_name_2", None, Some(Secret::new("xxxxxx"))),
            ],
            id: id(),
        }
    }

    #[test]
    fn sends_the_page_s_example_with_an_id() {
        let request = call().request().unwrap();
        assert_eq!(request.method(), Method::Post);
        assert_eq!(request.target(), "/users");
        assert_eq!(request.effect, Effect::Write(id()));
        assert!(request.headers == [("x-bit-req-id", id().0.into())]);
        assert_eq!(
            json_body(&request),
            json!([
                {"name": "login_name_1", "status": 1},
                {"name": "login_name_2", "password": "xxxxxx"}
            ])
        );
    }

    #[test]
    fn reads_the_page_s_example_without_its_password() {
        let list = call().parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(
            list.compare(&["login_name_1", "login_name_2"]),
            Default::default()
        );
        assert!(!format!("{list:?}").contains("xxxxxx"));
    }

    #[test]
    fn an_echoed_password_is_masked() {
        let body = r#"{"status":1,"msg":"password xxxxxx is too weak"}"#;
        let no = refusal(call().parse(&answered(200, body)));
        assert_eq!(no.message.as_deref(), Some("password •••••• is too weak"));
    }

    #[test]
    fn a_name_alone_can_be_added_but_an_empty_batch_cannot() {
        let mut call = call();
        call.changes[0].status = None;
        assert!(call.request().is_ok());
        call.changes.clear();
        assert_eq!(refused_input(call.request()), InvalidInput::NothingToDo);
    }
}
