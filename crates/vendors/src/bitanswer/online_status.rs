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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::bitanswer::Presence;
    use crate::problem::RefusalKind;
    use crate::testing::{answered, json_body, refusal, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/online_status.json");

    fn call(guid: &str) -> OnlineStatus {
        OnlineStatus {
            guid: guid.to_owned(),
        }
    }

    #[test]
    fn asks_in_the_query_and_in_a_body() {
        let request = call("xxxxx").request().unwrap();
        assert_eq!(request.target(), "/users/status?type=user&guid=xxxxx");
        assert_eq!(
            json_body(&request),
            json!({"type": "user", "guid": "xxxxx"})
        );
        assert_eq!(
            refused_input(call("").request()),
            InvalidInput::Missing(Field::Guid)
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let users = call("xxxxx").parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(users.len(), 1);
        assert_eq!(users[0].name.as_deref(), Some("login_name"));
        assert_eq!(users[0].presence, Presence::Online);
    }

    #[test]
    fn others_are_left_out_and_only_others_are_no_answer() {
        let body = r#"{"status":0,"data":{"items":[
            {"guid":"a","status":"0"},{"guid":"b","status":1},{"status":7}]}}"#;
        let users = call("a").parse(&answered(200, body)).unwrap();
        let presences: Vec<&Presence> = users.iter().map(|user| &user.presence).collect();
        assert_eq!(
            presences,
            [&Presence::Offline, &Presence::Other("7".to_owned())]
        );
        let problem = call("b").parse(&answered(200, EXAMPLE)).unwrap_err();
        assert!(matches!(
            problem.cause,
            Cause::NotUnderstood(Misunderstanding {
                found: Found::OtherThanAsked,
                ..
            })
        ));
        assert_eq!(
            call("a").parse(&answered(200, r#"{"status":0}"#)),
            Ok(vec![])
        );
    }

    #[test]
    fn a_no_is_a_no() {
        let body = r#"{"status":404,"msg":"unknown guid"}"#;
        let no = refusal(call("a").parse(&answered(200, body)));
        assert_eq!(no.kind, RefusalKind::NotFound);
    }
}
