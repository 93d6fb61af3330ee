//! What can be done to users, and what came of it: compared by name with what the vendor answered and with what reading
//! back found. Pure; sending is [`super::send`]'s.

use std::collections::BTreeMap;
use vendors::bitanswer::{AccountStatus, User, UserChange, UserStatus};
use vendors::{Operation, Secret};

/// A user that is acted upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The account.
    pub name: String,
    /// The vendor's id, where a list has told it.
    pub guid: Option<String>,
}

/// What can be done to one user or to a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Lets them sign in again.
    Enable,
    /// Keeps them from signing in.
    Disable,
    /// Gives them a password.
    SetPassword,
    /// Ends their sessions.
    ForceOffline,
    /// Removes them.
    Delete,
}

impl ActionKind {
    /// One operation that it takes, to ask whether it is permitted.
    pub const fn operation(self) -> Operation {
        match self {
            ActionKind::Enable | ActionKind::Disable | ActionKind::SetPassword => {
                Operation::BitAnswerPatchUser
            }
            ActionKind::ForceOffline => Operation::BitAnswerForceOffline,
            ActionKind::Delete => Operation::BitAnswerDeleteUser,
        }
    }
}

/// A question that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What is to be done.
    pub kind: ActionKind,
    /// To whom; not empty.
    pub targets: Vec<Target>,
    /// Whether it is to become a plan.
    pub as_plan: bool,
}

/// A write, ready to be sent. Two that are equal are the same write and are sent under the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Change users that exist.
    Change(Vec<UserChange>),
    /// Add a user.
    Add(UserChange),
    /// Delete users.
    Delete(Vec<String>),
    /// End the sessions of users: names and ids.
    ForceOffline(Vec<(String, String)>),
}

/// What reading back found of one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The user as it is now.
    User(User),
    /// There is no such user.
    Nobody,
    /// Whether the user is online.
    Online(bool),
}

/// What came of a write, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Done: reading back shows it, or, where that shows nothing, the vendor's answer says so.
    pub done: Vec<String>,
    /// Not done, or nothing says that it was.
    pub unconfirmed: Vec<String>,
    /// Of those done, how many were seen when reading back.
    pub seen: usize,
}

impl Wish {
    /// The users it is about.
    pub fn names(&self) -> Vec<String> {
        match self {
            Wish::Change(changes) => changes.iter().map(|change| change.name.clone()).collect(),
            Wish::Add(change) => vec![change.name.clone()],
            Wish::Delete(names) => names.clone(),
            Wish::ForceOffline(targets) => targets.iter().map(|(name, _)| name.clone()).collect(),
        }
    }

    /// Whether reading back can show it: a password cannot be read.
    pub fn can_be_seen(&self) -> bool {
        match self {
            Wish::Change(changes) => changes
                .iter()
                .all(|change| change.nick_name.is_some() || change.status.is_some()),
            Wish::Add(_) | Wish::Delete(_) | Wish::ForceOffline(_) => true,
        }
    }

    /// Whether what was found is what was wished; `None` where it does not tell.
    fn is_met(&self, name: &str, found: &Found) -> Option<bool> {
        match self {
            Wish::Change(changes) => {
                let change = changes.iter().find(|change| change.name == name)?;
                shows(change, found)
            }
            Wish::Add(change) => match found {
                Found::User(user) if change.nick_name.is_none() && change.status.is_none() => {
                    Some(user.name == change.name)
                }
                _ => shows(change, found),
            },
            Wish::Delete(_) => match found {
                Found::User(_) => Some(false),
                Found::Nobody => Some(true),
                Found::Online(_) => None,
            },
            Wish::ForceOffline(_) => match found {
                Found::Online(online) => Some(!online),
                Found::User(_) | Found::Nobody => None,
            },
        }
    }

    /// Judges every name by what was found, and where that says nothing by the vendor's answer, which is `None` where
    /// there was none that can be trusted.
    pub fn settle(&self, answered: Option<&[String]>, found: &BTreeMap<String, Found>) -> Settled {
        let mut settled = Settled::default();
        for name in self.names() {
            let seen = found.get(&name).and_then(|found| self.is_met(&name, found));
            let done = seen.unwrap_or_else(|| answered.is_some_and(|names| names.contains(&name)));
            if done {
                settled.seen += usize::from(seen.is_some());
                settled.done.push(name);
            } else {
                settled.unconfirmed.push(name);
            }
        }
        settled
    }
}

/// Whether a user shows a change. A change of nothing but the password shows nowhere.
fn shows(change: &UserChange, found: &Found) -> Option<bool> {
    match found {
        Found::Nobody => Some(false),
        Found::Online(_) => None,
        Found::User(user) => {
            if change.nick_name.is_none() && change.status.is_none() {
                return None;
            }
            let nick_name = change
                .nick_name
                .as_ref()
                .is_none_or(|wanted| user.nick_name.as_deref().unwrap_or_default() == wanted);
            let status = change
                .status
                .is_none_or(|wanted| user.status == Some(as_shown(wanted)));
            Some(nick_name && status)
        }
    }
}

/// A status that was set, as a list shows it.
pub const fn as_shown(status: AccountStatus) -> UserStatus {
    match status {
        AccountStatus::Normal => UserStatus::Normal,
        AccountStatus::Disabled => UserStatus::Disabled,
    }
}

/// A change that changes nothing yet.
pub fn no_change(name: &str) -> UserChange {
    UserChange {
        name: name.to_owned(),
        nick_name: None,
        status: None,
        password: None,
    }
}

/// What an action wishes, without those that it cannot be done to: a user whose id is not known cannot be forced
/// offline. `password` is read by [`ActionKind::SetPassword`] only.
pub fn wish(action: &Action, password: &Secret) -> Wish {
    let names = action.targets.iter().map(|target| target.name.as_str());
    match action.kind {
        ActionKind::Enable => Wish::Change(with_status(names, AccountStatus::Normal)),
        ActionKind::Disable => Wish::Change(with_status(names, AccountStatus::Disabled)),
        ActionKind::SetPassword => Wish::Change(
            names
                .map(|name| UserChange {
                    password: Some(password.clone()),
                    ..no_change(name)
                })
                .collect(),
        ),
        ActionKind::ForceOffline => Wish::ForceOffline(
            action
                .targets
                .iter()
                .filter_map(|target| Some((target.name.clone(), target.guid.clone()?)))
                .collect(),
        ),
        ActionKind::Delete => Wish::Delete(names.map(str::to_owned).collect()),
    }
}

fn with_status<'a>(names: impl Iterator<Item = &'a str>, status: AccountStatus) -> Vec<UserChange> {
    names
        .map(|name| UserChange {
            status: Some(status),
            ..no_change(name)
        })
        .collect()
}

/// The fields that differ between a user and what a form holds; `None` where none does. An unset name and an empty one
/// are the same to the vendor's lists.
pub fn edited(user: &User, nick_name: &str, status: Option<AccountStatus>) -> Option<UserChange> {
    let new_name = user.nick_name.as_deref().unwrap_or_default() != nick_name;
    let new_status = status.filter(|status| user.status != Some(as_shown(*status)));
    (new_name || new_status.is_some()).then(|| UserChange {
        nick_name: new_name.then(|| nick_name.to_owned()),
        status: new_status,
        ..no_change(&user.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str, status: UserStatus) -> Found {
        Found::User(User {
            name: name.to_owned(),
            nick_name: Some("n".to_owned()),
            guid: None,
            reg_date: None,
            status: Some(status),
        })
    }

    fn action(kind: ActionKind) -> Action {
        let target = |name: &str, guid: Option<&str>| Target {
            name: name.to_owned(),
            guid: guid.map(str::to_owned),
        };
        Action {
            kind,
            targets: vec![target("a", Some("1")), target("b", None)],
            as_plan: false,
        }
    }

    fn found<const N: usize>(entries: [(&str, Found); N]) -> BTreeMap<String, Found> {
        entries
            .into_iter()
            .map(|(name, found)| (name.to_owned(), found))
            .collect()
    }

    fn texts(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_seen_counts_more_than_what_was_answered() {
        let wish = wish(&action(ActionKind::Disable), &Secret::default());
        let seen = found([
            ("a", user("a", UserStatus::Normal)),
            ("b", user("b", UserStatus::Disabled)),
        ]);
        let settled = wish.settle(Some(&texts(&["a"])), &seen);
        assert_eq!(settled.done, ["b"]);
        assert_eq!(settled.unconfirmed, ["a"]);
        assert_eq!(settled.seen, 1);
    }

    #[test]
    fn without_reading_back_the_answer_decides() {
        let wish = wish(&action(ActionKind::Delete), &Secret::default());
        let settled = wish.settle(Some(&texts(&["b"])), &BTreeMap::new());
        assert_eq!((settled.done, settled.seen), (texts(&["b"]), 0));
        assert_eq!(settled.unconfirmed, ["a"]);
        assert_eq!(wish.settle(None, &BTreeMap::new()).unconfirmed.len(), 2);
    }

    #[test]
    fn who_is_gone_was_deleted() {
        let wish = wish(&action(ActionKind::Delete), &Secret::default());
        let seen = found([("a", Found::Nobody), ("b", user("b", UserStatus::Normal))]);
        let settled = wish.settle(None, &seen);
        assert_eq!(settled.done, ["a"]);
        assert_eq!(settled.unconfirmed, ["b"]);
    }

    #[test]
    fn a_password_shows_nowhere() {
        let wish = wish(&action(ActionKind::SetPassword), &Secret::new("x"));
        assert!(!wish.can_be_seen());
        let seen = found([("a", user("a", UserStatus::Normal)), ("b", Found::Nobody)]);
        let settled = wish.settle(Some(&texts(&["a", "b"])), &seen);
        assert_eq!(settled.done, ["a"]);
        assert_eq!(settled.unconfirmed, ["b"]);
    }

    #[test]
    fn only_who_has_an_id_is_forced_offline() {
        let wish = wish(&action(ActionKind::ForceOffline), &Secret::default());
        assert_eq!(wish.names(), ["a"]);
        let seen = found([("a", Found::Online(true))]);
        assert_eq!(wish.settle(Some(&texts(&["a"])), &seen).unconfirmed, ["a"]);
    }

    #[test]
    fn an_added_user_without_more_has_to_be_there() {
        let wish = Wish::Add(no_change("a"));
        let there = found([("a", user("a", UserStatus::Normal))]);
        assert_eq!(wish.settle(None, &there).done, ["a"]);
        let nobody = found([("a", Found::Nobody)]);
        assert_eq!(wish.settle(None, &nobody).unconfirmed, ["a"]);
    }

    #[test]
    fn only_what_was_edited_is_sent() {
        let Found::User(user) = user("a", UserStatus::Normal) else {
            panic!("not a user");
        };
        assert_eq!(edited(&user, "n", Some(AccountStatus::Normal)), None);
        assert_eq!(edited(&user, "n", None), None);
        let change = edited(&user, "", Some(AccountStatus::Normal));
        let change = change.unwrap_or_else(|| panic!("nothing changed"));
        assert_eq!(change.nick_name.as_deref(), Some(""));
        assert!(change.status.is_none() && change.password.is_none());
        let change = edited(&user, "n", Some(AccountStatus::Disabled));
        let change = change.unwrap_or_else(|| panic!("nothing changed"));
        assert_eq!(change.nick_name, None);
        assert_eq!(change.status, Some(AccountStatus::Disabled));
    }
}
