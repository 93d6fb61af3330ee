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
