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
