//! Which accounts a deletion names to the vendor, and which it cannot name. Knows no component and no words.

use crate::store::{LedgerEntry, LedgerState, account_key};

/// One account of a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What the admin knows it by: the e-mail address, or what was typed.
    pub name: String,
    /// What is sent.
    pub account: Result<String, Unnamed>,
}

/// Why an account cannot be named to the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unnamed {
    /// The connection deletes by `user_id`, and the ledger does not know this one's.
    UserIdNotKnown,
    /// The connection deletes by e-mail; this is none, and no account in the ledger has it as `user_id`.
    NotAnEmail,
}

/// The accounts in a typed text: one a line, or separated by commas or semicolons of either width, or tabs. Repeats are
/// dropped.
pub fn typed_accounts(text: &str) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    text.split(['\n', '\r', ',', '，', ';', '；', '\t', '、'])
        .map(str::trim)
        .filter(|account| !account.is_empty() && seen.insert(account_key(account)))
        .map(str::to_owned)
        .collect()
}

/// How each account is named to the vendor. Two names for one account become one target.
pub fn plan(accounts: &[String], ledger: &[LedgerEntry], by_user_id: bool) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for account in accounts {
        let key = account_key(account);
        let known = ledger
            .iter()
            .find(|entry| entry.key() == key || entry.user_id.as_deref() == Some(account.trim()));
        let target = target(account, known, by_user_id);
        let is_new = targets.iter().all(|other| match &target.account {
            Ok(sent) => other.account.as_ref() != Ok(sent),
            Err(_) => other.name != target.name,
        });
        if is_new {
            targets.push(target);
        }
    }
    targets
}

fn target(account: &str, known: Option<&LedgerEntry>, by_user_id: bool) -> Target {
    let named = if by_user_id {
        match known {
            Some(entry) => entry.user_id.clone().ok_or(Unnamed::UserIdNotKnown),
            None if account.contains('@') => Err(Unnamed::UserIdNotKnown),
            None => Ok(account.to_owned()),
        }
    } else {
        match known {
            Some(entry) => Ok(entry.email.clone()),
            None if account.contains('@') => Ok(account.to_owned()),
            None => Err(Unnamed::NotAnEmail),
        }
    };
    Target {
        name: known.map_or_else(|| account.to_owned(), |entry| entry.email.clone()),
        account: named,
    }
}

/// The accounts that are sent.
pub fn sent(targets: &[Target]) -> Vec<String> {
    targets
        .iter()
        .filter_map(|target| target.account.clone().ok())
        .collect()
}

/// What must be typed to confirm: the one name, or how many there are.
pub fn confirmation(targets: &[Target]) -> String {
    let named: Vec<&Target> = targets
        .iter()
        .filter(|target| target.account.is_ok())
        .collect();
    match named.as_slice() {
        [only] => only.name.clone(),
        several => several.len().to_string(),
    }
}

/// What the ledger says of the accounts that were sent, in the given state. An account that was typed as a `user_id` and
/// is not in the ledger has no e-mail address, and so no entry.
pub fn entries_after(
    targets: &[Target],
    ledger: &[LedgerEntry],
    state: LedgerState,
    now: f64,
) -> Vec<LedgerEntry> {
    targets
        .iter()
        .filter(|target| target.account.is_ok())
        .filter_map(|target| {
            let key = account_key(&target.name);
            match ledger.iter().find(|entry| entry.key() == key) {
                Some(entry) => Some(LedgerEntry {
                    state,
                    at: now,
                    ..entry.clone()
                }),
                None if target.name.contains('@') => Some(LedgerEntry {
                    email: target.name.clone(),
                    user_id: None,
                    role: None,
                    is_admin: None,
                    phone: None,
                    state,
                    at: now,
                }),
                None => None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(email: &str, user_id: Option<&str>) -> LedgerEntry {
        LedgerEntry {
            email: email.to_owned(),
            user_id: user_id.map(str::to_owned),
            role: None,
            is_admin: None,
            phone: None,
            state: LedgerState::Created,
            at: 1.0,
        }
    }

    fn accounts(text: &str, by_user_id: bool) -> Vec<(String, Result<String, Unnamed>)> {
        let ledger = [entry("Zhang@x.cn", Some("id1")), entry("li@x.cn", None)];
        plan(&typed_accounts(text), &ledger, by_user_id)
            .into_iter()
            .map(|target| (target.name, target.account))
            .collect()
    }

    #[test]
    fn reads_what_people_paste() {
        assert_eq!(
            typed_accounts(" a@x.cn\r\n\nb@x.cn， A@x.cn;c"),
            ["a@x.cn", "b@x.cn", "c"]
        );
    }

    #[test]
    fn by_email_every_known_name_becomes_one() {
        assert_eq!(
            accounts("zhang@x.cn, id1, new@x.cn, id2", false),
            [
                ("Zhang@x.cn".to_owned(), Ok("Zhang@x.cn".to_owned())),
                ("new@x.cn".to_owned(), Ok("new@x.cn".to_owned())),
                ("id2".to_owned(), Err(Unnamed::NotAnEmail)),
            ]
        );
    }

    #[test]
    fn by_user_id_the_id_must_be_known() {
        assert_eq!(
            accounts("zhang@x.cn, li@x.cn, new@x.cn, id2", true),
            [
                ("Zhang@x.cn".to_owned(), Ok("id1".to_owned())),
                ("li@x.cn".to_owned(), Err(Unnamed::UserIdNotKnown)),
                ("new@x.cn".to_owned(), Err(Unnamed::UserIdNotKnown)),
                ("id2".to_owned(), Ok("id2".to_owned())),
            ]
        );
    }

    #[test]
    fn one_is_confirmed_by_name_and_several_by_their_count() {
        let ledger = [entry("a@x.cn", Some("1")), entry("b@x.cn", None)];
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let one = plan(&names(&["a@x.cn", "b@x.cn"]), &ledger, true);
        assert_eq!(confirmation(&one), "a@x.cn");
        assert_eq!(sent(&one), ["1"]);
        let two = plan(&names(&["a@x.cn", "b@x.cn"]), &ledger, false);
        assert_eq!(confirmation(&two), "2");
    }

    #[test]
    fn the_ledger_learns_of_what_was_sent_only() {
        let ledger = [entry("a@x.cn", Some("1")), entry("b@x.cn", None)];
        let names = ["a@x.cn", "b@x.cn", "2"].map(str::to_owned);
        let targets = plan(&names, &ledger, true);
        let after = entries_after(&targets, &ledger, LedgerState::Deleted, 9.0);
        assert_eq!(after.len(), 1);
        assert_eq!(after[0].email, "a@x.cn");
        assert_eq!(after[0].user_id.as_deref(), Some("1"));
        assert_eq!(after[0].state, LedgerState::Deleted);
        let typed = plan(&["new@x.cn".to_owned()], &ledger, false);
        let after = entries_after(&typed, &ledger, LedgerState::Unknown, 9.0);
        assert_eq!(after[0].email, "new@x.cn");
    }
}
