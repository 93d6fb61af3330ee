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
