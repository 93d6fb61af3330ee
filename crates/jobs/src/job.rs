//! A job: what it is to do, and how far it is. It is made again from its beginning and its recorded steps.

use crate::{Action, Outcome, Pace, Row, RowState, Step, Tally, Transition};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vendors::Vendor;

/// What does not change about a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobHead {
    /// Its id.
    pub id: String,
    /// The vendor's slug.
    pub vendor: String,
    /// The id of the connection that it changes accounts of.
    pub connection: String,
    /// Where it came from.
    pub origin: Origin,
    /// When it was made, in milliseconds since the Unix epoch.
    pub created_at: u64,
    /// How many rows it has.
    pub rows: u32,
    /// The speed that it begins with.
    pub pace: Pace,
    /// Whether what it wrote is read back when it is over, without being asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirms: bool,
}

impl JobHead {
    /// The vendor; `None` if another version made the job.
    pub fn vendor(&self) -> Option<Vendor> {
        Vendor::from_slug(&self.vendor)
    }
}

/// Where a job came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Accounts that were selected in a list.
    Selection,
    /// A file of this name.
    File(String),
    /// Cells that were pasted.
    Pasted,
    /// It takes another job back: that job's id.
    Undo(String),
}

/// A request's number within its job, from 1.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct AttemptId(pub u32);

/// A request about some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The id under which the vendor, or the gateway, knows the write.
    pub request: String,
    /// Its rows.
    pub rows: Vec<u32>,
    /// When it was first recorded, in milliseconds since the Unix epoch.
    pub begun_at: u64,
    /// When it was last recorded.
    pub sent_at: u64,
    /// How often it was sent.
    pub times: u32,
}

/// Whether a job goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was never started, or the admin paused it.
    Paused,
    /// It goes.
    Running,
    /// It stands until somebody does something.
    Held(Hold),
    /// It was cancelled; what is under way is still followed to its end.
    Cancelled,
    /// Every row has an outcome.
    Finished,
}

/// What a job waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// The browser's storage takes no more records.
    Storage,
    /// The vendor does not accept our key, token or signature, or there is none.
    Credentials,
    /// Nobody is signed in at the gateway, or no longer.
    SignIn,
    /// Whoever is signed in may not do this.
    Role,
    /// The connection cannot carry such a request as it is configured.
    Connection,
    /// The new passwords are not in memory any more.
    Passwords,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    head: JobHead,
    rows: Vec<Row>,
    states: Vec<RowState>,
    attempts: BTreeMap<AttemptId, Attempt>,
    last_attempt: AttemptId,
    status: Status,
    pace: Pace,
    tally: Tally,
    waiting: BTreeMap<(u16, Action), BTreeSet<u32>>,
    /// When the last step was taken.
    changed_at: u64,
}

impl Job {
    /// A job before its first step. Rows that have no state of their own in `states` wait.
    pub fn new(mut head: JobHead, rows: Vec<Row>, mut states: Vec<RowState>) -> Self {
        head.rows = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        states.resize(rows.len(), RowState::Waiting { at_most: u16::MAX });
        let pace = head.pace.bounded();
        let mut job = Job {
            changed_at: head.created_at,
            head,
            rows,
            states,
            attempts: BTreeMap::new(),
            last_attempt: AttemptId(0),
            status: Status::Paused,
            pace,
            tally: Tally::default(),
            waiting: BTreeMap::new(),
        };
        for index in 0..job.states.len() {
            job.tally.add(&job.states[index]);
            job.queue(index as u32);
        }
        job
    }

    /// Takes a step. Steps that name rows or requests that are not there change nothing: what was kept may be damaged.
    pub fn take(&mut self, transition: &Transition) {
        let at = transition.at;
        self.changed_at = at;
        match &transition.step {
            Step::Begun {
                attempt,
                request,
                rows,
            } => {
                self.last_attempt = self.last_attempt.max(*attempt);
                let begun = Attempt {
                    request: request.clone(),
                    rows: rows.clone(),
                    begun_at: at,
                    sent_at: at,
                    times: 1,
                };
                self.attempts.insert(*attempt, begun);
                for row in rows {
                    self.set(*row, RowState::Sent(*attempt));
                }
            }
            Step::Again { attempt } => {
                let Some(again) = self.attempts.get_mut(attempt) else {
                    return;
                };
                again.sent_at = at;
                again.times = again.times.saturating_add(1);
                for row in again.rows.clone() {
                    self.set(row, RowState::Sent(*attempt));
                }
            }
            Step::Rows { rows, state } => {
                for row in rows {
                    self.set(*row, state.clone());
                }
            }
            Step::Status(status) => self.status = *status,
            Step::Pace(pace) => self.pace = pace.bounded(),
        }
    }

    fn set(&mut self, row: u32, state: RowState) {
        let Some(own) = self.states.get_mut(row as usize) else {
            return;
        };
        self.tally.remove(own);
        self.tally.add(&state);
        if let RowState::Waiting { at_most } = own {
            let key = (*at_most, self.rows[row as usize].action);
            if let Some(rows) = self.waiting.get_mut(&key) {
                rows.remove(&row);
                if rows.is_empty() {
                    self.waiting.remove(&key);
                }
            }
        }
        *own = state;
        self.queue(row);
    }

    fn queue(&mut self, row: u32) {
        let index = row as usize;
        if let (Some(RowState::Waiting { at_most }), Some(own)) =
            (self.states.get(index), self.rows.get(index))
        {
            let key = (*at_most, own.action);
            self.waiting.entry(key).or_default().insert(row);
        }
    }

    /// What does not change about it.
    pub fn head(&self) -> &JobHead {
        &self.head
    }

    /// Its rows, in the plan's order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How far each row is, in the same order.
    pub fn states(&self) -> &[RowState] {
        &self.states
    }

    /// A request that was recorded.
    pub fn attempt(&self, id: AttemptId) -> Option<&Attempt> {
        self.attempts.get(&id)
    }

    /// All requests that were recorded, in order.
    pub fn attempts(&self) -> impl Iterator<Item = (AttemptId, &Attempt)> {
        self.attempts.iter().map(|(id, attempt)| (*id, attempt))
    }

    /// Whether it goes.
    pub fn status(&self) -> Status {
        self.status
    }

    /// How fast it goes.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// How many rows are how far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// When its last step was taken, in milliseconds since the Unix epoch.
    pub fn changed_at(&self) -> u64 {
        self.changed_at
    }

    /// Rows that wait, by how many may go together and what is done; each set is ordered and not empty.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (u16, &BTreeSet<u32>)> {
        self.waiting
            .iter()
            .map(|((at_most, _), rows)| (*at_most, rows))
    }

    /// The number of the next request.
    pub(crate) fn next_attempt(&self) -> AttemptId {
        AttemptId(self.last_attempt.0.saturating_add(1))
    }

    /// Requests that have rows whose outcome is open.
    pub(crate) fn unsettled(&self) -> BTreeSet<AttemptId> {
        self.states
            .iter()
            .filter_map(|state| match state {
                RowState::Sent(attempt) | RowState::Open(attempt) => Some(*attempt),
                RowState::Waiting { .. } | RowState::Done(_) => None,
            })
            .collect()
    }

    /// Those rows of a request that it still has to answer for.
    pub(crate) fn held_by(&self, attempt: AttemptId) -> Vec<u32> {
        let Some(own) = self.attempts.get(&attempt) else {
            return Vec::new();
        };
        own.rows
            .iter()
            .copied()
            .filter(|row| match self.states.get(*row as usize) {
                Some(RowState::Sent(of) | RowState::Open(of)) => *of == attempt,
                _ => false,
            })
            .collect()
    }

    /// What became of a row, if it is over.
    pub fn outcome(&self, row: u32) -> Option<&Outcome> {
        match self.states.get(row as usize) {
            Some(RowState::Done(outcome)) => Some(outcome),
            _ => None,
        }
    }
}
