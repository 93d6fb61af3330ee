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
