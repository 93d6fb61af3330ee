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
