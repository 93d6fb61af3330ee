//! Jobs as texts: what lies in the browser's storage, and a job read back from it, whatever became of it there. Pure.

use jobs::{
    Action, Doubt, Job, JobHead, Outcome, Row, RowState, Skip, Status, Step, Tally, Transition,
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The version of the texts. Later consoles read earlier ones; earlier consoles leave later ones alone.
const VERSION: u32 = 1;

/// How many rows one text holds.
const CHUNK: usize = 500;

/// How long jobs that are over are kept, in milliseconds.
const KEPT_FOR: u64 = 180 * 86_400_000;

/// A job in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What does not change about it.
    pub head: JobHead,
    /// Whether it goes.
    pub status: Status,
    /// How many rows are how far.
    pub tally: Tally,
    /// What it does.
    pub actions: Actions,
    /// When its last step was taken, in milliseconds since the Unix epoch.
    pub changed_at: u64,
}

/// How many accounts a job creates, changes and deletes, without the rows that the plan does not touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the fields are the actions' own names")]
pub struct Actions {
    pub create: u32,
    pub change: u32,
    pub delete: u32,
}

impl Actions {
    /// A job's.
    pub fn of(job: &Job) -> Actions {
        let mut actions = Actions::default();
        for (row, state) in job.rows().iter().zip(job.states()) {
            let is_touched = match state {
                RowState::Done(Outcome::Skipped(skip)) => *skip == Skip::Cancelled,
                _ => true,
            };
            if is_touched {
                *match row.action {
                    Action::Create => &mut actions.create,
                    Action::Change => &mut actions.change,
                    Action::Delete => &mut actions.delete,
                } += 1;
            }
        }
        actions
    }
}

impl Summary {
    /// A job's.
    pub fn of(job: &Job) -> Summary {
        Summary {
            head: job.head().clone(),
            status: job.status(),
            tally: job.tally(),
            actions: Actions::of(job),
            changed_at: job.changed_at(),
        }
    }

    /// Whether nothing of the job is left to be done or found out.
    pub fn is_over(&self) -> bool {
        self.tally.left() == 0
    }

    /// The text that is kept.
    pub fn written(&self) -> String {
        let written = Written {
            version: VERSION,
            head: &self.head,
            status: self.status,
            tally: self.tally,
            actions: self.actions,
            changed_at: self.changed_at,
        };
        // It cannot fail: all keys are texts.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// What a text says.
    ///
    /// # Errors
    /// [`Unreadable`] by its cause.
    pub fn read(text: &str) -> Result<Summary, Unreadable> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        #[derive(Deserialize)]
        struct Read {
            head: JobHead,
            status: Status,
            tally: Tally,
            actions: Actions,
            changed_at: u64,
        }
        let versioned: Versioned = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        if versioned.version > VERSION {
            return Err(Unreadable::Newer);
        }
        let read: Read = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        if read.head.vendor().is_none() {
            return Err(Unreadable::Newer);
        }
        Ok(Summary {
            head: read.head,
            status: read.status,
            tally: read.tally,
            actions: read.actions,
            changed_at: read.changed_at,
        })
    }
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    head: &'a JobHead,
    status: Status,
    tally: Tally,
    actions: Actions,
    changed_at: u64,
}

/// Why a job cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A later console wrote it.
    Newer,
    /// It is not as it was written.
    Damaged,
}

/// Which parts of a job's rows are texts of their own, in order.
pub fn chunks(job: &Job) -> impl Iterator<Item = Range<usize>> + use<> {
    let all = job.rows().len();
    (0..all)
        .step_by(CHUNK)
        .map(move |start| start..all.min(start + CHUNK))
}

/// The text of a part of a job's rows.
pub fn written_rows(job: &Job, part: Range<usize>) -> String {
    #[derive(Serialize)]
    struct Written<'a> {
        rows: &'a [Row],
        states: &'a [RowState],
    }
    let written = Written {
        rows: job.rows().get(part.clone()).unwrap_or_default(),
        states: job.states().get(part).unwrap_or_default(),
    };
    serde_json::to_string(&written).unwrap_or_default()
}

/// The text of a step.
pub fn written_step(step: &Transition) -> String {
    serde_json::to_string(step).unwrap_or_default()
}

/// What a step's text says, if it is as it was written.
pub fn read_step(text: &str) -> Option<Transition> {
    serde_json::from_str(text).ok()
}

/// A job that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptJob {
    /// The job.
    pub job: Job,
    /// The number of its last step; 0 if it has none.
    pub last_step: u64,
    /// Whether something of it is missing or not as it was written. Then nobody knows which requests have left: it can
    /// be looked at, and must not be gone on with.
    pub is_damaged: bool,
}

/// A job that is being read, a slice at a time.
pub struct ReadingJob {
    summary: Summary,
    chunks: std::vec::IntoIter<(u32, String)>,
    rows: Vec<Row>,
    states: Vec<RowState>,
    lost: Vec<u32>,
    steps: std::vec::IntoIter<(u64, String)>,
    job: Option<Job>,
    last_step: u64,
    is_damaged: bool,
}

/// Steps that are read in one slice.
const STEPS: usize = 500;

impl ReadingJob {
    /// Begins with all texts of a job: its rows' by the first row of each, its steps' by their numbers, both in order.
    ///
    /// # Errors
    /// [`Unreadable`] if not even what the job is about can be read.
    pub fn new(
        summary: &str,
        chunks: Vec<(u32, String)>,
        steps: Vec<(u64, String)>,
    ) -> Result<ReadingJob, Unreadable> {
        Ok(ReadingJob {
            summary: Summary::read(summary)?,
            chunks: chunks.into_iter(),
            rows: Vec::new(),
            states: Vec::new(),
            lost: Vec::new(),
            steps: steps.into_iter(),
            job: None,
            last_step: 0,
            is_damaged: false,
        })
    }

    /// Reads on for some milliseconds. Gives the job when all is read.
    pub fn read_on(&mut self) -> Option<KeptJob> {
        if let Some((start, text)) = self.chunks.next() {
            self.take_rows(start, &text);
            return None;
        }
        if self.job.is_none() {
            self.fill(self.summary.head.rows);
            let head = self.summary.head.clone();
            let rows = std::mem::take(&mut self.rows);
            let states = std::mem::take(&mut self.states);
            self.job = Some(Job::new(head, rows, states));
        }
        for _ in 0..STEPS {
            let Some((number, text)) = self.steps.next() else {
                return self.finish();
            };
            self.take_step(number, &text);
        }
        None
    }

    fn take_rows(&mut self, start: u32, text: &str) {
        #[derive(Deserialize)]
        struct Read {
            rows: Vec<Row>,
            states: Vec<RowState>,
        }
        let Ok(read) = serde_json::from_str::<Read>(text) else {
            // The next chunk, or the end, says how many rows were in it.
            self.is_damaged = true;
            return;
        };
        self.fill(start);
        if self.rows.len() != start as usize || read.rows.len() != read.states.len() {
            self.is_damaged = true;
            return;
        }
        self.rows.extend(read.rows);
        self.states.extend(read.states);
    }

    /// Puts something in the place of rows that are lost, so that the others keep their places.
    fn fill(&mut self, up_to: u32) {
        for index in self.rows.len() as u32..up_to {
            self.is_damaged = true;
            self.lost.push(index);
            self.rows.push(Row {
                target: String::new(),
                action: Action::Change,
                changes: Vec::new(),
                sets_password: false,
                place: None,
            });
            self.states
                .push(RowState::Done(Outcome::Unknown(Doubt::GivenUp)));
        }
    }

    fn take_step(&mut self, number: u64, text: &str) {
        self.is_damaged |= number != self.last_step + 1;
        self.last_step = number;
        match (read_step(text), &mut self.job) {
            (Some(step), Some(job)) => job.take(&step),
            _ => self.is_damaged = true,
        }
    }

    fn finish(&mut self) -> Option<KeptJob> {
        let mut job = self.job.take()?;
        if !self.lost.is_empty() {
            job.take(&Transition {
                at: job.changed_at(),
                step: Step::Rows {
                    rows: std::mem::take(&mut self.lost),
                    state: RowState::Done(Outcome::Unknown(Doubt::GivenUp)),
                },
            });
        }
        Some(KeptJob {
            job,
            last_step: self.last_step,
            is_damaged: self.is_damaged,
        })
    }
}

/// The jobs that have been over for so long that they are forgotten, by their ids.
pub fn outlived(jobs: &[Summary], now: u64) -> Vec<String> {
    jobs.iter()
        .filter(|job| job.is_over() && job.changed_at.saturating_add(KEPT_FOR) < now)
        .map(|job| job.head.id.clone())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
