//! Who is online: asked user by user, because the vendor knows no other way, and a few at a time, to spare it.

use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{BTreeMap, VecDeque};
use vendors::Problem;
use vendors::bitanswer::{OnlineStatus, Presence};
use vendors::problem::{Cause, RefusalKind};

/// Requests under way at once.
const AT_ONCE: usize = 6;

/// What is known of one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Being asked.
    Asking,
    /// What the vendor said.
    Told(Presence),
    /// The vendor knows nobody of that id.
    Nobody,
    /// Why nothing is known.
    Failed(Problem),
}

/// The checks, and what they found. Can be copied.
#[derive(Clone, Copy)]
pub struct OnlineChecks {
    session: Session,
    known: RwSignal<BTreeMap<String, Known>>,
    /// Answered and asked of the run under way.
    pub progress: RwSignal<Option<(usize, usize)>>,
    /// Why the last run stopped, or why it lacks some.
    pub problem: RwSignal<Option<Problem>>,
    queue: StoredValue<VecDeque<String>>,
    run: StoredValue<u32>,
}

impl OnlineChecks {
    /// Nothing known.
    pub fn new(session: Session) -> Self {
        OnlineChecks {
            session,
            known: RwSignal::new(BTreeMap::new()),
            progress: RwSignal::new(None),
            problem: RwSignal::new(None),
            queue: StoredValue::new(VecDeque::new()),
            run: StoredValue::new(0),
        }
    }

    /// What is known of a user; follows changes.
    pub fn of(self, guid: &str) -> Option<Known> {
        self.known.with(|known| known.get(guid).cloned())
    }

    /// Asks about one user.
    pub fn check_one(self, guid: String) {
        self.set(&guid, Known::Asking);
        spawn_local(async move {
            let known = look(self.session, &guid).await;
            self.set(&guid, known);
        });
    }

    /// Asks about many users, and says how far it is.
    pub fn check_all(self, guids: Vec<String>) {
        let Some(run) = self.next_run() else { return };
        let asked = guids.len();
        if asked == 0 {
            return;
        }
        self.problem.set(None);
        self.progress.set(Some((0, asked)));
        self.queue.set_value(guids.into());
        for _ in 0..AT_ONCE.min(asked) {
            spawn_local(self.work(run));
        }
    }

    /// Ends the run under way; what was found stays.
    pub fn stop(self) {
        _ = self.next_run();
        self.known
            .update(|known| known.retain(|_, known| *known != Known::Asking));
    }

    /// Forgets everything, and ends the run under way.
    pub fn forget_all(self) {
        _ = self.next_run();
        self.problem.set(None);
        self.known.update(BTreeMap::clear);
    }

    fn next_run(self) -> Option<u32> {
        self.progress.set(None);
        self.queue.try_update_value(VecDeque::clear);
        self.run.try_update_value(|run| {
            *run += 1;
            *run
        })
    }

    async fn work(self, run: u32) {
        while self.run.try_get_value() == Some(run) {
            let Some(Some(guid)) = self.queue.try_update_value(VecDeque::pop_front) else {
                return;
            };
            self.set(&guid, Known::Asking);
            let known = look(self.session, &guid).await;
            if self.run.try_get_value() != Some(run) {
                return;
            }
            if let Known::Failed(problem) = &known {
                self.problem.set(Some(problem.clone()));
                if concerns_everybody(problem) {
                    self.set(&guid, known);
                    self.stop();
                    return;
                }
            }
            self.set(&guid, known);
            self.progress.update(|progress| {
                *progress = progress
                    .and_then(|(done, asked)| (done + 1 < asked).then_some((done + 1, asked)));
            });
        }
    }

    fn set(self, guid: &str, value: Known) {
        // The page may have been left while the answer was on its way.
        _ = self
            .known
            .try_update(|known| known.insert(guid.to_owned(), value));
    }
}

/// Asks about one user.
pub async fn look(session: Session, guid: &str) -> Known {
    let call = OnlineStatus {
        guid: guid.to_owned(),
    };
    match session.call(&call).await {
        Ok(users) => users
            .into_iter()
            .next()
            .map_or(Known::Nobody, |user| Known::Told(user.presence)),
        Err(problem) => Known::Failed(problem),
    }
}

/// Whether asking about the next user would fail for the same reason.
fn concerns_everybody(problem: &Problem) -> bool {
    match &problem.cause {
        Cause::Transport(_) | Cause::Proxy(_) => true,
        Cause::Refused(refusal) => matches!(
            refusal.kind,
            RefusalKind::Credentials | RefusalKind::RateLimited | RefusalKind::Outage
        ),
        Cause::InvalidInput(_) | Cause::NotUnderstood(_) | Cause::UnknownOutcome(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::Operation;
    use vendors::problem::{InvalidInput, Refusal, TransportFailure};

    fn stops(cause: Cause) -> bool {
        concerns_everybody(&Problem::new(Operation::BitAnswerOnlineStatus, cause))
    }

    fn refused(kind: RefusalKind) -> Cause {
        Cause::Refused(Refusal {
            kind,
            status: 200,
            code: None,
            message: None,
            retry_after: None,
        })
    }

    #[test]
    fn a_run_stops_where_the_next_would_fail_too() {
        assert!(stops(Cause::Transport(TransportFailure::Offline)));
        assert!(stops(refused(RefusalKind::RateLimited)));
        assert!(!stops(refused(RefusalKind::NotFound)));
        assert!(!stops(Cause::InvalidInput(InvalidInput::NothingToDo)));
    }
}
