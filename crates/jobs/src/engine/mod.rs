//! The engine that applies a job: events go in, commands come out.
//!
//! Whoever drives it keeps four promises. Records are kept in the order in which they are commanded, and each is answered
//! by [`Event::Recorded`] or [`Event::NotRecorded`]. A [`Command::Write`] or [`Command::Look`] is carried out once and
//! answered once. [`Command::WakeAt`] replaces the one before and is answered by [`Event::Woken`]. And one job is driven
//! by one engine at a time.
//!
//! What the engine promises in return: no write leaves before it is recorded; a row whose outcome is known costs no more
//! requests; a request whose answer never came is sent again under its own id only, and only after reading back.

mod follow;
mod look;
mod settle;
mod start;

pub use look::{LookId, Looked};

use crate::{
    Answer, AttemptId, Chance, Evidence, Found, Hold, Job, Outcome, Pace, Reason, ReasonKind,
    RowState, Skip, Status, Step, Transition, Write, call,
};
use follow::{Follow, FollowUp};
use look::Purpose;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vendors::{Secret, Vendor};

/// What can happen to an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The admin starts the job, goes on with it, or says that what it waited for is done.
    Resume,
    /// The admin pauses it. What is under way is still heard.
    Pause,
    /// The admin cancels it: what waits is skipped, what is under way is followed to its end.
    Cancel,
    /// The admin wants what failed, and what was cancelled, done again.
    Retry,
    /// The admin wants another speed.
    SetPace(Pace),
    /// The admin says what became of rows that nobody can read.
    Decide {
        /// Which rows; those that are not unknown stay as they are.
        rows: Vec<u32>,
        /// What became of them.
        decision: Decision,
    },
    /// Accounts were read on demand: what they show settles rows that succeeded by the vendor's word only, or are
    /// unknown.
    ReadBack(Vec<(u32, Found)>),
    /// A record is kept, and so are all before it.
    Recorded(u64),
    /// A record could not be kept.
    NotRecorded(u64),
    /// The answer to a write.
    Answered {
        /// Which.
        attempt: AttemptId,
        /// What it says.
        answer: Answer,
    },
    /// The answer to a look.
    Looked {
        /// Which.
        look: LookId,
        /// What was seen.
        seen: Looked,
    },
    /// The time of the last [`Command::WakeAt`] has come.
    Woken,
}

/// What the admin says of a row that nobody can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It was done.
    Done,
    /// It was not done.
    NotDone,
    /// It was not done, and is to be done.
    SendAgain,
}

/// What an engine wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Keep this before doing anything that is commanded later.
    Record {
        /// Its number, from 1 in every engine's life.
        number: u64,
        /// What to keep.
        transition: Transition,
    },
    /// Send this write.
    Write {
        /// Which request it is.
        attempt: AttemptId,
        /// The call that carries it.
        write: Write,
    },
    /// Read these accounts.
    Look {
        /// Which look it is.
        look: LookId,
        /// Which accounts, by their rows.
        rows: Vec<u32>,
    },
    /// Wake the engine at this time, in milliseconds since the Unix epoch.
    WakeAt(u64),
}

/// How long after a request was sent nothing of it can be under way any more, in milliseconds: longer than the console
/// and the gateway wait for an answer, one after the other.
pub(crate) const SETTLED_AFTER: u64 = 90_000;

/// After how many milliseconds a full storage is offered again what belongs to a cancelled job.
const OFFERED_AGAIN: u64 = 10_000;

/// How often one request is sent before its rows are given up.
pub(crate) const TRIES: u32 = 8;

/// An engine in the middle of a job.
pub struct Engine {
    job: Job,
    vendor: Vendor,
    passwords: BTreeMap<u32, Secret>,
    last_record: u64,
    /// Records that were commanded and not answered, and what waits for them.
    recording: BTreeMap<u64, Recording>,
    /// Steps that the storage refused and that are offered to it again.
    unrecorded: Vec<Transition>,
    /// Requests that are recorded, or being recorded, and not answered.
    writing: BTreeSet<AttemptId>,
    looks: BTreeMap<LookId, Purpose>,
    last_look: LookId,
    /// What is to be done about requests that were answered without settling their rows, or never.
    follow_ups: BTreeMap<AttemptId, FollowUp>,
    /// Rows that wait and whose accounts are being looked at first.
    checking: BTreeSet<u32>,
    /// Rows that wait, and whose accounts are as the plan saw them.
    checked: BTreeSet<u32>,
    /// Nothing begins before.
    not_before: u64,
    failures: u32,
    now: u64,
    commands: Vec<Command>,
}

struct Recording {
    transition: Transition,
    then: Option<Command>,
}

impl Engine {
    /// An engine for a job as it was kept. What was under way when it was kept is looked at first. `passwords` are those
    /// of rows that set one, as far as they are at hand.
    ///
    /// `None` if another version made the job and its vendor is not known.
    pub fn new(job: Job, passwords: BTreeMap<u32, Secret>) -> Option<Self> {
        let vendor = job.head().vendor()?;
        let mut engine = Engine {
            vendor,
            passwords,
            last_record: 0,
            recording: BTreeMap::new(),
            unrecorded: Vec::new(),
            writing: BTreeSet::new(),
            looks: BTreeMap::new(),
            last_look: LookId(0),
            follow_ups: BTreeMap::new(),
            checking: BTreeSet::new(),
            checked: BTreeSet::new(),
            not_before: 0,
            failures: 0,
            now: 0,
            commands: Vec::new(),
            job,
        };
        for attempt in engine.job.unsettled() {
            let follow = FollowUp::new(Follow::LookAtAll { refused: false }, 0);
            engine.follow_ups.insert(attempt, follow);
        }
        Some(engine)
    }

    /// The job as it is now.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Requests under way: writes and looks.
    pub fn under_way(&self) -> usize {
        self.writing.len() + self.looks.len()
    }

    /// When the next request may begin, if the engine waits for the vendor rather than for the admin.
    pub fn waits_until(&self) -> Option<u64> {
        (self.goes() && self.not_before > self.now && self.failures > 0).then_some(self.not_before)
    }

    /// Rows that wait for a password that is not in memory any more.
    pub fn rows_without_password(&self) -> Vec<u32> {
        let rows = self.job.rows().iter().zip(self.job.states()).enumerate();
        rows.filter(|(index, (row, state))| {
            row.sets_password
                && !matches!(state, RowState::Done(_))
                && !self.passwords.contains_key(&(*index as u32))
        })
        .map(|(index, _)| index as u32)
        .collect()
    }

    /// Takes passwords into memory.
    pub fn supply(&mut self, passwords: BTreeMap<u32, Secret>) {
        self.passwords.extend(passwords);
    }

    /// Hears what happened; says what to do. `now` is in milliseconds since the Unix epoch.
    pub fn hear(&mut self, event: Event, now: u64, chance: &mut impl Chance) -> Vec<Command> {
        self.now = now;
        match event {
            Event::Resume => self.resume(),
            Event::Pause => {
                if matches!(self.job.status(), Status::Running | Status::Held(_)) {
                    self.record(Step::Status(Status::Paused));
                }
            }
            Event::Cancel => self.cancel(),
            Event::Retry => self.retry(),
            Event::SetPace(pace) => self.record(Step::Pace(pace.bounded())),
            Event::Decide { rows, decision } => self.decide(rows, decision),
            Event::ReadBack(found) => self.read_back(found),
            Event::Recorded(number) => self.recorded(number),
            Event::NotRecorded(number) => self.not_recorded(number),
            Event::Answered { attempt, answer } => self.answered(attempt, answer, chance),
            Event::Looked { look, seen } => self.looked(look, seen, chance),
            Event::Woken if self.job.status() == Status::Cancelled => self.offer_again(),
            Event::Woken => {}
        }
        self.go_on(chance);
        std::mem::take(&mut self.commands)
    }

    /// Whether requests may begin: also after a cancellation, to see what became of those that left.
    fn goes(&self) -> bool {
        matches!(self.job.status(), Status::Running | Status::Cancelled)
    }

    fn resume(&mut self) {
        if matches!(self.job.status(), Status::Paused | Status::Held(_)) {
            self.record(Step::Status(Status::Running));
        }
        // Woken from a long sleep or a new start: nothing that happened before says how the vendor is now.
        self.failures = 0;
        self.not_before = 0;
        self.offer_again();
    }

    fn cancel(&mut self) {
        if matches!(self.job.status(), Status::Cancelled | Status::Finished) {
            return;
        }
        let waiting: Vec<u32> = self.rows_in(|state| matches!(state, RowState::Waiting { .. }));
        self.finish(waiting, Outcome::Skipped(Skip::Cancelled));
        self.checked.clear();
        self.record(Step::Status(Status::Cancelled));
    }

    fn retry(&mut self) {
        let again = self.rows_in(|state| {
            matches!(
                state,
                RowState::Done(Outcome::Failed(_) | Outcome::Skipped(Skip::Cancelled))
            )
        });
        if again.is_empty() {
            return;
        }
        self.failures = 0;
        self.not_before = 0;
        // First of all: a job that is kept as finished with rows that wait would wait for ever.
        self.record(Step::Status(Status::Running));
        self.wait(again, u16::MAX);
    }

    fn decide(&mut self, rows: Vec<u32>, decision: Decision) {
        let unknown: Vec<u32> = rows
            .into_iter()
            .filter(|row| matches!(self.job.outcome(*row), Some(Outcome::Unknown(_))))
            .collect();
        match decision {
            Decision::Done => self.finish(unknown, Outcome::Succeeded(Evidence::Admin)),
            Decision::NotDone => {
                self.finish(unknown, Outcome::Failed(Reason::of(ReasonKind::Admin)));
            }
            Decision::SendAgain => {
                if !unknown.is_empty() {
                    self.record(Step::Status(Status::Running));
                    self.wait(unknown, u16::MAX);
                }
            }
        }
    }

    fn rows_in(&self, wanted: impl Fn(&RowState) -> bool) -> Vec<u32> {
        let states = self.job.states().iter().enumerate();
        states
            .filter(|(_, state)| wanted(state))
            .map(|(index, _)| index as u32)
            .collect()
    }

    /// Makes the write of an attempt, if its passwords are at hand.
    fn write(&self, attempt: AttemptId) -> Option<Write> {
        call::write(&self.job, self.job.attempt(attempt)?, &self.passwords)
    }

    fn hold(&mut self, hold: Hold) {
        if self.job.status() == Status::Running {
            self.record(Step::held(hold));
        }
    }

    /// Ends rows.
    fn finish(&mut self, rows: Vec<u32>, outcome: Outcome) {
        if !rows.is_empty() {
            self.record(Step::done(rows, outcome));
        }
    }

    /// Puts rows back to be sent.
    fn wait(&mut self, rows: Vec<u32>, at_most: u16) {
        if rows.is_empty() {
            return;
        }
        for row in &rows {
            self.checked.remove(row);
        }
        if self.job.status() == Status::Cancelled {
            self.finish(rows, Outcome::Skipped(Skip::Cancelled));
        } else {
            let state = RowState::Waiting { at_most };
            self.record(Step::Rows { rows, state });
        }
    }

    /// Takes a step and has it recorded.
    fn record(&mut self, step: Step) {
        self.record_then(step, None);
    }

    /// The same; what is to be done waits until the step is recorded.
    fn record_then(&mut self, step: Step, then: Option<Command>) {
        let transition = Transition { at: self.now, step };
        self.job.take(&transition);
        self.keep(transition, then);
    }

    fn keep(&mut self, transition: Transition, then: Option<Command>) {
        self.last_record += 1;
        let number = self.last_record;
        self.commands.push(Command::Record {
            number,
            transition: transition.clone(),
        });
        self.recording
            .insert(number, Recording { transition, then });
    }

    fn recorded(&mut self, number: u64) {
        let later = self.recording.split_off(&(number + 1));
        for recording in std::mem::replace(&mut self.recording, later).into_values() {
            self.commands.extend(recording.then);
        }
    }

    /// The storage takes nothing. A request that was to leave does not, and the rest is offered again later.
    fn not_recorded(&mut self, number: u64) {
        let Some(Recording { transition, .. }) = self.recording.remove(&number) else {
            return;
        };
        match &transition.step {
            Step::Begun { attempt, rows, .. } => {
                self.writing.remove(attempt);
                // Taken in memory only: on the disk they still wait.
                self.job.take(&Transition {
                    at: self.now,
                    step: Step::Rows {
                        rows: rows.clone(),
                        state: RowState::Waiting { at_most: u16::MAX },
                    },
                });
                if self.job.status() == Status::Cancelled {
                    self.finish(rows.clone(), Outcome::Skipped(Skip::Cancelled));
                }
            }
            Step::Again { attempt } => {
                self.writing.remove(attempt);
                let follow = FollowUp::new(Follow::LookAtAll { refused: false }, self.now);
                self.follow_ups.insert(*attempt, follow);
            }
            Step::Status(Status::Held(Hold::Storage)) => return,
            Step::Rows { .. } | Step::Status(_) | Step::Pace(_) => {
                self.unrecorded.push(transition);
            }
        }
        if self.job.status() == Status::Cancelled {
            // Nobody resumes it, and yet it is to be kept that it was cancelled.
            self.commands
                .push(Command::WakeAt(self.now.saturating_add(OFFERED_AGAIN)));
        }
        self.hold(Hold::Storage);
    }

    fn offer_again(&mut self) {
        for transition in std::mem::take(&mut self.unrecorded) {
            self.keep(transition, None);
        }
    }
}
