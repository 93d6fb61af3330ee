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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Method;
    use crate::bitanswer::Presence;
    use crate::problem::InvalidInput;
    use crate::testing::{answered, id, json_body, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/force_offline.json");

    fn call(guids: &[&str]) -> ForceOffline {
        ForceOffline {
            guids: guids.iter().map(|guid| (*guid).to_owned()).collect(),
            id: id(),
        }
    }

    #[test]
    fn sends_the_page_s_example_with_an_id() {
        let request = call(&["xxxxx"]).request().unwrap();
        assert_eq!(request.method(), Method::Post);
        assert_eq!(request.target(), "/users/end");
        assert!(request.headers == [("x-bit-req-id", id().0.into())]);
        assert_eq!(
            json_body(&request),
            json!([{"type": "user", "guid": "xxxxx"}])
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let users = call(&["xxxxx"]).parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(users[0].guid.as_deref(), Some("xxxxx"));
        assert_eq!(users[0].presence, Presence::Offline);
    }

    #[test]
    fn refuses_what_cannot_be_right() {
        assert_eq!(
            refused_input(call(&[]).request()),
            InvalidInput::NothingToDo
        );
        assert_eq!(
            refused_input(call(&["a", "a"]).request()),
            InvalidInput::DuplicateName
        );
        assert_eq!(
            refused_input(call(&[""]).request()),
            InvalidInput::Missing(Field::Guid)
        );
    }
}
