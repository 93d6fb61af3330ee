//! Deletes users. API reference page `User` (用户), section 删除用户.

use super::envelope;
use crate::answer::open;
use crate::problem::{Cause, Field, InvalidInput};
use crate::{Call, Operation, Problem, Request, RequestId, Response};
use std::collections::HashSet;

/// Deletes users. The answer does not say which of them existed.
///
/// API reference page `User` (用户), section 删除用户; it has no stable public address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteUsers {
    /// E-mail addresses, as in the vendor's example, or the `user_id`s that the create call calls accounts: the page
    /// leaves open which.
    pub accounts: Vec<String>,
    /// Ours only: the vendor de-duplicates by nothing.
    pub id: RequestId,
}

impl Call for DeleteUsers {
    type Output = ();

    fn operation(&self) -> Operation {
        Operation::ShareCreatorsDeleteUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        let mut seen = HashSet::new();
        let wrong = if self.accounts.is_empty() {
            Some(InvalidInput::NothingToDo)
        } else if self.accounts.iter().any(String::is_empty) {
            Some(InvalidInput::Missing(Field::Account))
        } else if !self.accounts.iter().all(|account| seen.insert(account)) {
            Some(InvalidInput::DuplicateName)
        } else {
            None
        };
        if let Some(input) = wrong {
            return Err(Problem::new(self.operation(), Cause::InvalidInput(input)));
        }
        let body = serde_json::json!({ "list": self.accounts });
        Ok(envelope::write(self.operation(), &self.id, &body))
    }

    fn parse(&self, response: &Response) -> Result<(), Problem> {
        open(self.operation(), response, &[], envelope::read).map(|_| ())
    }
}
