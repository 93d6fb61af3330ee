//! Deletes one user by name (按帐号删除用户). <https://doc.bitanswer.cn/?p=824>

use super::UserList;
use super::envelope::{address, read_users, write};
use crate::{Call, Operation, Problem, Request, RequestId, Response};

/// Deletes one user. What an unknown name does is not documented.
///
/// <https://doc.bitanswer.cn/?p=824>, section 按帐号删除用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteUser {
    /// The login.
    pub name: String,
    /// The same for a retry of the same write.
    pub id: RequestId,
}

impl Call for DeleteUser {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerDeleteUser
    }

    fn request(&self) -> Result<Request, Problem> {
        address(write(self.operation(), &self.id, None), &self.name)
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
    use crate::problem::{Field, InvalidInput};
    use crate::testing::{answered, id, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/delete_user.json");

    fn call(name: &str) -> DeleteUser {
        DeleteUser {
            name: name.to_owned(),
            id: id(),
        }
    }

    #[test]
    fn asks_without_a_body_and_with_an_id() {
        let request = call("a/b").request().unwrap();
        assert_eq!(request.method(), Method::Delete);
        assert_eq!(request.target(), "/users/user/a%2Fb");
        assert!(request.headers == [("x-bit-req-id", id().0.into())]);
        assert!(request.body.is_none());
    }

    #[test]
    fn an_empty_name_must_never_reach_the_batch_path() {
        assert_eq!(
            refused_input(call("").request()),
            InvalidInput::Missing(Field::Name)
        );
        assert_eq!(
            refused_input(call("..").request()),
            InvalidInput::NameCannotBeInPath
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let list = call("login_name").parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(list.compare(&["login_name"]), Default::default());
    }
}
