//! Traverses the users (遍历用户). <https://doc.bitanswer.cn/?p=824>

use super::envelope::read_users;
use super::{Page, UserList};
use crate::{Call, Effect, Operation, Problem, Request, Response};

/// Reads one page of all users. The list may change between pages: merge by `guid`.
///
/// <https://doc.bitanswer.cn/?p=824>, section 遍历用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListUsers {
    /// Which part of the list.
    pub page: Page,
}

impl Call for ListUsers {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerListUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        self.page.ask(Request::new(self.operation(), Effect::Read))
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        read_users(self.operation(), response, &[])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::bitanswer::UserStatus;
    use crate::problem::{Found, RefusalKind, Shape};
    use crate::testing::{answered, found, refusal};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/list_users.json");

    const CALL: ListUsers = ListUsers {
        page: Page {
            offset: 0,
            limit: 50,
        },
    };

    fn parse(body: &str) -> Result<UserList, Problem> {
        CALL.parse(&answered(200, body))
    }

    #[test]
    fn asks_for_a_page() {
        let request = CALL.request().unwrap();
        assert_eq!(request.target(), "/users?offset=0&limit=50");
        assert_eq!(request.effect, Effect::Read);
        assert!(request.headers.is_empty() && request.body.is_none());
    }

    #[test]
    fn reads_the_page_s_example() {
        let list = parse(EXAMPLE).unwrap();
        assert_eq!(list.total, Some(2184));
        let user = &list.items[0];
        assert_eq!(user.name, "login_name");
        assert_eq!(user.nick_name.as_deref(), Some("nick_name"));
        assert_eq!(user.guid.as_deref(), Some("xxxxx1"));
        assert_eq!(user.reg_date.as_deref(), Some("2023-11-03 13:35:01"));
        assert_eq!(user.status, Some(UserStatus::Normal));
    }

    #[test]
    fn absent_data_is_an_empty_list() {
        assert_eq!(parse(r#"{"status":0}"#), Ok(UserList::default()));
        assert_eq!(
            parse(r#"{"status":"0","data":{"total":"3"}}"#).map(|list| list.total),
            Ok(Some(3))
        );
    }

    #[test]
    fn a_status_other_than_zero_is_a_no() {
        let no = refusal(parse(r#"{"status":1001,"msg":"bitkey invalid"}"#));
        assert_eq!(
            (no.kind, no.code.as_deref(), no.message.as_deref()),
            (RefusalKind::Other, Some("1001"), Some("bitkey invalid"))
        );
        let no = refusal(parse(r#"{"status":403,"msg":"no"}"#));
        assert_eq!(no.kind, RefusalKind::Credentials);
    }

    #[test]
    fn names_what_is_wrong_in_the_answer() {
        let wrong = |place: &str, expected, found| Found::WrongShape {
            place: place.to_owned(),
            expected,
            found,
        };
        assert_eq!(
            found(parse(
                r#"{"status":0,"data":{"items":[{"name":"a"},{"name":null}]}}"#
            )),
            wrong("data.items[1].name", Shape::Text, Shape::Null)
        );
        assert_eq!(
            found(parse(r#"{"status":0,"data":{"total":-1}}"#)),
            wrong("data.total", Shape::Count, Shape::Number)
        );
        assert_eq!(
            found(parse(r#"{"status":0,"data":[]}"#)),
            wrong("data", Shape::Object, Shape::Array)
        );
    }
}
