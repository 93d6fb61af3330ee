//! Asks whether a user is online (查询用户在线状态). <https://doc.bitanswer.cn/?p=824>

use super::UserPresence;
use super::envelope::invalid;
use super::presence::read_presences;
use crate::problem::{Cause, Field, Found, InvalidInput, Misunderstanding};
use crate::{Body, Call, Effect, Operation, Problem, Request, Response};
use serde_json::json;

/// Reads whether one user is online.
///
/// The page's table lists query parameters, its example a `GET` with a body: both are made, and a carrier that cannot
/// send the body drops it. <https://doc.bitanswer.cn/?p=824>, section 查询用户在线状态.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlineStatus {
    /// The vendor's id of the user.
    pub guid: String,
}

impl Call for OnlineStatus {
    type Output = Vec<UserPresence>;

    fn operation(&self) -> Operation {
        Operation::BitAnswerOnlineStatus
    }

    fn request(&self) -> Result<Request, Problem> {
        if self.guid.is_empty() {
            let missing = InvalidInput::Missing(Field::Guid);
            return Err(invalid(self.operation(), missing));
        }
        let mut request = Request::new(self.operation(), Effect::Read);
        request.query.push(("type".to_owned(), "user".into()));
        request
            .query
            .push(("guid".to_owned(), self.guid.as_str().into()));
        request.body = Some(Body::json(&json!({ "type": "user", "guid": self.guid })));
        Ok(request)
    }

    /// Users that were not asked for are left out; if all who came are others, the answer is not understood.
    fn parse(&self, response: &Response) -> Result<Vec<UserPresence>, Problem> {
        let mut users = read_presences(self.operation(), response)?;
        let nobody = users.is_empty();
        users.retain(|user| user.guid.as_ref().is_none_or(|guid| *guid == self.guid));
        if users.is_empty() && !nobody {
            let misunderstanding = Misunderstanding {
                status: response.status,
                found: Found::OtherThanAsked,
            };
            let cause = Cause::NotUnderstood(misunderstanding);
            return Err(Problem::new(self.operation(), cause));
        }
        Ok(users)
    }
}
