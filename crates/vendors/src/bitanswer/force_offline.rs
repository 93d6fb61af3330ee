//! Forces users offline (下线用户). <https://doc.bitanswer.cn/?p=824>

use super::UserPresence;
use super::envelope::{check_batch, invalid, write};
use super::presence::read_presences;
use crate::problem::Field;
use crate::{Call, Operation, Problem, Request, RequestId, Response};
use serde_json::{Value, json};

/// Ends the sessions of users who are online. They may sign in again: to keep them out, disable them.
///
/// <https://doc.bitanswer.cn/?p=824>, section 下线用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForceOffline {
    /// The vendor's ids of the users, each once.
    pub guids: Vec<String>,
    /// The same for a retry of the same write.
    pub id: RequestId,
}

impl Call for ForceOffline {
    type Output = Vec<UserPresence>;

    fn operation(&self) -> Operation {
        Operation::BitAnswerForceOffline
    }

    fn request(&self) -> Result<Request, Problem> {
        check_batch(self.guids.iter().map(String::as_str), Field::Guid)
            .map_err(|input| invalid(self.operation(), input))?;
        let body: Vec<Value> = self
            .guids
            .iter()
            .map(|guid| json!({ "type": "user", "guid": guid }))
            .collect();
        Ok(write(self.operation(), &self.id, Some(body.into())))
    }

    fn parse(&self, response: &Response) -> Result<Vec<UserPresence>, Problem> {
        read_presences(self.operation(), response)
    }
}
