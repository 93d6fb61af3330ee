//! Accounts that the admin knows of, by paste. Knows no component and no storage.

use super::new_account::{Typed, check};
use crate::store::{LedgerEntry, LedgerState, account_key};

/// Why a text gives no accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownError {
    /// There is nothing in it.
    Empty,
    /// This is no e-mail address.
    NotAnEmail(String),
}

/// The entries for accounts that are not in the ledger yet, and how many are in it already.
///
/// # Errors
/// [`KnownError`] if something in the text is no e-mail address.
pub fn known_accounts(
    names: &[String],
    ledger: &[LedgerEntry],
    now: f64,
) -> Result<(Vec<LedgerEntry>, usize), KnownError> {
    if names.is_empty() {
        return Err(KnownError::Empty);
    }
    for name in names {
        let typed = Typed {
            email: name.clone(),
            ..Typed::default()
        };
        if check(&typed).email.is_some() {
            return Err(KnownError::NotAnEmail(name.clone()));
        }
    }
    let is_known = |name: &str| {
        let key = account_key(name);
        ledger.iter().any(|entry| entry.key() == key)
    };
    let new: Vec<LedgerEntry> = names
        .iter()
        .filter(|name| !is_known(name))
        .map(|name| LedgerEntry {
            email: name.clone(),
            user_id: None,
            role: None,
            is_admin: None,
            phone: None,
            state: LedgerState::Told,
            at: now,
        })
        .collect();
    let passed_over = names.len() - new.len();
    Ok((new, passed_over))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn adds_what_is_new_and_keeps_what_is_known() {
        let names = ["a@x.cn", "b@x.cn"].map(str::to_owned);
        let (first, passed_over) = known_accounts(&names[..1], &[], 1.0).unwrap();
        assert_eq!((first.len(), passed_over), (1, 0));
        assert_eq!(first[0].state, LedgerState::Told);
        let (second, passed_over) = known_accounts(&names, &first, 2.0).unwrap();
        assert_eq!((second.len(), passed_over), (1, 1));
        assert_eq!(second[0].email, "b@x.cn");
    }

    #[test]
    fn says_which_is_no_address() {
        assert_eq!(known_accounts(&[], &[], 1.0), Err(KnownError::Empty));
        let names = ["a@x.cn", "zhang"].map(str::to_owned);
        let wrong = KnownError::NotAnEmail("zhang".to_owned());
        assert_eq!(known_accounts(&names, &[], 1.0), Err(wrong));
    }
}
