//! What is still to be done about requests that left rows open.

use super::look::Purpose;
use super::{Engine, TRIES};
use crate::{AttemptId, Reason};

/// What is to be done about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// Read all its rows. `refused`: the vendor said no to it, and yet did a part.
    LookAtAll {
        /// Whether the vendor said no.
        refused: bool,
    },
    /// Read its first and its last row, to see whether a refused batch was done in part.
    Sample,
    /// Read the rows that the vendor's yes does not list.
    LookAtUnlisted,
    /// Send it again under the same id.
    SendAgain,
}

/// What is to be done about a request, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FollowUp {
    pub(super) follow: Follow,
    /// Not before this time.
    pub(super) at: u64,
    /// Whether it is being done.
    pub(super) looking: bool,
    /// How often all its rows were read without settling it.
    pub(super) looks: u32,
    /// How often the vendor refused to let its rows be read.
    pub(super) refusals: u32,
    /// Why the vendor refused it.
    pub(super) refusal: Option<Reason>,
}

impl FollowUp {
    pub(super) fn new(follow: Follow, at: u64) -> Self {
        FollowUp {
            follow,
            at,
            looking: false,
            looks: 0,
            refusals: 0,
            refusal: None,
        }
    }
}

impl Engine {
    /// The request about which something is to be done next, and when.
    pub(super) fn next_due(&self) -> Option<(u64, AttemptId)> {
        self.follow_ups
            .iter()
            .filter(|(_, follow)| !follow.looking)
            .map(|(attempt, follow)| (follow.at, *attempt))
            .min()
    }

    /// Does what is due about a request; gives how many requests that are.
    pub(super) fn follow(&mut self, attempt: AttemptId) -> u64 {
        let held = self.job.held_by(attempt);
        let Some(follow) = self.follow_ups.get(&attempt).map(|own| own.follow.clone()) else {
            return 0;
        };
        if held.is_empty() {
            self.follow_ups.remove(&attempt);
            return 0;
        }
        if !self.can_look() {
            self.follow_ups.remove(&attempt);
            self.give_up(held, crate::Doubt::CannotBeRead);
            return 0;
        }
        // It was due before midnight, or before its passwords were forgotten.
        if follow == Follow::SendAgain && self.may_send_again(attempt) {
            return self.send_again(attempt);
        }
        let rows = match (follow, held.as_slice()) {
            (Follow::Sample, [first, .., last]) => vec![*first, *last],
            _ => held,
        };
        let Some(follow_up) = self.follow_ups.get_mut(&attempt) else {
            return 0;
        };
        if follow_up.follow == Follow::SendAgain {
            follow_up.follow = Follow::LookAtAll { refused: false };
        }
        follow_up.looking = true;
        let cost = rows.len() as u64;
        self.look(rows, Purpose::After(attempt));
        cost
    }

    /// Whether the vendor has a call that reads an account.
    pub(super) fn can_look(&self) -> bool {
        use vendors::Vendor as V;
        matches!(self.vendor, V::BitAnswer | V::T12)
    }

    /// Whether a request may be sent again under its own id, so that the vendor applies it once: it is the same day at
    /// the vendor's, with a margin for the way there, and its passwords are at hand.
    pub(super) fn may_send_again(&self, attempt: AttemptId) -> bool {
        const MARGIN: u64 = 60_000;
        self.vendor == vendors::Vendor::BitAnswer
            && self.job.status() != crate::Status::Cancelled
            && self.job.attempt(attempt).is_some_and(|own| {
                own.times < TRIES
                    && own.rows.len() == self.job.held_by(attempt).len()
                    && day_in_shanghai(own.begun_at)
                        == day_in_shanghai(self.now.saturating_add(MARGIN))
            })
            && self.write(attempt).is_some()
    }
}

/// Ids are unique within a day, and the vendor's days are those of Shanghai.
fn day_in_shanghai(milliseconds: u64) -> u64 {
    const DAY: u64 = 86_400_000;
    const AHEAD: u64 = 8 * 3_600_000;
    milliseconds.saturating_add(AHEAD) / DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_shanghai() {
        let four_in_the_afternoon_in_greenwich = 1_790_006_400_000;
        assert_eq!(four_in_the_afternoon_in_greenwich % 86_400_000, 57_600_000);
        assert_eq!(
            day_in_shanghai(four_in_the_afternoon_in_greenwich - 1) + 1,
            day_in_shanghai(four_in_the_afternoon_in_greenwich)
        );
    }
}
