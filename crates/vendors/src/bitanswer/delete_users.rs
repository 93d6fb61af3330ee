//! Deletes users in a batch (批量删除用户). <https://doc.bitanswer.cn/?p=824>

use super::UserList;
use super::envelope::{check_batch, invalid, read_users, write};
use crate::problem::Field;
use crate::{Call, Operation, Problem, Request, RequestId, Response};
use serde_json::{Value, json};

/// Deletes users. What an unknown name does is not documented: see [`UserList::compare`].
///
/// <https://doc.bitanswer.cn/?p=824>, section 批量删除用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteUsers {
    /// The logins, each once.
    pub names: Vec<String>,
    /// The same for a retry of the same write.
    pub id: RequestId,
}

impl Call for DeleteUsers {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerDeleteUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        check_batch(self.names.iter().map(String::as_str), Field::Name)
            .map_err(|input| invalid(self.operation(), input))?;
        let body: Vec<Value> = self
            .names
            .iter()
            .map(|name| json!({ "name": name }))
            .collect();
        Ok(write(self.operation(), &self.id, Some(body.into())))
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        read_users(self.operation(), response, &[])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Method;
    use crate::problem::InvalidInput;
    use crate::testing::{answered, id, json_body, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/delete_users.json");

    fn call(names: &[&str]) -> DeleteUsers {
        DeleteUsers {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            id: id(),
        }
    }

    #[test]
    fn sends_the_page_s_example_with_an_id() {
        let request = call(&["login_name_1", "login_name_2"]).request().unwrap();
        assert_eq!(request.method(), Method::Delete);
        assert_eq!(request.target(), "/users");
        assert!(request.headers == [("x-bit-req-id", id().0.into())]);
        assert_eq!(
            json_body(&request),
            json!([{"name": "login_name_1"}, {"name": "login_name_2"}])
        );
    }

    #[test]
    fn reads_the_page_s_example_whose_total_is_wrong() {
        let names = ["login_name_1", "login_name_2"];
        let list = call(&names).parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(list.total, Some(1));
        assert_eq!(list.compare(&names), Default::default());
    }

    #[test]
    fn refuses_what_cannot_be_right() {
        assert_eq!(
            refused_input(call(&[]).request()),
            InvalidInput::NothingToDo
        );
        assert_eq!(
            refused_input(call(&["a", ""]).request()),
            InvalidInput::Missing(Field::Name)
        );
        assert_eq!(
            refused_input(call(&["a", "b", "a"]).request()),
            InvalidInput::DuplicateName
        );
    }
}
