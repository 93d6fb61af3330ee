//! What no run may do, read off the sandbox's own journal and state.

use jobs::{Action, Doubt, Field, Job, Outcome, Row, RowState};
use serde_json::Value;
use vendors::Vendor;

/// After so many noes to its readings an account is one that cannot be read: nobody can know more.
const READINGS_BEFORE_GIVING_UP: usize = 5;

/// What a run did that no run may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// It did not come to an end.
    NeverEnds,
    /// A row has no outcome.
    NoOutcome(u32),
    /// A write was applied so many times.
    AppliedTwice(u32, usize),
    /// A row is said to have succeeded, and the vendor's state says otherwise.
    NotSo(u32),
    /// A row is said to have failed, or to have been skipped, and was applied.
    AppliedAllTheSame(u32, String),
    /// A row is unknown although its account can be read and shows it.
    NeedlesslyUnknown(u32, String),
}

/// A run that is over.
pub struct Ended<'a> {
    /// The job as it ended.
    pub job: &'a Job,
    /// Whether the admin had failed rows tried again.
    pub retried: bool,
    /// The sandbox's journal.
    pub journal: Value,
    /// The sandbox's state.
    pub state: Value,
}

/// Checks a run that is over.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(ended: &Ended<'_>) -> Result<(), Violation> {
    let vendor = ended.job.head().vendor();
    for (index, row) in ended.job.rows().iter().enumerate() {
        let number = index as u32;
        let Some(outcome) = ended.job.outcome(number) else {
            return Err(Violation::NoOutcome(number));
        };
        let applied = applications(&ended.journal, row);
        if applied > 1 {
            return Err(Violation::AppliedTwice(number, applied));
        }
        match outcome {
            Outcome::Succeeded(_) if !is_so(&ended.state, vendor, row) => {
                return Err(Violation::NotSo(number));
            }
            Outcome::Failed(_) | Outcome::Skipped(_) if applied > 0 => {
                let told = format!("{:?}", RowState::Done(outcome.clone()));
                return Err(Violation::AppliedAllTheSame(number, told));
            }
            Outcome::Unknown(doubt) => {
                let shows = row.action != Action::Change || !row.changes.is_empty();
                let exists = !row.target.starts_with("gone");
                let refused = *doubt == Doubt::CannotBeRead
                    && refused_reads(&ended.journal) >= READINGS_BEFORE_GIVING_UP;
                if vendor == Some(Vendor::BitAnswer) && shows && exists && !refused {
                    return Err(Violation::NeedlesslyUnknown(number, format!("{doubt:?}")));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// How often the vendor said no to the reading of an account, and not only that it could not answer now.
fn refused_reads(journal: &Value) -> usize {
    let entries = journal.as_array().map_or(&[][..], Vec::as_slice);
    entries
        .iter()
        .filter(|entry| entry["method"] == "GET")
        .filter(|entry| {
            let fault = entry["fault"].as_str();
            fault.is_some_and(|fault| ["http-400", "http-403", "refused"].contains(&fault))
        })
        .count()
}

/// How often a row was applied, by the journal.
fn applications(journal: &Value, row: &Row) -> usize {
    let entries = journal.as_array().map_or(&[][..], Vec::as_slice);
    entries
        .iter()
        .filter(|entry| entry["applied"] == true && entry["duplicate"] == false)
        .filter(|entry| entry["method"] != "GET")
        .filter(|entry| names(entry, &row.target))
        .count()
}

/// Whether a write names an account.
fn names(entry: &Value, target: &str) -> bool {
    let body: Value = entry["body"]
        .as_str()
        .and_then(|body| serde_json::from_str(body).ok())
        .unwrap_or_default();
    match entry["vendor"].as_str() {
        Some("bitanswer") => body
            .as_array()
            .into_iter()
            .flatten()
            .any(|row| row["name"] == target),
        Some("sharecreators") => {
            let listed = body["list"].as_array().into_iter().flatten();
            body["email"] == target || listed.into_iter().any(|account| account == target)
        }
        _ => {
            let encoded = vendors::percent_encode(target);
            entry["target"]
                .as_str()
                .is_some_and(|sent| sent.contains(&format!("app_name={encoded}&")))
        }
    }
}

/// Whether an account is as a row wanted it, by the sandbox's state.
fn is_so(state: &Value, vendor: Option<Vendor>, row: &Row) -> bool {
    let (list, key) = match vendor {
        Some(Vendor::BitAnswer) => (&state["bitanswer"]["users"], "name"),
        Some(Vendor::T12) => (&state["t12"]["apps"], "app_name"),
        _ => (&state["sharecreators"]["users"], "email"),
    };
    let account = list
        .as_array()
        .into_iter()
        .flatten()
        .find(|account| account[key] == row.target.as_str());
    let Some(account) = account else {
        return row.action == Action::Delete;
    };
    row.action != Action::Delete
        && row.changes.iter().all(|change| match change.field {
            Field::NickName => account["nickName"] == change.after.as_str(),
            Field::Status => account["status"] == u8::from(change.after == Field::DISABLED),
            Field::RegularUsers => is_amount(&account["remain_user"], &change.after),
            Field::TestUsers => is_amount(&account["remain_test_user"], &change.after),
            Field::Telephone => account["phone"] == change.after.as_str(),
            Field::PhoneAreaCode => account["areaCode"] == change.after.as_str(),
            Field::Role => account["role"] == change.after.as_str(),
        })
}

fn is_amount(kept: &Value, wanted: &str) -> bool {
    kept.as_u64().is_some() && kept.as_u64() == wanted.parse().ok()
}
