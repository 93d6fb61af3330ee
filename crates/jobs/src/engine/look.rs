//! Looking at accounts: what is asked, and why.

use super::Engine;
use crate::{AttemptId, Command, Found, Hold, Reason, pace};
use crate::{Chance, Doubt, Outcome, answer};
use vendors::Problem;
use vendors::problem::Cause;

/// How often a vendor may refuse to let a request's accounts be read.
const REFUSALS: u32 = 5;

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
    /// Nothing: the vendor does not let this account be read, and asking again will not help.
    Refused(Reason),
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
            Cause::Refused(refusal) => refusal.retry_after,
            _ => None,
        };
        let reason = Reason::from_problem(problem);
        let is_definite = !problem.is_retryable()
            && matches!(problem.cause, Cause::Refused(_) | Cause::InvalidInput(_));
        if is_definite {
            Looked::Refused(reason)
        } else {
            Looked::NotNow {
                reason,
                retry_after,
            }
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
            Looked::Refused(reason) => {
                self.failures = 0;
                match purpose {
                    Purpose::Before(row) => {
                        self.checking.remove(&row);
                        self.finish(vec![row], Outcome::Failed(reason));
                    }
                    Purpose::After(attempt) => self.cannot_look(attempt, chance),
                }
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

    /// The vendor does not let the accounts of a request be read. It is asked some times more, for such a no may pass;
    /// then nobody knows.
    fn cannot_look(&mut self, attempt: AttemptId, chance: &mut impl Chance) {
        let Some(follow_up) = self.follow_ups.get_mut(&attempt) else {
            return;
        };
        follow_up.looking = false;
        follow_up.refusals += 1;
        if follow_up.refusals < REFUSALS {
            self.back_off(None, chance);
        } else {
            self.follow_ups.remove(&attempt);
            let held = self.job.held_by(attempt);
            self.give_up(held, Doubt::CannotBeRead);
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
