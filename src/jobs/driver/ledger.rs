//! What becomes of ShareCreators' accounts in a job is written into this browser's ledger, as it is for single ones.

use crate::store::{
    ConnectionId, LedgerEntry, LedgerState, load_account, load_ledger, record_account,
};
use jobs::{Action, Field, Job, Outcome, Row, RowState, Step, Transition};
use vendors::Vendor;
use vendors::sharecreators::CreatedUser;

/// Notes what a step says of accounts.
pub fn note(connection: ConnectionId, job: &Job, transition: &Transition) {
    let Step::Rows {
        rows,
        state: RowState::Done(outcome),
    } = &transition.step
    else {
        return;
    };
    if job.head().vendor() != Some(Vendor::ShareCreators) {
        return;
    }
    for row in rows {
        let Some(row) = job.rows().get(*row as usize) else {
            continue;
        };
        let before = known(connection, &row.target);
        if let Some(entry) = entry(row, outcome, before, transition.at) {
            // The job itself has recorded it; a ledger that is full loses nothing that is not there.
            _ = record_account(connection, &entry);
        }
    }
}

/// Adds to an account that a job has just created what only the vendor's answer says of it. The job does not keep that.
pub fn learn(connection: ConnectionId, target: &str, user: CreatedUser) {
    if let Some(entry) = load_account(connection, target) {
        // As above: nothing is lost that the job does not know.
        _ = record_account(connection, &learned(entry, user));
    }
}

fn learned(known: LedgerEntry, user: CreatedUser) -> LedgerEntry {
    LedgerEntry {
        user_id: user.user_id.or(known.user_id),
        role: user.role.or(known.role),
        is_admin: user.is_admin.or(known.is_admin),
        ..known
    }
}

/// What the ledger knows of an account, by its e-mail address or its `user_id`.
fn known(connection: ConnectionId, target: &str) -> Option<LedgerEntry> {
    load_account(connection, target).or_else(|| {
        let ledger = load_ledger(connection);
        ledger
            .into_iter()
            .find(|entry| entry.user_id.as_deref() == Some(target))
    })
}

/// What is known of an account after a row ended; nothing if that says nothing new.
fn entry(
    row: &Row,
    outcome: &Outcome,
    before: Option<LedgerEntry>,
    at: u64,
) -> Option<LedgerEntry> {
    let state = match (outcome, row.action) {
        (Outcome::Succeeded(_), Action::Create) => LedgerState::Created,
        (Outcome::Succeeded(_), Action::Delete) => LedgerState::Deleted,
        (Outcome::Unknown(_), _) => LedgerState::Unknown,
        _ => return None,
    };
    let is_address = row.target.contains('@');
    let mut entry = match before {
        Some(before) => before,
        None if is_address => LedgerEntry {
            email: row.target.clone(),
            user_id: None,
            role: None,
            is_admin: None,
            phone: None,
            state,
            at: 0.0,
        },
        None => return None,
    };
    if row.action == Action::Create {
        entry.role = row.after(Field::Role).map(str::to_owned);
        entry.phone = row.after(Field::Telephone).map(|number| {
            let area = row.after(Field::PhoneAreaCode).unwrap_or_default();
            ["+", area.trim_start_matches('+'), " ", number].concat()
        });
    }
    entry.state = state;
    entry.at = at as f64;
    Some(entry)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use jobs::{Doubt, Evidence, FieldChange, Reason, ReasonKind};

    fn row(action: Action) -> Row {
        let change = |field, after: &str| FieldChange {
            field,
            before: None,
            after: after.to_owned(),
        };
        Row {
            target: "a@x.cn".to_owned(),
            action,
            changes: vec![
                change(Field::Telephone, "13800000000"),
                change(Field::PhoneAreaCode, "86"),
                change(Field::Role, "U"),
            ],
            sets_password: false,
            place: None,
        }
    }

    #[test]
    fn the_ledger_learns_what_became_of_an_account() {
        let done = Outcome::Succeeded(Evidence::Answer);
        let created = entry(&row(Action::Create), &done, None, 5).unwrap();
        assert_eq!(created.state, LedgerState::Created);
        assert_eq!(created.phone.as_deref(), Some("+86 13800000000"));
        assert_eq!(created.role.as_deref(), Some("U"));
        let said = CreatedUser {
            user_id: Some("id1".to_owned()),
            is_admin: Some("Y".to_owned()),
            ..CreatedUser::default()
        };
        let known = learned(created, said);
        assert_eq!(known.is_admin.as_deref(), Some("Y"));
        assert_eq!(known.role.as_deref(), Some("U"));
        let deleted = entry(&row(Action::Delete), &done, Some(known), 9).unwrap();
        assert_eq!(deleted.state, LedgerState::Deleted);
        assert_eq!(deleted.user_id.as_deref(), Some("id1"));
        let doubt = Outcome::Unknown(Doubt::CannotBeRead);
        let unknown = entry(&row(Action::Create), &doubt, None, 9).unwrap();
        assert_eq!(unknown.state, LedgerState::Unknown);
        let failed = Outcome::Failed(Reason::of(ReasonKind::Refused));
        assert_eq!(entry(&row(Action::Create), &failed, None, 9), None);
    }
}
