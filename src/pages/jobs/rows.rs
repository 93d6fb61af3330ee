//! Which rows of a job are shown, and under which request each was sent. Pure.

use crate::i18n::{Language, Message};
use crate::roster::Filter;
use jobs::{Job, Outcome, RowState, Tally};
use std::collections::HashMap;

/// Rows by what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    All,
    /// Those that are not over.
    Waiting,
    /// As wanted.
    Succeeded,
    /// Not as wanted.
    Failed,
    /// Not touched.
    Skipped,
    /// Nobody knows.
    Unknown,
}

impl Shown {
    /// All, in the order in which they stand.
    pub const ALL: [Shown; 6] = [
        Shown::All,
        Shown::Waiting,
        Shown::Succeeded,
        Shown::Failed,
        Shown::Skipped,
        Shown::Unknown,
    ];

    /// The name in the address; empty for all.
    pub const fn name(self) -> &'static str {
        match self {
            Shown::All => "",
            Shown::Waiting => "waiting",
            Shown::Succeeded => "succeeded",
            Shown::Failed => "failed",
            Shown::Skipped => "skipped",
            Shown::Unknown => "unknown",
        }
    }

    /// What a name in the address means; all, if nothing.
    pub fn from_name(name: &str) -> Shown {
        let named = Self::ALL.into_iter().find(|shown| shown.name() == name);
        named.unwrap_or(Shown::All)
    }

    /// What such rows are called.
    pub const fn word(self) -> Message {
        match self {
            Shown::All => Language::job_all_rows,
            Shown::Waiting => Language::job_waiting,
            Shown::Succeeded => Language::job_succeeded,
            Shown::Failed => Language::job_failed,
            Shown::Skipped => Language::job_skipped,
            Shown::Unknown => Language::job_unknown,
        }
    }

    /// How many rows it shows.
    pub fn count(self, tally: Tally) -> u32 {
        match self {
            Shown::All => tally.all(),
            Shown::Waiting => tally.left(),
            Shown::Succeeded => tally.succeeded,
            Shown::Failed => tally.failed,
            Shown::Skipped => tally.skipped,
            Shown::Unknown => tally.unknown,
        }
    }

    fn has(self, state: &RowState) -> bool {
        match state {
            _ if self == Shown::All => true,
            RowState::Waiting { .. } | RowState::Sent(_) | RowState::Open(_) => {
                self == Shown::Waiting
            }
            RowState::Done(Outcome::Succeeded(_)) => self == Shown::Succeeded,
            RowState::Done(Outcome::Failed(_)) => self == Shown::Failed,
            RowState::Done(Outcome::Skipped(_)) => self == Shown::Skipped,
            RowState::Done(Outcome::Unknown(_)) => self == Shown::Unknown,
        }
    }
}

/// The rows to show, in the plan's order.
pub fn visible(job: &Job, shown: Shown, typed: &str) -> Vec<u32> {
    let filter = Filter::new(typed);
    let rows = job.rows().iter().zip(job.states()).enumerate();
    rows.filter(|(_, (row, state))| {
        shown.has(state) && (typed.is_empty() || filter.matches([row.target.as_str()]))
    })
    .map(|(index, _)| index as u32)
    .collect()
}

/// The id of the last request that each of these rows was in.
pub fn requests(job: &Job, rows: &[u32]) -> HashMap<u32, String> {
    let mut requests = HashMap::with_capacity(rows.len());
    let wanted: std::collections::HashSet<u32> = rows.iter().copied().collect();
    for (_, attempt) in job.attempts() {
        for row in attempt.rows.iter().filter(|row| wanted.contains(row)) {
            requests.insert(*row, attempt.request.clone());
        }
    }
    requests
}

#[cfg(test)]
mod tests {
    use super::*;
    use jobs::{Action, AttemptId, Doubt, Evidence, JobHead, Origin, Pace, Row, Step, Transition};

    fn job() -> Job {
        let head = JobHead {
            id: "j".to_owned(),
            vendor: "bitanswer".to_owned(),
            connection: "bitanswer".to_owned(),
            origin: Origin::Pasted,
            created_at: 0,
            rows: 4,
            pace: Pace::default(),
            confirms: false,
        };
        let row = |name: &str| Row {
            target: name.to_owned(),
            action: Action::Delete,
            changes: Vec::new(),
            sets_password: false,
            place: None,
        };
        let rows = ["zhang", "李", "wang", "zhao"].map(row).to_vec();
        let mut job = Job::new(head, rows, Vec::new());
        let steps = [
            Step::Begun {
                attempt: AttemptId(1),
                request: "r1".to_owned(),
                rows: vec![0, 1, 2],
            },
            Step::Rows {
                rows: vec![0],
                state: RowState::Done(Outcome::Succeeded(Evidence::Answer)),
            },
            Step::Rows {
                rows: vec![1],
                state: RowState::Done(Outcome::Unknown(Doubt::GivenUp)),
            },
            Step::Begun {
                attempt: AttemptId(2),
                request: "r2".to_owned(),
                rows: vec![2],
            },
        ];
        for step in steps {
            job.take(&Transition { at: 1, step });
        }
        job
    }

    #[test]
    fn rows_are_shown_by_outcome_and_name() {
        let job = job();
        assert_eq!(visible(&job, Shown::All, ""), [0, 1, 2, 3]);
        assert_eq!(visible(&job, Shown::Waiting, ""), [2, 3]);
        assert_eq!(visible(&job, Shown::Unknown, ""), [1]);
        assert_eq!(visible(&job, Shown::All, "ZHA"), [0, 3]);
        assert_eq!(visible(&job, Shown::Failed, ""), [] as [u32; 0]);
        for shown in Shown::ALL {
            assert_eq!(Shown::from_name(shown.name()), shown);
            let count = visible(&job, shown, "").len();
            assert_eq!(shown.count(job.tally()) as usize, count, "{shown:?}");
        }
        assert_eq!(Shown::from_name("anything"), Shown::All);
    }

    #[test]
    fn a_row_s_request_is_its_last_one() {
        let requests = requests(&job(), &[0, 2, 3]);
        assert_eq!(requests.get(&0).map(String::as_str), Some("r1"));
        assert_eq!(requests.get(&2).map(String::as_str), Some("r2"));
        assert_eq!(requests.get(&3), None);
    }
}
