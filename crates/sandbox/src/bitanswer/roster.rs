//! The users, in the order in which they were added, found by name and by guid.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::body::Change;

/// A user. Passwords are taken and forgotten: nothing asks for them again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct User {
    pub(super) name: String,
    pub(super) nick_name: Option<String>,
    pub(super) guid: String,
    pub(super) registered: String,
    pub(super) disabled: bool,
    pub(super) online: bool,
}

impl User {
    /// The row of `/users`, where `status` is 0 or 1. What is unset is left out.
    pub(super) fn row(&self) -> Value {
        self.row_with(u8::from(self.disabled))
    }

    /// The row of `/users/status`, where `status` is 0 offline, 1 disabled, 2 online.
    pub(super) fn online_row(&self) -> Value {
        let status = match (self.disabled, self.online) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 0,
        };
        self.row_with(status)
    }

    fn row_with(&self, status: u8) -> Value {
        let mut row = Map::new();
        if let Some(nick_name) = &self.nick_name {
            row.insert("nickName".to_owned(), json!(nick_name));
        }
        row.insert("name".to_owned(), json!(self.name));
        row.insert("guid".to_owned(), json!(self.guid));
        row.insert("regDate".to_owned(), json!(self.registered));
        row.insert("status".to_owned(), json!(status));
        Value::Object(row)
    }

    /// Changes what is given and nothing else. Whoever is disabled is thrown out.
    pub(super) fn change(&mut self, change: &Change) {
        if let Some(nick_name) = &change.nick_name {
            self.nick_name = Some(nick_name.clone());
        }
        if let Some(disabled) = change.disabled {
            self.disabled = disabled;
            self.online &= !disabled;
        }
    }
}

/// All users.
#[derive(Default)]
pub(super) struct Roster {
    users: BTreeMap<u64, User>,
    by_name: HashMap<String, u64>,
    by_guid: HashMap<String, u64>,
    added: u64,
}

impl Roster {
    /// The users in the order of adding, the order of traversal.
    pub(super) fn users(&self) -> impl Iterator<Item = &User> {
        self.users.values()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.users.len()
    }

    /// The user of a name; case matters.
    pub(super) fn by_name(&self, name: &str) -> Option<&User> {
        self.users.get(self.by_name.get(name)?)
    }

    /// The same, to be changed.
    pub(super) fn by_name_mut(&mut self, name: &str) -> Option<&mut User> {
        self.users.get_mut(self.by_name.get(name)?)
    }

    /// The user of a guid.
    pub(super) fn by_guid(&self, guid: &str) -> Option<&User> {
        self.users.get(self.by_guid.get(guid)?)
    }

    /// The same, to be changed.
    pub(super) fn by_guid_mut(&mut self, guid: &str) -> Option<&mut User> {
        self.users.get_mut(self.by_guid.get(guid)?)
    }

    /// Adds a user behind all others, in place of whoever had the name.
    pub(super) fn add(&mut self, user: User) {
        self.remove(&user.name);
        self.by_name.insert(user.name.clone(), self.added);
        self.by_guid.insert(user.guid.clone(), self.added);
        self.users.insert(self.added, user);
        self.added += 1;
    }

    /// Takes a user away; false if there was none.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let Some(user) = self
            .by_name
            .remove(name)
            .and_then(|place| self.users.remove(&place))
        else {
            return false;
        };
        self.by_guid.remove(&user.guid);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str) -> User {
        User {
            name: name.to_owned(),
            nick_name: None,
            guid: format!("guid-{name}"),
            registered: "2024-01-19".to_owned(),
            disabled: false,
            online: true,
        }
    }

    #[test]
    fn order_is_kept_and_both_ways_of_finding_agree() {
        let mut roster = Roster::default();
        for name in ["c", "a", "b"] {
            roster.add(user(name));
        }
        assert!(roster.remove("a"));
        assert!(!roster.remove("a"));
        let names: Vec<&str> = roster.users().map(|user| user.name.as_str()).collect();
        assert_eq!(names, ["c", "b"]);
        assert_eq!(roster.by_guid("guid-a"), None);
        assert_eq!(roster.by_guid("guid-b"), roster.by_name("b"));
    }

    #[test]
    fn unset_fields_are_left_out_and_disabling_ends_the_session() {
        let mut user = user("a");
        assert_eq!(user.row().get("nickName"), None);
        assert_eq!(user.online_row()["status"], 2);
        user.change(&Change {
            nick_name: Some("A".to_owned()),
            disabled: Some(true),
        });
        assert_eq!(user.row()["nickName"], "A");
        assert_eq!(user.online_row()["status"], 1);
        assert!(!user.online);
    }
}
