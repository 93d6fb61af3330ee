//! Taking a job back: what the inverse of each row is, and where there is none.

use crate::plan::{Intent, Wish};
use crate::{Action, Field, Job, Outcome, Values};

/// What would take a job back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    /// Wishes for another plan: each expects the account to be as the job left it.
    pub wishes: Vec<Wish>,
    /// Rows that cannot be taken back.
    pub cannot: Vec<(u32, CannotUndo)>,
}

/// Why a row cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CannotUndo {
    /// A deleted account does not come back: its id and its password are gone.
    Deleted,
    /// Nobody knows the password that was there before.
    Password,
    /// Nobody knows what was there before.
    BeforeUnknown,
}

/// What would take back the rows of a job that succeeded.
pub fn undo(job: &Job) -> Undo {
    let mut undo = Undo::default();
    for (index, row) in job.rows().iter().enumerate() {
        let index = index as u32;
        if !matches!(job.outcome(index), Some(Outcome::Succeeded(_))) {
            continue;
        }
        match row.action {
            Action::Delete => undo.cannot.push((index, CannotUndo::Deleted)),
            Action::Create => undo.wishes.push(Wish {
                expects: None,
                ..Wish::new(&row.target, Intent::Delete)
            }),
            Action::Change if row.changes.is_empty() => {
                undo.cannot.push((index, CannotUndo::Password));
            }
            Action::Change => {
                let values: Option<Values> = row
                    .changes
                    .iter()
                    .map(|change| {
                        let before = match (&change.before, change.field) {
                            (Some(before), _) => before.clone(),
                            // An unset name is an empty one to the vendor.
                            (None, Field::NickName) => String::new(),
                            (None, _) => return None,
                        };
                        Some((change.field, before))
                    })
                    .collect();
                let after = row
                    .changes
                    .iter()
                    .map(|change| (change.field, change.after.clone()))
                    .collect();
                match values {
                    None => undo.cannot.push((index, CannotUndo::BeforeUnknown)),
                    Some(values) => {
                        undo.wishes.push(Wish {
                            values,
                            expects: Some(after),
                            ..Wish::new(&row.target, Intent::Change)
                        });
                        if row.sets_password {
                            undo.cannot.push((index, CannotUndo::Password));
                        }
                    }
                }
            }
        }
    }
    undo
}
