//! The editing of one quota: from what the admin typed to what the vendor holds afterwards.
//!
//! A state machine without input or output: an event goes in, the next step comes out. It reads again right before it
//! writes, because two admins can overwrite each other, and reads back after, because the vendor's answer to a write
//! may be empty. It knows no network, no clock and no words.

use vendors::Problem;
use vendors::problem::Cause;
use vendors::t12::{Quota, SetQuotaOutcome};

/// The largest amount that can be entered. The vendor documents none; more than this is a slip of the finger.
pub const LARGEST_AMOUNT: u64 = u32::MAX as u64;

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Something other than digits: a sign, a point, a separator, a letter.
    NotDigits,
    /// More than [`LARGEST_AMOUNT`].
    TooLarge,
}

/// The amount in a field; `None` if the field is empty, which leaves that quota as it is. Full-width digits, as Chinese
/// input methods give them, count as digits.
///
/// # Errors
/// [`AmountError`] if there is something else in it.
pub fn parse_amount(text: &str) -> Result<Option<u64>, AmountError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut amount = 0_u64;
    for character in text.chars() {
        let digit = match character {
            '０'..='９' => u64::from(u32::from(character) - u32::from('０')),
            other => u64::from(other.to_digit(10).ok_or(AmountError::NotDigits)?),
        };
        // Goes on to the end after it became too large, so that a later letter is still named first.
        amount = amount.saturating_mul(10).saturating_add(digit);
    }
    if amount > LARGEST_AMOUNT {
        Err(AmountError::TooLarge)
    } else {
        Ok(Some(amount))
    }
}

/// What is to be set; what is `None` stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Regular users.
    pub users: Option<u64>,
    /// Test users.
    pub test_users: Option<u64>,
}

impl Change {
    /// Whether nothing is given.
    pub fn is_empty(self) -> bool {
        self == Change::default()
    }

    /// What a quota becomes by this change.
    pub fn applied_to(self, quota: Quota) -> Quota {
        let amount = |given: Option<u64>, old| {
            given.map_or(old, |given| i64::try_from(given).unwrap_or(i64::MAX))
        };
        Quota {
            remain_user: amount(self.users, quota.remain_user),
            remain_test_user: amount(self.test_users, quota.remain_test_user),
        }
    }

    /// Whether a quota has what is given already. What is not given does not matter.
    pub fn holds_in(self, quota: Quota) -> bool {
        self.applied_to(quota) == quota
    }
}

/// How an edit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The quota could not be read again, so nothing was written.
    NotChecked(Problem),
    /// The write was refused or never left: nothing changed.
    NotWritten(Problem),
    /// Read back, and what was set is there.
    Confirmed(Quota),
    /// Read back, and something else is there.
    Differs {
        /// What the vendor holds.
        found: Quota,
        /// Why the write's own outcome is not known, if it is not: then it may still arrive.
        write: Option<Problem>,
    },
    /// It could not be read back: nobody knows.
    NotReadBack {
        /// Why reading failed.
        read: Problem,
        /// Why the write's own outcome is not known, if it is not.
        write: Option<Problem>,
    },
}

/// Where an edit is.
#[allow(
    clippy::large_enum_variant,
    reason = "one stage exists at a time, and boxing its outcome would cost more code than it saves memory"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading again, right before writing.
    Checking,
    /// The vendor holds something else than the admin saw; waits for [`Event::GoOn`] or [`Event::Cancel`].
    Conflict {
        /// What the vendor holds now.
        now: Quota,
    },
    /// Writing.
    Writing,
    /// Reading back.
    ReadingBack,
    /// At its end; [`Event::ReadBack`] reads back once more where that can help.
    Finished(Outcome),
}

/// What happens to an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The quota was read.
    Read(Result<Quota, Problem>),
    /// The admin wants the change although the base has changed.
    GoOn,
    /// The admin does not want the change any more.
    Cancel,
    /// The write was answered.
    Written(Result<SetQuotaOutcome, Problem>),
    /// The admin asks to read back again.
    ReadBack,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing, until the admin says something.
    Wait,
    /// Read the quota.
    Read,
    /// Write this.
    Write(Change),
    /// Nothing any more: the edit is over and can be dropped.
    Drop,
}

/// One edit of one app's quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaEdit {
    /// What the admin saw when the change was decided.
    pub base: Quota,
    /// What is to be set.
    pub change: Change,
    /// Where it is.
    pub stage: Stage,
    write: Option<Problem>,
}

impl QuotaEdit {
    /// A new edit, and its first step.
    pub fn begin(base: Quota, change: Change) -> (QuotaEdit, Step) {
        let edit = QuotaEdit {
            base,
            change,
            stage: Stage::Checking,
            write: None,
        };
        (edit, Step::Read)
    }

    /// Whether something is under way.
    pub fn is_busy(&self) -> bool {
        matches!(
            self.stage,
            Stage::Checking | Stage::Writing | Stage::ReadingBack
        )
    }

    /// Takes an event and says what to do next. An event that does not fit the stage changes nothing.
    pub fn next(&mut self, event: Event) -> Step {
        let (stage, step) = match (&self.stage, event) {
            (Stage::Checking, Event::Read(Ok(now))) if now == self.base => {
                (Stage::Writing, Step::Write(self.change))
            }
            (Stage::Checking, Event::Read(Ok(now))) => (Stage::Conflict { now }, Step::Wait),
            (Stage::Checking, Event::Read(Err(problem))) => {
                (Stage::Finished(Outcome::NotChecked(problem)), Step::Wait)
            }
            (Stage::Conflict { now }, Event::GoOn) => {
                // The admin may have thought about it for a while, so it is read once more.
                self.base = *now;
                (Stage::Checking, Step::Read)
            }
            (Stage::Conflict { .. }, Event::Cancel) => return Step::Drop,
            (Stage::Writing, Event::Written(Ok(_))) => (Stage::ReadingBack, Step::Read),
            (Stage::Writing, Event::Written(Err(problem))) => {
                if matches!(problem.cause, Cause::UnknownOutcome(_)) {
                    self.write = Some(problem);
                    (Stage::ReadingBack, Step::Read)
                } else {
                    (Stage::Finished(Outcome::NotWritten(problem)), Step::Wait)
                }
            }
            (Stage::ReadingBack, Event::Read(answer)) => {
                (Stage::Finished(self.compared(answer)), Step::Wait)
            }
            (
                Stage::Finished(Outcome::Differs { .. } | Outcome::NotReadBack { .. }),
                Event::ReadBack,
            ) => (Stage::ReadingBack, Step::Read),
            (Stage::Finished(_), Event::Cancel) => return Step::Drop,
            _ => return Step::Wait,
        };
        self.stage = stage;
        step
    }

    fn compared(&self, answer: Result<Quota, Problem>) -> Outcome {
        let write = self.write.clone();
        match answer {
            Ok(found) if self.change.holds_in(found) => Outcome::Confirmed(found),
            Ok(found) => Outcome::Differs { found, write },
            Err(read) => Outcome::NotReadBack { read, write },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::Operation;
    use vendors::problem::{Refusal, RefusalKind, TransportFailure};

    const SEEN: Quota = Quota {
        remain_user: 481,
        remain_test_user: 20,
    };
    const CHANGE: Change = Change {
        users: Some(500),
        test_users: None,
    };

    fn quota(remain_user: i64, remain_test_user: i64) -> Quota {
        Quota {
            remain_user,
            remain_test_user,
        }
    }

    fn no_answer(operation: Operation) -> Problem {
        Problem::new(operation, Cause::Transport(TransportFailure::NotReached))
    }

    fn refused() -> Problem {
        let refusal = Refusal {
            kind: RefusalKind::Other,
            status: 200,
            code: None,
            message: None,
            retry_after: None,
        };
        Problem::new(Operation::T12SetQuota, Cause::Refused(refusal))
    }

    fn writing() -> QuotaEdit {
        let (mut edit, step) = QuotaEdit::begin(SEEN, CHANGE);
        assert_eq!(step, Step::Read);
        assert_eq!(edit.next(Event::Read(Ok(SEEN))), Step::Write(CHANGE));
        edit
    }

    #[test]
    fn amounts_are_digits_of_either_width() {
        assert_eq!(parse_amount("  "), Ok(None));
        assert_eq!(parse_amount("0"), Ok(Some(0)));
        assert_eq!(parse_amount(" 007 "), Ok(Some(7)));
        assert_eq!(parse_amount("５0０"), Ok(Some(500)));
        assert_eq!(parse_amount("4294967295"), Ok(Some(LARGEST_AMOUNT)));
        for text in [
            "+5",
            "-5",
            "−5",
            "5.0",
            "5.",
            "1,000",
            "1 000",
            "1e3",
            "٣",
            "五",
            "0x1F",
            "５．０",
        ] {
            assert_eq!(parse_amount(text), Err(AmountError::NotDigits), "{text}");
        }
        for text in ["4294967296", "99999999999999999999999999"] {
            assert_eq!(parse_amount(text), Err(AmountError::TooLarge), "{text}");
        }
        assert_eq!(
            parse_amount("99999999999999999999999999x"),
            Err(AmountError::NotDigits)
        );
    }

    #[test]
    fn a_change_leaves_what_it_does_not_name() {
        assert_eq!(CHANGE.applied_to(SEEN), quota(500, 20));
        assert!(CHANGE.holds_in(quota(500, 3)));
        assert!(!CHANGE.holds_in(SEEN));
        assert!(Change::default().is_empty());
    }

    #[test]
    fn reads_writes_and_confirms() {
        for answer in [SetQuotaOutcome::Confirmed, SetQuotaOutcome::NotConfirmed] {
            let mut edit = writing();
            assert!(edit.is_busy());
            assert_eq!(edit.next(Event::Written(Ok(answer))), Step::Read);
            assert_eq!(edit.next(Event::Read(Ok(quota(500, 19)))), Step::Wait);
            let confirmed = Outcome::Confirmed(quota(500, 19));
            assert_eq!(edit.stage, Stage::Finished(confirmed));
        }
    }

    #[test]
    fn stops_when_somebody_else_was_quicker() {
        let (mut edit, _) = QuotaEdit::begin(SEEN, CHANGE);
        let now = quota(470, 20);
        assert_eq!(edit.next(Event::Read(Ok(now))), Step::Wait);
        assert_eq!(edit.stage, Stage::Conflict { now });
        // Nothing but the admin's word moves it on.
        assert_eq!(edit.next(Event::Read(Ok(SEEN))), Step::Wait);
        assert_eq!(edit.next(Event::GoOn), Step::Read);
        assert_eq!(edit.base, now);
        // And it stops again if it has changed again.
        let later = quota(460, 20);
        assert_eq!(edit.next(Event::Read(Ok(later))), Step::Wait);
        assert_eq!(edit.stage, Stage::Conflict { now: later });
        assert_eq!(edit.next(Event::Cancel), Step::Drop);
    }

    #[test]
    fn writes_nothing_blind() {
        let (mut edit, _) = QuotaEdit::begin(SEEN, CHANGE);
        let problem = no_answer(Operation::T12GetQuota);
        assert_eq!(edit.next(Event::Read(Err(problem.clone()))), Step::Wait);
        assert_eq!(edit.stage, Stage::Finished(Outcome::NotChecked(problem)));
    }

    #[test]
    fn a_refusal_ends_it() {
        let mut edit = writing();
        assert_eq!(edit.next(Event::Written(Err(refused()))), Step::Wait);
        assert_eq!(edit.stage, Stage::Finished(Outcome::NotWritten(refused())));
        assert_eq!(edit.next(Event::ReadBack), Step::Wait);
        assert_eq!(edit.next(Event::Cancel), Step::Drop);
    }

    #[test]
    fn an_unknown_outcome_is_read_back() {
        let lost = no_answer(Operation::T12SetQuota);
        assert!(matches!(lost.cause, Cause::UnknownOutcome(_)));
        let mut edit = writing();
        assert_eq!(edit.next(Event::Written(Err(lost.clone()))), Step::Read);
        assert_eq!(edit.next(Event::Read(Ok(SEEN))), Step::Wait);
        assert_eq!(
            edit.stage,
            Stage::Finished(Outcome::Differs {
                found: SEEN,
                write: Some(lost)
            })
        );
        // It arrives late, and a second look finds it.
        assert_eq!(edit.next(Event::ReadBack), Step::Read);
        assert_eq!(edit.next(Event::Read(Ok(quota(500, 20)))), Step::Wait);
        assert_eq!(
            edit.stage,
            Stage::Finished(Outcome::Confirmed(quota(500, 20)))
        );
    }

    #[test]
    fn what_cannot_be_read_back_stays_unknown() {
        let mut edit = writing();
        edit.next(Event::Written(Ok(SetQuotaOutcome::NotConfirmed)));
        let read = no_answer(Operation::T12GetQuota);
        assert_eq!(edit.next(Event::Read(Err(read.clone()))), Step::Wait);
        assert_eq!(
            edit.stage,
            Stage::Finished(Outcome::NotReadBack { read, write: None })
        );
        assert_eq!(edit.next(Event::ReadBack), Step::Read);
    }

    #[test]
    fn events_out_of_turn_change_nothing() {
        let (mut edit, _) = QuotaEdit::begin(SEEN, CHANGE);
        let before = edit.clone();
        for event in [
            Event::GoOn,
            Event::Cancel,
            Event::ReadBack,
            Event::Written(Ok(SetQuotaOutcome::Confirmed)),
        ] {
            assert_eq!(edit.next(event), Step::Wait);
        }
        assert_eq!(edit, before);
    }
}
