//! What is to become of a user, and batches of such changes.

use super::envelope::{check_batch, invalid};
use crate::problem::{Field, InvalidInput};
use crate::{Operation, Problem, Secret};
use serde_json::{Map, Value};

/// A status that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountStatus {
    /// 0.
    Normal,
    /// 1.
    Disabled,
}

/// A user's new values. What is `None` is not sent.
#[derive(Clone, PartialEq, Eq)]
pub struct UserChange {
    /// The login, which addresses the user and cannot be changed.
    pub name: String,
    /// The displayed name.
    pub nick_name: Option<String>,
    /// Whether the account works.
    pub status: Option<AccountStatus>,
    /// The password.
    pub password: Option<Secret>,
}

/// Shows that a password is set, never which.
impl std::fmt::Debug for UserChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserChange")
            .field("name", &self.name)
            .field("nick_name", &self.nick_name)
            .field("status", &self.status)
            .field("sets_password", &self.password.is_some())
            .finish()
    }
}

impl UserChange {
    fn check(&self, must_change: bool) -> Result<(), InvalidInput> {
        let changes_nothing =
            self.nick_name.is_none() && self.status.is_none() && self.password.is_none();
        if self.name.is_empty() {
            Err(InvalidInput::Missing(Field::Name))
        } else if self.password.as_ref().is_some_and(Secret::is_empty) {
            Err(InvalidInput::Missing(Field::Password))
        } else if must_change && changes_nothing {
            Err(InvalidInput::NothingToDo)
        } else {
            Ok(())
        }
    }

    fn to_json(&self) -> Value {
        let mut members = Map::new();
        members.insert("name".to_owned(), self.name.as_str().into());
        if let Some(nick_name) = &self.nick_name {
            members.insert("nickName".to_owned(), nick_name.as_str().into());
        }
        if let Some(status) = self.status {
            // The page's table says text, every example of it shows a number.
            let number = match status {
                AccountStatus::Normal => 0,
                AccountStatus::Disabled => 1,
            };
            members.insert("status".to_owned(), number.into());
        }
        if let Some(password) = &self.password {
            members.insert("password".to_owned(), password.expose().into());
        }
        Value::Object(members)
    }
}

/// The body for one change. `must_change` refuses a change that has nothing in it.
pub(super) fn one_body(
    operation: Operation,
    change: &UserChange,
    must_change: bool,
) -> Result<Value, Problem> {
    change
        .check(must_change)
        .map_err(|input| invalid(operation, input))?;
    Ok(change.to_json())
}

/// The body for a batch of changes.
pub(super) fn batch_body(
    operation: Operation,
    changes: &[UserChange],
    must_change: bool,
) -> Result<Value, Problem> {
    check_batch(
        changes.iter().map(|change| change.name.as_str()),
        Field::Name,
    )
    .map_err(|input| invalid(operation, input))?;
    let bodies: Result<Vec<Value>, Problem> = changes
        .iter()
        .map(|change| one_body(operation, change, must_change))
        .collect();
    bodies.map(Value::Array)
}

/// The passwords that changes send, which the vendor may echo.
pub(super) fn passwords(changes: &[UserChange]) -> Vec<&Secret> {
    changes
        .iter()
        .filter_map(|change| change.password.as_ref())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::Cause;
    use serde_json::json;

    fn change(name: &str) -> UserChange {
        UserChange {
            name: name.to_owned(),
            nick_name: None,
            status: None,
            password: None,
        }
    }

    fn refused(changes: &[UserChange], must_change: bool) -> InvalidInput {
        let problem = batch_body(Operation::BitAnswerPatchUsers, changes, must_change).unwrap_err();
        match problem.cause {
            Cause::InvalidInput(input) => input,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_what_is_given_is_sent() {
        let mut first = change("login_name_1");
        first.status = Some(AccountStatus::Disabled);
        let mut second = change("login_name_2");
        second.password = Some(Secret::new("xxxxxx"));
        let body = batch_body(Operation::BitAnswerPatchUsers, &[first, second], true).unwrap();
        assert_eq!(
            body,
            json!([
                {"name": "login_name_1", "status": 1},
                {"name": "login_name_2", "password": "xxxxxx"}
            ])
        );
    }

    #[test]
    fn batches_that_cannot_be_right_are_refused() {
        assert_eq!(refused(&[], false), InvalidInput::NothingToDo);
        assert_eq!(refused(&[change("a")], true), InvalidInput::NothingToDo);
        assert_eq!(
            refused(&[change("a"), change("a")], false),
            InvalidInput::DuplicateName
        );
        assert_eq!(
            refused(&[change("")], false),
            InvalidInput::Missing(Field::Name)
        );
        let mut without_password = change("a");
        without_password.password = Some(Secret::default());
        assert_eq!(
            refused(&[without_password], false),
            InvalidInput::Missing(Field::Password)
        );
        assert!(batch_body(Operation::BitAnswerUpsertUsers, &[change("a")], false).is_ok());
    }

    #[test]
    fn a_password_is_never_shown() {
        let mut secretive = change("a");
        secretive.password = Some(Secret::new("canary"));
        let shown = format!("{secretive:?}");
        assert!(shown.contains("sets_password: true") && !shown.contains("canary"));
    }
}
