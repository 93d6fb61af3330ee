//! Updates users in a batch (批量更新用户). <https://doc.bitanswer.cn/?p=824>

use super::change::{batch_body, passwords};
use super::envelope::{read_users, write};
use super::{UserChange, UserList};
use crate::{Call, Operation, Problem, Request, RequestId, Response};

/// Changes existing users. A name that does not exist is an error; what is not given stays.
///
/// Whether a batch is all or nothing is not documented: see [`UserList::compare`].
/// <https://doc.bitanswer.cn/?p=824>, section 批量更新/添加用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchUsers {
    /// The changes, each for another name.
    pub changes: Vec<UserChange>,
    /// The same for a retry of the same write.
    pub id: RequestId,
}

impl Call for PatchUsers {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerPatchUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        let body = batch_body(self.operation(), &self.changes, true)?;
        Ok(write(self.operation(), &self.id, Some(body)))
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        read_users(self.operation(), response, &passwords(&self.changes))
    }
}
