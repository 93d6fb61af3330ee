//! Looking at accounts: what is asked, and why.

use super::Engine;
use crate::{AttemptId, Command, Found, Hold, Reason, pace};
use crate::{Chance, answer};
use vendors::Problem;

/// A look's number within an engine's life, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LookId(pub u64);

/// What a look saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Every account that was asked for, by its row.
    Seen(Vec<(u32, Found)>),
    /// Nothing, or not everything, and it is worth a try later.
    NotNow {
        /// Why.
        reason: Reason,
        /// Seconds that the vendor wants to be left alone.
        retry_after: Option<u32>,
    },
    /// Nothing, and nothing will be until somebody does something.
    Stop(Hold),
}

impl Looked {
    /// What a failed look means.
    pub fn failed(problem: &Problem) -> Self {
        if let Some(hold) = answer::hold_for(&problem.cause) {
            return Looked::Stop(hold);
        }
        let retry_after = match &problem.cause {
            vendors::problem::Cause::Refused(refusal) => refusal.retry_after,
            _ => None,
        };
        Looked::NotNow {
            reason: Reason::from_problem(problem),
            retry_after,
        }
    }
}

/// Why a look is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Before a row is sent: whether its account is as the plan saw it.
    Before(u32),
    /// To settle a request's rows.
    After(AttemptId),
}

impl Engine {
    pub(super) fn look(&mut self, rows: Vec<u32>, purpose: Purpose) {
        self.last_look.0 += 1;
        let look = self.last_look;
        self.looks.insert(look, purpose);
        self.commands.push(Command::Look { look, rows });
    }

    pub(super) fn looked(&mut self, look: LookId, seen: Looked, chance: &mut impl Chance) {
        let Some(purpose) = self.looks.remove(&look) else {
            return;
        };
        match seen {
            Looked::Seen(found) => {
                self.failures = 0;
                match purpose {
                    Purpose::Before(row) => self.saw_before(row, &found),
                    Purpose::After(attempt) => self.saw_after(attempt, &found, chance),
                }
            }
            Looked::NotNow { retry_after, .. } => {
                self.back_off(retry_after, chance);
                self.look_again(&purpose);
            }
            Looked::Stop(hold) => {
                self.look_again(&purpose);
                self.hold(hold);
                if self.job.status() == crate::Status::Cancelled {
                    // There is nothing to hold, and what left has to be seen: somebody may put things right meanwhile.
                    self.back_off(None, chance);
                }
            }
        }
    }

    /// A failed look says nothing; it is made again when requests may begin again.
    fn look_again(&mut self, purpose: &Purpose) {
        match purpose {
            Purpose::Before(row) => _ = self.checking.remove(row),
            Purpose::After(attempt) => {
                if let Some(follow) = self.follow_ups.get_mut(attempt) {
                    follow.looking = false;
                }
            }
        }
    }

    /// Leaves the vendor alone for a while.
    pub(super) fn back_off(&mut self, retry_after: Option<u32>, chance: &mut impl Chance) {
        self.failures = self.failures.saturating_add(1);
        let wait = pace::backoff(self.failures, retry_after, chance);
        self.not_before = self.not_before.max(self.now.saturating_add(wait));
    }
}
