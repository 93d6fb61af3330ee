//! What the ledger of this browser knows of ShareCreators' accounts. The vendor has no call that reads them.

use super::{Read, Watch};
use crate::jobs::breathe;
use crate::store::{ConnectionId, LedgerEntry, LedgerState, account_key, load_ledger};
use jobs::plan::Accounts;
use jobs::{Field, Found, Values};
use std::collections::{BTreeSet, HashMap};

/// Accounts that are looked up at once.
const SLICE: usize = 500;

/// Looks them up: by e-mail address, or by `user_id`.
pub async fn read(connection: ConnectionId, targets: BTreeSet<String>, watch: Watch) -> Read {
    let ledger = load_ledger(connection);
    breathe().await;
    let mut known: HashMap<String, &LedgerEntry> = HashMap::with_capacity(ledger.len());
    for entry in &ledger {
        known.insert(entry.key(), entry);
        if let Some(id) = &entry.user_id {
            known.insert(id.clone(), entry);
        }
    }
    let mut accounts = Accounts::of_ledger();
    let total = targets.len();
    for (place, target) in targets.iter().enumerate() {
        let entry = known
            .get(&account_key(target))
            .or_else(|| known.get(target));
        if let Some(found) = entry.and_then(|entry| found(entry)) {
            accounts.add(target, found);
        }
        if place % SLICE == 0 {
            watch.tell(place, Some(total));
            breathe().await;
        }
    }
    Read {
        accounts,
        ..Read::default()
    }
}

/// What the ledger says; nothing where a create or delete got no answer.
fn found(entry: &LedgerEntry) -> Option<Found> {
    match entry.state {
        LedgerState::Created | LedgerState::Told => {
            let role = entry.role.clone().map(|role| (Field::Role, role));
            Some(Found::Present(Values::from_iter(role)))
        }
        LedgerState::Deleted => Some(Found::Absent),
        LedgerState::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: LedgerState) -> LedgerEntry {
        LedgerEntry {
            email: "a@b.cn".to_owned(),
            user_id: None,
            role: Some("U".to_owned()),
            is_admin: None,
            phone: None,
            state,
            at: 0.0,
        }
    }

    #[test]
    fn the_ledger_says_no_more_than_it_knows() {
        let present = Found::Present(Values::from([(Field::Role, "U".to_owned())]));
        assert_eq!(found(&entry(LedgerState::Created)), Some(present.clone()));
        assert_eq!(found(&entry(LedgerState::Told)), Some(present));
        assert_eq!(found(&entry(LedgerState::Deleted)), Some(Found::Absent));
        assert_eq!(found(&entry(LedgerState::Unknown)), None);
    }
}
