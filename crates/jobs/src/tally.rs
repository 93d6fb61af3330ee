//! How many rows of a job are how far.

use crate::{Outcome, RowState};
use serde::{Deserialize, Serialize};

/// Counts of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// To be sent.
    pub waiting: u32,
    /// Sent, without an answer yet.
    pub under_way: u32,
    /// Being looked at.
    pub open: u32,
    /// As wanted.
    pub succeeded: u32,
    /// Not as wanted.
    pub failed: u32,
    /// Not touched.
    pub skipped: u32,
    /// Nobody knows.
    pub unknown: u32,
}

impl Tally {
    /// Rows that are over.
    pub fn done(self) -> u32 {
        self.succeeded + self.failed + self.skipped + self.unknown
    }

    /// Rows that are not over.
    pub fn left(self) -> u32 {
        self.waiting + self.under_way + self.open
    }

    /// All rows.
    pub fn all(self) -> u32 {
        self.done() + self.left()
    }

    pub(crate) fn add(&mut self, state: &RowState) {
        *self.of(state) += 1;
    }

    pub(crate) fn remove(&mut self, state: &RowState) {
        *self.of(state) -= 1;
    }

    fn of(&mut self, state: &RowState) -> &mut u32 {
        match state {
            RowState::Waiting { .. } => &mut self.waiting,
            RowState::Sent(_) => &mut self.under_way,
            RowState::Open(_) => &mut self.open,
            RowState::Done(Outcome::Succeeded(_)) => &mut self.succeeded,
            RowState::Done(Outcome::Failed(_)) => &mut self.failed,
            RowState::Done(Outcome::Skipped(_)) => &mut self.skipped,
            RowState::Done(Outcome::Unknown(_)) => &mut self.unknown,
        }
    }
}
