//! What begins next, and when.

use super::look::Purpose;
use super::{Command, Engine};
use crate::{Action, Chance, Hold, RowState, Status, Step, call};
use vendors::Vendor;

impl Engine {
    /// Begins whatever may begin now, and asks to be woken for what may begin later.
    pub(super) fn go_on(&mut self, chance: &mut impl Chance) {
        if !self.goes() {
            return;
        }
        let mut wake = None;
        while self.under_way() < usize::from(self.job.pace().at_once) {
            let due = self.next_due();
            let waits = self.job.status() == Status::Running && self.has_row_to_begin();
            if due.is_none() && !waits {
                break;
            }
            let first = match (due, waits) {
                (_, true) => self.now,
                (Some((at, _)), false) => at,
                (None, false) => break,
            };
            let at = first.max(self.not_before);
            if at > self.now {
                wake = Some(at);
                break;
            }
            let cost = match due {
                Some((at, attempt)) if at <= self.now => self.follow(attempt),
                _ => self.begin(chance),
            };
            self.not_before = self
                .not_before
                .max(self.now + self.job.pace().interval() * cost);
        }
        if let Some(at) = wake {
            self.commands.push(Command::WakeAt(at));
        }
        self.finish_if_over();
    }

    fn finish_if_over(&mut self) {
        let tally = self.job.tally();
        if self.job.status() != Status::Running {
            return;
        }
        if tally.left() == 0 {
            self.record(Step::Status(Status::Finished));
        } else if self.under_way() == 0
            && self.next_due().is_none()
            && !self.has_row_to_begin()
            && !self.rows_without_password().is_empty()
        {
            self.record(Step::held(Hold::Passwords));
        }
    }

    fn may_begin(&self, row: u32) -> bool {
        let lacks_password = self
            .job
            .rows()
            .get(row as usize)
            .is_some_and(|own| own.sets_password && !self.passwords.contains_key(&row));
        !lacks_password && !self.checking.contains(&row)
    }

    fn has_row_to_begin(&self) -> bool {
        self.job
            .waiting()
            .any(|(_, rows)| rows.iter().any(|row| self.may_begin(*row)))
    }

    /// The rows of the next request: those that stand first in the plan, of one action.
    fn next_rows(&self) -> Vec<u32> {
        let most = self.job.pace().rows.min(call::rows_at_most(self.vendor));
        let mut next: Option<(u32, u16)> = None;
        for (at_most, rows) in self.job.waiting() {
            let first = rows.iter().copied().find(|row| self.may_begin(*row));
            if let Some(first) = first
                && next.is_none_or(|(row, _)| first < row)
            {
                next = Some((first, at_most));
            }
        }
        let Some((first, at_most)) = next else {
            return Vec::new();
        };
        let action = self.job.rows()[first as usize].action;
        let size = usize::from(most.min(at_most).max(1));
        self.job
            .waiting()
            .filter(|(own, _)| *own == at_most)
            .find(|(_, rows)| rows.contains(&first))
            .map(|(_, rows)| {
                rows.iter()
                    .copied()
                    .filter(|row| self.may_begin(*row))
                    .filter(|row| self.job.rows()[*row as usize].action == action)
                    .take(size)
                    .collect()
            })
            .unwrap_or_default()
    }

    /// Begins the next request; gives how many requests that are.
    fn begin(&mut self, chance: &mut impl Chance) -> u64 {
        let rows = self.next_rows();
        let Some(first) = rows.first().copied() else {
            return 0;
        };
        if self.looks_before(first) && !self.checked.remove(&first) {
            self.checking.insert(first);
            self.look(vec![first], Purpose::Before(first));
            return 1;
        }
        let attempt = self.job.next_attempt();
        let step = Step::Begun {
            attempt,
            request: chance.id(),
            rows: rows.clone(),
        };
        self.writing.insert(attempt);
        self.record_then(step, None);
        match self.write(attempt) {
            Some(write) => {
                self.send_when_recorded(Command::Write { attempt, write });
                1
            }
            None => {
                // Rows that no call can carry. The plan lets none through; a damaged record might.
                self.writing.remove(&attempt);
                self.finish(
                    rows,
                    crate::Outcome::Failed(crate::Reason::of(crate::ReasonKind::Invalid)),
                );
                0
            }
        }
    }

    /// Whether an account is looked at before it is written: where a write is an absolute amount that another admin may
    /// have changed meanwhile.
    fn looks_before(&self, row: u32) -> bool {
        self.vendor == Vendor::T12
            && self
                .job
                .rows()
                .get(row as usize)
                .is_some_and(|own| own.action == Action::Change)
    }

    /// Sends again what the vendor recognises by its id.
    pub(super) fn send_again(&mut self, attempt: crate::AttemptId) -> u64 {
        let Some(write) = self.write(attempt) else {
            return 0;
        };
        self.follow_ups.remove(&attempt);
        self.writing.insert(attempt);
        self.record_then(Step::Again { attempt }, None);
        self.send_when_recorded(Command::Write { attempt, write });
        1
    }

    fn send_when_recorded(&mut self, command: Command) {
        if let Some(recording) = self.recording.get_mut(&self.last_record) {
            recording.then = Some(command);
        }
    }

    pub(super) fn saw_before(&mut self, row: u32, found: &[(u32, crate::Found)]) {
        self.checking.remove(&row);
        let still_waits = matches!(
            self.job.states().get(row as usize),
            Some(RowState::Waiting { .. })
        );
        let (true, Some(own)) = (still_waits, self.job.rows().get(row as usize)) else {
            return;
        };
        let found = found.iter().find(|(of, _)| *of == row);
        match found.map(|(_, found)| found.shows(own)) {
            Some(crate::Shown::AsBefore) => _ = self.checked.insert(row),
            Some(crate::Shown::AsWanted) => {
                self.finish(vec![row], crate::Outcome::Skipped(crate::Skip::AlreadySo));
            }
            _ => self.finish(
                vec![row],
                crate::Outcome::Failed(crate::Reason::of(crate::ReasonKind::ChangedMeanwhile)),
            ),
        }
    }
}
