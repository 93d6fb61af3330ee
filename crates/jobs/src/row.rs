//! One row of a job: one account, what is to become of it, and how far that is.

use crate::{AttemptId, Field, FieldChange, Reason};
use serde::{Deserialize, Serialize};

/// What a row does to its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The account is made.
    Create,
    /// Fields of the account change.
    Change,
    /// The account is deleted.
    Delete,
}

/// A row: one account and what is to become of it. Never a password, only that one is to be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// By what the vendor's calls name the account: BitAnswer's `name`, ShareCreators' e-mail or `user_id`, T12's
    /// `app_name`.
    pub target: String,
    /// What is done.
    pub action: Action,
    /// The fields, each at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// Whether a password is set. It is held apart, in memory only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sets_password: bool,
    /// Where the row stands in the admin's file, as a spreadsheet counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

impl Row {
    /// What a field is to become, if this row changes it.
    pub fn after(&self, field: Field) -> Option<&str> {
        let change = self.changes.iter().find(|change| change.field == field)?;
        Some(&change.after)
    }
}

/// How far a row is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// To be sent, in a request of at most so many rows.
    Waiting {
        /// Halved whenever a request with this row in it is refused.
        at_most: u16,
    },
    /// A request with this row was recorded and may have left.
    Sent(AttemptId),
    /// The answer to that request never came, or left this row open: somebody has to look.
    Open(AttemptId),
    /// Over.
    Done(Outcome),
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is as it was wanted.
    Succeeded(Evidence),
    /// It is not as it was wanted, and no request about it is under way.
    Failed(Reason),
    /// Nothing was done about it.
    Skipped(Skip),
    /// A request left, and nothing that can be asked says what it did.
    Unknown(Doubt),
}

/// How it is known that a row succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The vendor's answer says so.
    Answer,
    /// It was read back.
    ReadBack,
    /// The admin says so.
    Admin,
}

/// Why nothing was done about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    /// The account already was as it was wanted.
    AlreadySo,
    /// The account is in a state in which the plan does not touch it.
    Conflict,
    /// The row cannot be right.
    Invalid,
    /// The admin left it out of the plan.
    LeftOut,
    /// The job was cancelled before it was sent.
    Cancelled,
}

/// Why nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The vendor has no call that reads it.
    CannotBeRead,
    /// A new password shows nowhere.
    ShowsNowhere,
    /// What was read is neither what it was nor what was wanted.
    SomethingElse,
    /// The vendor's answer does not list it, and it shows nowhere.
    NotListed,
    /// It was tried too often.
    GivenUp,
}
