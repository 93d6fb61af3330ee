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
