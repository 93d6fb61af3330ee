//! Queries users by name (查询用户). <https://doc.bitanswer.cn/?p=824>

use super::envelope::{invalid, read_users};
use super::{NameCondition, NameOperator, Page, UserList};
use crate::problem::{Field, InvalidInput};
use crate::{Body, Call, Effect, Operation, Problem, Request, Response};
use serde_json::{Map, json};

/// Reads one page of the users that meet a condition.
///
/// It reads, although it is a `POST`, and always goes to `/users/data`: the path of the page's own example, `/users`,
/// would write. <https://doc.bitanswer.cn/?p=824>, section 查询用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryUsers {
    /// Which part of the result.
    pub page: Page,
    /// Which users; all without one.
    pub condition: Option<NameCondition>,
    /// Whether to sort by name; the direction is the vendor's.
    pub sort_by_name: bool,
}

impl Call for QueryUsers {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::BitAnswerQueryUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        let mut members = Map::new();
        if let Some(condition) = &self.condition {
            if condition.operator == NameOperator::Equals && condition.text.is_empty() {
                let missing = InvalidInput::Missing(Field::Name);
                return Err(invalid(self.operation(), missing));
            }
            members.insert("querys".to_owned(), json!([condition.to_json()]));
        }
        if self.sort_by_name {
            members.insert("sorts".to_owned(), json!([{ "name": "name" }]));
        }
        let mut request = self
            .page
            .ask(Request::new(self.operation(), Effect::Read))?;
        request.body = Some(Body::json(&members.into()));
        Ok(request)
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        read_users(self.operation(), response, &[])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Method;
    use crate::testing::{answered, json_body, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/bitanswer/query_users.json");

    fn call(condition: Option<NameCondition>, sort_by_name: bool) -> QueryUsers {
        QueryUsers {
            page: Page {
                offset: 0,
                limit: 50,
            },
            condition,
            sort_by_name,
        }
    }

    #[test]
    fn sends_the_page_s_example_to_the_path_that_reads() {
        let condition = NameCondition {
            operator: NameOperator::StartsWith,
            text: "nick_name".to_owned(),
        };
        let request = call(Some(condition), true).request().unwrap();
        assert_eq!(request.method(), Method::Post);
        assert_eq!(request.target(), "/users/data?offset=0&limit=50");
        assert_eq!(request.effect, Effect::Read);
        assert_eq!(
            json_body(&request),
            json!({
                "querys": [{"name": "name", "op": "like", "values": ["nick_name%"]}],
                "sorts": [{"name": "name"}]
            })
        );
        assert_eq!(json_body(&call(None, false).request().unwrap()), json!({}));
    }

    #[test]
    fn nobody_has_no_name() {
        let condition = NameCondition {
            operator: NameOperator::Equals,
            text: String::new(),
        };
        assert_eq!(
            refused_input(call(Some(condition), false).request()),
            InvalidInput::Missing(Field::Name)
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let list = call(None, false).parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(list.total, Some(2));
        assert_eq!(list.items[1].name, "login_name_2");
    }
}
