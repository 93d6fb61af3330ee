//! Which part of a list is asked for.

use super::envelope::invalid;
use crate::problem::{Field, InvalidInput};
use crate::{Operation, Problem, Request};

/// A part of a list, in users. The list may change between two pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The index of the first user.
    pub offset: u64,
    /// How many users at most: 1 to [`Page::LARGEST`].
    pub limit: u32,
}

impl Page {
    /// The most users that the vendor gives at once.
    pub const LARGEST: u32 = 1000;

    /// Adds the page to a request's query.
    pub(super) fn ask(self, mut request: Request) -> Result<Request, Problem> {
        self.check(request.operation)?;
        request
            .query
            .push(("offset".to_owned(), self.offset.to_string().into()));
        request
            .query
            .push(("limit".to_owned(), self.limit.to_string().into()));
        Ok(request)
    }

    fn check(self, operation: Operation) -> Result<(), Problem> {
        match self.limit {
            0 => Err(invalid(operation, InvalidInput::Missing(Field::Limit))),
            1..=Self::LARGEST => Ok(()),
            _ => Err(invalid(operation, InvalidInput::TooLarge(Field::Limit))),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Effect;
    use crate::testing::refused_input;

    #[test]
    fn a_page_has_one_to_a_thousand_users() {
        let ask = |limit| {
            Page { offset: 50, limit }
                .ask(Request::new(Operation::BitAnswerListUsers, Effect::Read))
        };
        assert_eq!(ask(1000).unwrap().target(), "/users?offset=50&limit=1000");
        assert!(ask(1).is_ok());
        assert_eq!(refused_input(ask(0)), InvalidInput::Missing(Field::Limit));
        assert_eq!(
            refused_input(ask(1001)),
            InvalidInput::TooLarge(Field::Limit)
        );
    }
}
