//! The fields of an account that a plan can compare, and their values as texts.

use serde::{Deserialize, Serialize};

/// A field that can be read, or at least was written, by us. A password is none: it can only be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// BitAnswer's `nickName`.
    NickName,
    /// BitAnswer's `status`: `normal` or `disabled`.
    Status,
    /// T12's remaining regular users, a decimal number.
    RegularUsers,
    /// T12's remaining test users, a decimal number.
    TestUsers,
    /// ShareCreators' `telephone`.
    Telephone,
    /// ShareCreators' `phoneAreaCode`, without a leading `+`.
    PhoneAreaCode,
    /// ShareCreators' `role`: `SA`, `A`, `U` or `V`.
    Role,
}

impl Field {
    /// The value of [`Field::Status`] for an account that works.
    pub const NORMAL: &'static str = "normal";
    /// The value of [`Field::Status`] for an account that is disabled.
    pub const DISABLED: &'static str = "disabled";
}

/// What is known of an account's fields; a field that is missing is not known or unset.
pub type Values = std::collections::BTreeMap<Field, String>;

/// One field of one account: what it was when the plan was made, and what it is to become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which field.
    pub field: Field,
    /// What it was; `None` if it was unset, or if nobody can know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is to become.
    pub after: String,
}
