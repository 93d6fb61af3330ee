//! What answers and looks settle.

use super::follow::{Follow, FollowUp};
use super::{Engine, SETTLED_AFTER, TRIES};
use crate::{
    Answer, AttemptId, Chance, Doubt, Evidence, Found, Outcome, Reason, ReasonKind, RowState,
    Shown, Skip, Status, Step,
};
use vendors::Vendor;

/// How often rows that tell different stories are read again before that is believed: a request may arrive between the
/// reading of one row and of another.
const LOOKS: u32 = 3;

/// The rows of a request by what their accounts show.
#[derive(Default)]
struct Sorted {
    wanted: Vec<u32>,
    before: Vec<u32>,
    else_: Vec<u32>,
    nowhere: Vec<u32>,
}

impl Engine {
    pub(super) fn answered(
        &mut self,
        attempt: AttemptId,
        answer: Answer,
        chance: &mut impl Chance,
    ) {
        if !self.writing.remove(&attempt) {
            return;
        }
        let rows = self.job.held_by(attempt);
        match answer {
            Answer::Accepted { listed } => {
                self.failures = 0;
                self.accepted(attempt, &rows, &listed);
            }
            Answer::Refused(reason) => {
                self.failures = 0;
                self.refused(attempt, rows, reason);
            }
            Answer::NotNow { retry_after, .. } => {
                self.back_off(retry_after, chance);
                if self.was_sent_before(attempt) {
                    self.follow_up(attempt, Follow::SendAgain);
                } else {
                    let at_most = u16::try_from(rows.len()).unwrap_or(u16::MAX);
                    self.wait(rows, at_most.max(1));
                }
            }
            Answer::Stop(hold) => {
                if self.was_sent_before(attempt) {
                    self.follow_up(attempt, Follow::LookAtAll { refused: false });
                } else {
                    self.wait(rows, u16::MAX);
                }
                self.hold(hold);
                if self.job.status() == Status::Cancelled {
                    self.back_off(None, chance);
                }
            }
            Answer::Lost(_) => {
                self.back_off(None, chance);
                self.lost(attempt, rows);
            }
        }
    }

    fn accepted(&mut self, attempt: AttemptId, rows: &[u32], listed: &[bool]) {
        let is_listed = |row: &&u32| {
            let own = self.job.attempt(attempt);
            let place = own.and_then(|own| own.rows.iter().position(|of| of == *row));
            place.is_some_and(|place| listed.get(place).copied().unwrap_or(false))
        };
        let (done, open): (Vec<&u32>, Vec<&u32>) = rows.iter().partition(is_listed);
        let (done, open): (Vec<u32>, Vec<u32>) = (
            done.into_iter().copied().collect(),
            open.into_iter().copied().collect(),
        );
        self.finish(done, Outcome::Succeeded(Evidence::Answer));
        if open.is_empty() {
            return;
        }
        if self.can_look() {
            self.follow_up(attempt, Follow::LookAtUnlisted);
        } else {
            self.give_up(open, Doubt::NotListed);
        }
    }

    /// Whether a request was sent more than once. Then a no to the last sending says nothing of the ones before, whose
    /// answers never came.
    fn was_sent_before(&self, attempt: AttemptId) -> bool {
        self.job.attempt(attempt).is_some_and(|own| own.times > 1)
    }

    fn follow_up(&mut self, attempt: AttemptId, follow: Follow) {
        let follow = FollowUp::new(follow, self.now);
        self.follow_ups.insert(attempt, follow);
    }

    fn refused(&mut self, attempt: AttemptId, rows: Vec<u32>, reason: Reason) {
        if self.was_sent_before(attempt) {
            let mut follow = FollowUp::new(Follow::LookAtAll { refused: true }, self.now);
            follow.refusal = Some(reason);
            self.follow_ups.insert(attempt, follow);
            return;
        }
        if rows.len() < 2 {
            self.finish(rows, Outcome::Failed(reason));
            return;
        }
        // Whether a batch is all or nothing is documented nowhere.
        if self.can_look() {
            let mut follow = FollowUp::new(Follow::Sample, self.now);
            follow.refusal = Some(reason);
            self.follow_ups.insert(attempt, follow);
        } else {
            self.split(rows);
        }
    }

    /// Sends the rows of a refused batch in halves, until those that are to blame stand alone.
    fn split(&mut self, rows: Vec<u32>) {
        let half = u16::try_from(rows.len().div_ceil(2)).unwrap_or(u16::MAX);
        self.wait(rows, half.max(1));
    }

    fn lost(&mut self, attempt: AttemptId, rows: Vec<u32>) {
        if !self.can_look() {
            self.give_up(rows, Doubt::CannotBeRead);
            return;
        }
        self.record(Step::Rows {
            rows,
            state: RowState::Open(attempt),
        });
        let at = if self.vendor == Vendor::BitAnswer {
            self.now
        } else {
            self.settled_at(attempt)
        };
        let follow = FollowUp::new(Follow::LookAtAll { refused: false }, at);
        self.follow_ups.insert(attempt, follow);
    }

    pub(super) fn give_up(&mut self, rows: Vec<u32>, doubt: Doubt) {
        self.finish(rows, Outcome::Unknown(doubt));
    }

    /// When nothing of a request can be under way any more.
    fn settled_at(&self, attempt: AttemptId) -> u64 {
        self.job
            .attempt(attempt)
            .map_or(self.now, |own| own.sent_at.saturating_add(SETTLED_AFTER))
    }

    fn sort(&self, rows: &[u32], found: &[(u32, Found)]) -> Option<Sorted> {
        let mut sorted = Sorted::default();
        for row in rows {
            let (_, account) = found.iter().find(|(of, _)| of == row)?;
            let shown = account.shows(self.job.rows().get(*row as usize)?);
            match shown {
                Shown::AsWanted => sorted.wanted.push(*row),
                Shown::AsBefore => sorted.before.push(*row),
                Shown::SomethingElse => sorted.else_.push(*row),
                Shown::Nowhere => sorted.nowhere.push(*row),
            }
        }
        Some(sorted)
    }

    pub(super) fn saw_after(
        &mut self,
        attempt: AttemptId,
        found: &[(u32, Found)],
        chance: &mut impl Chance,
    ) {
        let Some(follow_up) = self.follow_ups.get_mut(&attempt) else {
            return;
        };
        follow_up.looking = false;
        match follow_up.follow {
            Follow::Sample => self.saw_sample(attempt, found),
            Follow::LookAtUnlisted => self.saw_unlisted(attempt, found, chance),
            Follow::LookAtAll { .. } | Follow::SendAgain => {
                self.settle_what_is_seen(attempt, found, chance);
            }
        }
    }

    fn saw_sample(&mut self, attempt: AttemptId, found: &[(u32, Found)]) {
        let seen: Vec<u32> = found.iter().map(|(row, _)| *row).collect();
        let was_done_in_part = self
            .sort(&seen, found)
            .is_some_and(|sorted| !sorted.wanted.is_empty());
        let Some(follow_up) = self.follow_ups.get_mut(&attempt) else {
            return;
        };
        if was_done_in_part {
            follow_up.follow = Follow::LookAtAll { refused: true };
        } else {
            self.follow_ups.remove(&attempt);
            self.split(self.job.held_by(attempt));
        }
    }

    fn saw_unlisted(
        &mut self,
        attempt: AttemptId,
        found: &[(u32, Found)],
        chance: &mut impl Chance,
    ) {
        let rows = self.job.held_by(attempt);
        let Some(sorted) = self.sort(&rows, found) else {
            self.back_off(None, chance);
            return;
        };
        self.follow_ups.remove(&attempt);
        self.finish(sorted.wanted, Outcome::Succeeded(Evidence::ReadBack));
        self.finish(
            sorted.before,
            Outcome::Failed(Reason::of(ReasonKind::PassedOver)),
        );
        self.give_up(sorted.else_, Doubt::SomethingElse);
        self.give_up(sorted.nowhere, Doubt::NotListed);
    }

    /// Settles a request whose answer never came, or that was refused and done in part, by what its accounts show.
    fn settle_what_is_seen(
        &mut self,
        attempt: AttemptId,
        found: &[(u32, Found)],
        chance: &mut impl Chance,
    ) {
        let rows = self.job.held_by(attempt);
        let now = self.now;
        let Some(follow_up) = self.follow_ups.get_mut(&attempt) else {
            return;
        };
        let refused = matches!(follow_up.follow, Follow::LookAtAll { refused: true });
        follow_up.follow = Follow::LookAtAll { refused };
        follow_up.looks += 1;
        let looks = follow_up.looks;
        let Some(sorted) = self.sort(&rows, found) else {
            self.back_off(None, chance);
            return;
        };
        if sorted.wanted.len() == rows.len() {
            self.follow_ups.remove(&attempt);
            self.finish(rows, Outcome::Succeeded(Evidence::ReadBack));
            return;
        }
        let settled_at = self.settled_at(attempt);
        if refused {
            // The no is to the last sending. One before it may be under way, and be done yet.
            if self.was_sent_before(attempt) && now < settled_at {
                if let Some(follow_up) = self.follow_ups.get_mut(&attempt) {
                    follow_up.at = settled_at;
                }
            } else {
                self.settle_refused(attempt, sorted);
            }
            return;
        }
        let is_mixed =
            !(sorted.wanted.is_empty() || sorted.before.is_empty() && sorted.else_.is_empty());
        if is_mixed && looks < LOOKS {
            self.back_off(None, chance);
        } else if !is_mixed && self.may_send_again(attempt) {
            if let Some(follow_up) = self.follow_ups.get_mut(&attempt) {
                follow_up.follow = Follow::SendAgain;
                follow_up.at = now;
            }
        } else if now < settled_at {
            if let Some(follow_up) = self.follow_ups.get_mut(&attempt) {
                follow_up.at = settled_at;
            }
        } else {
            self.follow_ups.remove(&attempt);
            self.settle_for_good(attempt, sorted);
        }
    }

    /// The vendor said no, and may have done a part all the same, or all of it at an earlier sending.
    fn settle_refused(&mut self, attempt: AttemptId, sorted: Sorted) {
        let was_sent_before = self.was_sent_before(attempt);
        let refusal = self
            .follow_ups
            .remove(&attempt)
            .and_then(|follow| follow.refusal)
            .unwrap_or_else(|| Reason::of(ReasonKind::Refused));
        let mut not_done = sorted.before;
        not_done.extend(sorted.else_);
        self.finish(sorted.wanted, Outcome::Succeeded(Evidence::ReadBack));
        if was_sent_before {
            self.give_up(sorted.nowhere, Doubt::ShowsNowhere);
        } else {
            not_done.extend(sorted.nowhere);
        }
        not_done.sort_unstable();
        if self
            .job
            .attempt(attempt)
            .is_some_and(|own| own.rows.len() < 2)
        {
            self.finish(not_done, Outcome::Failed(refusal));
        } else {
            self.split(not_done);
        }
    }

    /// Nothing of the request can be under way any more, and it cannot be sent again as it was.
    fn settle_for_good(&mut self, attempt: AttemptId, sorted: Sorted) {
        let own = self.job.attempt(attempt);
        let was_listed = own.is_some_and(|own| own.rows.len() > self.job.held_by(attempt).len());
        let tried_enough = own.is_some_and(|own| own.times >= TRIES);
        self.finish(sorted.wanted, Outcome::Succeeded(Evidence::ReadBack));
        if self.job.status() == Status::Cancelled {
            self.finish(sorted.before, Outcome::Skipped(Skip::Cancelled));
        } else if was_listed {
            let reason = Reason::of(ReasonKind::PassedOver);
            self.finish(sorted.before, Outcome::Failed(reason));
        } else if tried_enough || self.vendor != Vendor::BitAnswer {
            let reason = Reason::of(ReasonKind::Lost);
            self.finish(sorted.before, Outcome::Failed(reason));
        } else {
            // Shown not to be done, by a request that is surely over: a new one is no blind one.
            let at_most = u16::try_from(sorted.before.len()).unwrap_or(u16::MAX);
            self.wait(sorted.before, at_most.max(1));
        }
        self.give_up(sorted.else_, Doubt::SomethingElse);
        self.give_up(sorted.nowhere, Doubt::ShowsNowhere);
    }

    /// Settles rows by accounts that were read on demand.
    pub(super) fn read_back(&mut self, found: Vec<(u32, Found)>) {
        for (row, account) in found {
            let (Some(own), Some(outcome)) =
                (self.job.rows().get(row as usize), self.job.outcome(row))
            else {
                continue;
            };
            let was_claimed = matches!(
                outcome,
                Outcome::Succeeded(Evidence::Answer | Evidence::Admin)
            );
            let was_unknown = matches!(outcome, Outcome::Unknown(_));
            let settled = match account.shows(own) {
                Shown::AsWanted if was_claimed || was_unknown => {
                    Outcome::Succeeded(Evidence::ReadBack)
                }
                Shown::AsBefore if was_claimed => {
                    Outcome::Failed(Reason::of(ReasonKind::PassedOver))
                }
                Shown::AsBefore if was_unknown => Outcome::Failed(Reason::of(ReasonKind::Lost)),
                Shown::SomethingElse if was_claimed => Outcome::Unknown(Doubt::SomethingElse),
                _ => continue,
            };
            self.finish(vec![row], settled);
        }
    }
}
