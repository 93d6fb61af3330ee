//! Reads one user by name (按帐号查询用户). <https://doc.bitanswer.cn/?p=824>

use super::User;
use super::envelope::{address, open_answer, user_list};
use crate::problem::{Cause, Found, RefusalKind};
use crate::{Call, Effect, Operation, Problem, Request, Response};

/// Reads one user; `None` where the vendor knows nobody of that name, be it by a 404 of its own or by an empty list.
///
/// <https://doc.bitanswer.cn/?p=824>, section 按帐号查询用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetUser {
    /// The login.
    pub name: String,
}

impl Call for GetUser {
    type Output = Option<User>;

    fn operation(&self) -> Operation {
        Operation::BitAnswerGetUser
    }

    fn request(&self) -> Result<Request, Problem> {
        address(Request::new(self.operation(), Effect::Read), &self.name)
    }

    fn parse(&self, response: &Response) -> Result<Option<User>, Problem> {
        let answer = match open_answer(self.operation(), response, &[]) {
            Err(problem) if is_not_found(&problem) => return Ok(None),
            answer => answer?,
        };
        let users = user_list(&answer.root())
            .map_err(|found| answer.misunderstood(found))?
            .items;
        let nobody = users.is_empty();
        match users.into_iter().find(|user| user.name == self.name) {
            None if !nobody => Err(answer.misunderstood(Found::OtherThanAsked)),
            user => Ok(user),
        }
    }
}

fn is_not_found(problem: &Problem) -> bool {
    matches!(&problem.cause, Cause::Refused(refusal) if refusal.kind == RefusalKind::NotFound)
}
