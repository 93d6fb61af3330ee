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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::RefusalKind;
    use crate::testing::{answered, id, json_body, refusal, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/sharecreators/delete_users.json");

    fn call(accounts: &[&str]) -> DeleteUsers {
        DeleteUsers {
            accounts: accounts
                .iter()
                .map(|account| (*account).to_owned())
                .collect(),
            id: id(),
        }
    }

    #[test]
    fn sends_and_reads_the_page_s_example() {
        let call = call(&["333@sharecreators.com"]);
        let request = call.request().unwrap();
        assert_eq!(request.target(), "/api/asset-server/user/del-user");
        assert_eq!(
            json_body(&request),
            serde_json::json!({ "list": ["333@sharecreators.com"] })
        );
        assert_eq!(call.parse(&answered(200, EXAMPLE)), Ok(()));
    }

    #[test]
    fn refuses_what_cannot_be_right() {
        assert_eq!(
            refused_input(call(&[]).request()),
            InvalidInput::NothingToDo
        );
        assert_eq!(
            refused_input(call(&["a", ""]).request()),
            InvalidInput::Missing(Field::Account)
        );
        assert_eq!(
            refused_input(call(&["a", "a"]).request()),
            InvalidInput::DuplicateName
        );
    }

    #[test]
    fn a_token_that_is_not_accepted_is_told_apart() {
        let body = r#"{"_success":false,"_code":"401","_msg":"token expired"}"#;
        let no = refusal(call(&["a"]).parse(&answered(200, body)));
        assert_eq!(no.kind, RefusalKind::Credentials);
    }
}
