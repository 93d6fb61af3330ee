//! What there is to be shown of reading everybody. Pure.

use crate::roster::Outcome;
use crate::store::rosters::RosterFault;
use vendors::Problem;
use vendors::problem::{Cause, ProxyFailureKind, RefusalKind};

/// How far reading is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was read yet.
    #[default]
    Idle,
    /// Pages are under way.
    Reading,
    /// The admin stopped it.
    Stopped,
    /// It came to its end.
    Complete {
        /// When, in milliseconds since the Unix epoch.
        at: u64,
        /// Whether everybody was seen, or how many may be missing.
        outcome: Outcome,
    },
    /// It cannot go on by itself.
    Problem(Problem),
}

/// What there is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadingState {
    /// How far it is.
    pub phase: Phase,
    /// Users that came since it began; none twice.
    pub seen: u64,
    /// How many there are, as far as the vendor says: a hint, never less than `seen`.
    pub total: Option<u64>,
    /// Users a second, since it began or was resumed.
    pub rate: u32,
    /// For how many seconds the vendor wants nothing to be asked, or nothing is asked after a failure.
    pub waits: Option<u32>,
    /// When what was shown before this reading was taken, by an earlier one or from the browser's storage, in milliseconds
    /// since the Unix epoch; `None` once everybody was read again, or if there was nothing.
    pub shown_from: Option<u64>,
    /// Whether the list was found to change while it was read.
    pub has_moved: bool,
    /// Why nothing was read from the browser's storage, or kept there.
    pub cache_fault: Option<RosterFault>,
}

impl LoadingState {
    /// Whether it came to its end.
    pub fn is_complete(&self) -> bool {
        matches!(self.phase, Phase::Complete { .. })
    }

    /// When what is shown was taken; the earlier time while some of it is older than the rest. `None` if all of it comes
    /// from a reading that is not over.
    pub fn taken_at(&self) -> Option<u64> {
        match self.phase {
            Phase::Complete { at, .. } => Some(at),
            _ => self.shown_from,
        }
    }

    /// That of a new reading, whose accounts join what is shown.
    pub fn begun_again(&self) -> LoadingState {
        LoadingState {
            phase: Phase::Reading,
            shown_from: self.taken_at(),
            ..LoadingState::default()
        }
    }
}

/// Failures in a row after which it does not try again by itself.
const TRIES: u32 = 5;

/// The longest rest that is kept by itself, in seconds; who is told to wait longer decides.
const LONGEST: u32 = 120;

/// For how many seconds to rest before the same is asked again; `None` if somebody has to decide. `failures`: how many in a
/// row there were before.
pub fn rest_after(problem: &Problem, failures: u32) -> Option<u32> {
    if !problem.is_retryable() || failures >= TRIES {
        return None;
    }
    let told = match &problem.cause {
        Cause::Refused(refusal) => refusal.retry_after,
        _ => None,
    };
    let seconds = told.unwrap_or(0).max(1 << failures);
    (seconds <= LONGEST).then_some(seconds)
}

/// Whether a problem says that too much is asked at once.
pub fn asks_for_less(problem: &Problem) -> bool {
    match &problem.cause {
        Cause::Refused(refusal) => refusal.kind == RefusalKind::RateLimited,
        Cause::Proxy(failure) => matches!(
            failure.kind,
            ProxyFailureKind::Busy | ProxyFailureKind::RateLimited
        ),
        _ => false,
    }
}

/// Users a second.
pub fn rate(users: u64, milliseconds: f64) -> u32 {
    if milliseconds < 1.0 {
        return 0;
    }
    (users as f64 * 1_000.0 / milliseconds) as u32
}

/// How many users to ask for at once, so that reading an answer takes no longer than a part of a frame: by how many
/// milliseconds it took to read so many. Never less than what keeps the number of requests bearable.
pub fn bearable_length(users: usize, milliseconds: f64, present: u32) -> u32 {
    const BEARABLE: f64 = 8.0;
    const LEAST: u32 = 200;
    const MOST: u32 = vendors::bitanswer::Page::LARGEST;
    // A few say nothing: most of the time was for other things.
    if users < 100 {
        return present;
    }
    let each = milliseconds.max(0.1) / users as f64;
    ((BEARABLE / each) as u32).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::Operation;
    use vendors::problem::{InvalidInput, ProxyFailure, Refusal, TransportFailure};

    fn problem(cause: Cause) -> Problem {
        Problem::new(Operation::BitAnswerListUsers, cause)
    }

    fn limited(retry_after: Option<u32>) -> Problem {
        problem(Cause::Refused(Refusal {
            kind: RefusalKind::RateLimited,
            status: 429,
            code: None,
            message: None,
            retry_after,
        }))
    }

    #[test]
    fn what_may_pass_is_tried_again_ever_later_and_not_for_ever() {
        let passing = problem(Cause::Transport(TransportFailure::NotReached));
        let rests: Vec<_> = (0..7)
            .map(|failures| rest_after(&passing, failures))
            .collect();
        assert_eq!(
            rests,
            [Some(1), Some(2), Some(4), Some(8), Some(16), None, None]
        );
        let lasting = problem(Cause::InvalidInput(InvalidInput::NothingToDo));
        assert_eq!(rest_after(&lasting, 0), None);
    }

    #[test]
    fn the_vendor_is_not_asked_before_it_says() {
        assert_eq!(rest_after(&limited(Some(30)), 0), Some(30));
        assert_eq!(rest_after(&limited(Some(2)), 3), Some(8));
        assert_eq!(rest_after(&limited(Some(3_600)), 0), None);
        assert!(asks_for_less(&limited(None)));
        let busy = ProxyFailure {
            kind: ProxyFailureKind::RateLimited,
            status: 429,
        };
        assert!(asks_for_less(&problem(Cause::Proxy(busy))));
        let offline = Cause::Transport(TransportFailure::Offline);
        assert!(!asks_for_less(&problem(offline)));
    }

    #[test]
    fn the_age_of_what_is_shown_outlives_the_next_reading() {
        let mut state = LoadingState {
            phase: Phase::Complete {
                at: 7,
                outcome: Outcome::Complete,
            },
            ..LoadingState::default()
        };
        assert_eq!(state.taken_at(), Some(7));
        let passing = problem(Cause::Transport(TransportFailure::NotReached));
        for phase in [Phase::Reading, Phase::Stopped, Phase::Problem(passing)] {
            state = state.begun_again();
            state.phase = phase;
            assert_eq!(state.taken_at(), Some(7));
        }
        assert_eq!(LoadingState::default().begun_again().taken_at(), None);
    }

    #[test]
    fn pages_are_as_long_as_the_computer_bears() {
        assert_eq!(bearable_length(200, 1.0, 200), 1_000);
        assert_eq!(bearable_length(1_000, 20.0, 1_000), 400);
        assert_eq!(bearable_length(1_000, 900.0, 1_000), 200);
        assert_eq!(bearable_length(200, 0.0, 200), 1_000);
        assert_eq!(bearable_length(3, 9.0, 700), 700);
        assert_eq!((rate(500, 250.0), rate(500, 0.0)), (2_000, 0));
    }
}
