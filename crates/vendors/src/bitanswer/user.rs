//! One user of BitAnswer, and lists of them. A user has no password, although the vendor may echo one.

use crate::cursor::Node;
use crate::problem::Found;
use std::collections::HashSet;

/// A user. The vendor sends only what is set, so `None` means unset or not part of this answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The login (帐号), by which every call addresses a user.
    pub name: String,
    /// The displayed name (用户名).
    pub nick_name: Option<String>,
    /// The vendor's id.
    pub guid: Option<String>,
    /// When the user was registered, as the vendor wrote it: a date or a date and time, without a zone.
    pub reg_date: Option<String>,
    /// Whether the account works.
    pub status: Option<UserStatus>,
}

/// Whether an account works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserStatus {
    /// 0.
    Normal,
    /// 1.
    Disabled,
    /// A value that the page does not document.
    Other(String),
}

/// Users, and how many the vendor says there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserList {
    /// A hint: the vendor's own examples count wrongly. `None` where the vendor said nothing.
    pub total: Option<u64>,
    /// What is there, or for a write what happened.
    pub items: Vec<User>,
}

/// How an answer differs from what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Names that were asked for and are not in the answer.
    pub missing: Vec<String>,
    /// Names in the answer that nobody asked for.
    pub unexpected: Vec<String>,
}

impl UserList {
    /// Compares what came back with what was asked: `total` is a hint, `items` is what happened.
    pub fn compare(&self, asked: &[&str]) -> Comparison {
        let wanted: HashSet<&str> = asked.iter().copied().collect();
        let came: HashSet<&str> = self.items.iter().map(|user| user.name.as_str()).collect();
        Comparison {
            missing: asked
                .iter()
                .filter(|name| !came.contains(*name))
                .map(|name| (*name).to_owned())
                .collect(),
            unexpected: self
                .items
                .iter()
                .filter(|user| !wanted.contains(user.name.as_str()))
                .map(|user| user.name.clone())
                .collect(),
        }
    }
}

impl User {
    pub(super) fn read(node: &Node<'_>) -> Result<User, Found> {
        node.object()?;
        let mut nick_name = node.member("nickName").text()?;
        if nick_name.is_none() {
            // An older page of the vendor spells it so.
            nick_name = node.member("nickname").text()?;
        }
        Ok(User {
            name: node.member("name").required_text()?,
            nick_name,
            guid: node.member("guid").text()?,
            reg_date: node.member("regDate").text()?,
            status: node
                .member("status")
                .text()?
                .map(|value| match value.trim() {
                    "0" => UserStatus::Normal,
                    "1" => UserStatus::Disabled,
                    _ => UserStatus::Other(value),
                }),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(value: &Value) -> Result<User, Found> {
        User::read(&Node::root(value))
    }

    #[test]
    fn both_spellings_and_both_kinds_of_status_are_read() {
        let user = read(&json!({"name": 7, "nickname": "n", "status": "1"})).unwrap();
        assert_eq!(user.name, "7");
        assert_eq!(user.nick_name.as_deref(), Some("n"));
        assert_eq!(user.status, Some(UserStatus::Disabled));
        let user = read(&json!({"name": "a", "nickName": null, "status": 9})).unwrap();
        assert_eq!(user.nick_name, None);
        assert_eq!(user.status, Some(UserStatus::Other("9".to_owned())));
    }

    #[test]
    fn comparing_ignores_the_total() {
        let list = UserList {
            total: Some(1),
            items: ["a", "x"]
                .map(|name| read(&json!({ "name": name })).unwrap())
                .to_vec(),
        };
        let comparison = list.compare(&["a", "b"]);
        assert_eq!(comparison.missing, ["b"]);
        assert_eq!(comparison.unexpected, ["x"]);
        assert_eq!(list.compare(&["x", "a"]), Comparison::default());
    }
}
