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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::testing::{answered, found};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/get_user.json");

    fn parse(status: u16, body: &str) -> Result<Option<User>, Problem> {
        let call = GetUser {
            name: "login_name".to_owned(),
        };
        call.parse(&answered(status, body))
    }

    #[test]
    fn asks_by_name() {
        let call = GetUser {
            name: "张 三?#".to_owned(),
        };
        assert_eq!(
            call.request().unwrap().target(),
            "/users/user/%E5%BC%A0%20%E4%B8%89%3F%23"
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let user = parse(200, EXAMPLE).unwrap().unwrap();
        assert_eq!(user.guid.as_deref(), Some("xxxxxx"));
    }

    #[test]
    fn nobody_is_an_answer() {
        assert_eq!(parse(200, r#"{"status":0}"#), Ok(None));
        assert_eq!(parse(200, r#"{"status":0,"data":{"items":[]}}"#), Ok(None));
        assert_eq!(parse(404, r#"{"status":1,"msg":"no such user"}"#), Ok(None));
    }

    #[test]
    fn a_web_server_s_own_404_says_nothing_about_the_user() {
        let spring = r#"{"timestamp":1,"status":404,"error":"Not Found","path":"/users"}"#;
        assert!(matches!(
            found(parse(404, spring)),
            Found::WrongShape { .. }
        ));
        let nginx = "<html><head><title>404 Not Found</title></head></html>";
        assert_eq!(found(parse(404, nginx)), Found::Html { login: false });
    }

    #[test]
    fn somebody_else_is_no_answer() {
        let other = r#"{"status":0,"data":{"items":[{"name":"Login_Name"}]}}"#;
        assert_eq!(found(parse(200, other)), Found::OtherThanAsked);
    }
}
