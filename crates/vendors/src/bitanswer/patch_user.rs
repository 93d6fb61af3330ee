//! Updates one user by name (按帐号更新用户). <https://doc.bitanswer.cn/?p=824>

use super::change::{one_body, passwords};
use super::envelope::{address, read_users, write};
use super::{UserChange, UserList};
use crate::{Call, Operation, Problem, Request, RequestId, Response};

/// Changes an existing user. A name that does not exist is an error; what is not given stays.
///
/// <https://doc.bitanswer.cn/?p=824>, section 按帐号更新/添加用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchUser {
    /// The change; its name goes into the path.
    pub change: UserChange,
    /// The same for a retry of the same write.
    pub id: RequestId,
}

impl Call for PatchUser {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerPatchUser
    }

    fn request(&self) -> Result<Request, Problem> {
        let body = one_body(self.operation(), &self.change, true)?;
        address(
            write(self.operation(), &self.id, Some(body)),
            &self.change.name,
        )
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        let passwords = passwords(std::slice::from_ref(&self.change));
        read_users(self.operation(), response, &passwords)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Method;
    use crate::Secret;
    use crate::bitanswer::AccountStatus;
    use crate::problem::InvalidInput;
    use crate::testing::{answered, id, json_body, refused_input};
    use serde_json::json;

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/change_user.json");

    fn call(name: &str) -> PatchUser {
        PatchUser {
            change: UserChange {
                name: name.to_owned(),
                nick_name: Some("nick_name".to_owned()),
                status: Some(AccountStatus::Disabled),
                password: Some(Secret::new("xxxxxx")),
            },
            id: id(),
        }
    }

    #[test]
    fn sends_the_page_s_example_with_an_id() {
        let request = call("login_name").request().unwrap();
        assert_eq!(request.method(), Method::Patch);
        assert_eq!(request.target(), "/users/user/login_name");
        assert!(request.headers == [("x-bit-req-id", id().0.into())]);
        assert_eq!(
            json_body(&request),
            json!({"name": "login_name", "nickName": "nick_name", "status": 1, "password": "xxxxxx"})
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let list = call("login_name").parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(list.compare(&["login_name"]), Default::default());
    }

    #[test]
    fn names_that_a_path_cannot_carry_are_refused() {
        for name in [".", ".."] {
            assert_eq!(
                refused_input(call(name).request()),
                InvalidInput::NameCannotBeInPath
            );
        }
        assert!(call("...").request().is_ok());
        assert!(call("%2e").request().is_ok());
    }

    #[test]
    fn a_change_without_anything_in_it_is_refused() {
        let mut call = call("a");
        call.change.nick_name = None;
        call.change.status = None;
        call.change.password = None;
        assert_eq!(refused_input(call.request()), InvalidInput::NothingToDo);
    }
}
