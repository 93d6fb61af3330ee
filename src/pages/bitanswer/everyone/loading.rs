//! Reads everybody: what is kept in the browser first, then all pages from the vendor, several at once.
//!
//! What to ask is decided by [`Traversal`]; here it is asked, waited for, given to whoever shows it, and kept. Users are
//! handed on as they come; nothing of them stays here but a hash of each one's id.

use super::cache::{Cache, CacheWriting};
use super::loading_page::MeasuredPage;
use super::loading_state::{LoadingState, Phase, asks_for_less, bearable_length, rate, rest_after};
use super::loading_work::{AT_ONCE, News, Present, Work, key_of, manner};
use crate::jobs::{breathe, rest};
use crate::roster::{Ask, Key, Next, Outcome, Traversal};
use crate::session::{Session, now_milliseconds};
use crate::store::rosters::RosterFault;
use futures_util::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::mem::replace;
use std::rc::Rc;
use vendors::Problem;
use vendors::bitanswer::{ListUsers, Page, UserList};

/// Reading everybody of the connection that a session is bound to. Can be copied; ends when the page is left.
#[derive(Clone, Copy)]
pub struct Loading {
    session: Session,
    cache: Cache,
    /// What there is to be shown.
    pub state: RwSignal<LoadingState>,
    pub(super) work: StoredValue<Work, LocalStorage>,
}

fn clock() -> f64 {
    window()
        .performance()
        .map_or_else(now_milliseconds, |performance| performance.now())
}

impl Loading {
    /// Reads nothing yet. `sink` gets everybody; it may use all of this, and is never called while it runs.
    pub fn new(session: Session, sink: impl FnMut(News<'_>) + 'static) -> Loading {
        let loading = Loading {
            session,
            cache: Cache::new(session),
            state: RwSignal::new(LoadingState::default()),
            work: StoredValue::new_local(Work::new(sink)),
        };
        on_cleanup(move || loading.leave());
        loading
    }

    /// The kept list: whether there is one, whether there is to be one.
    pub fn cache(self) -> Cache {
        self.cache
    }

    /// Shows what is kept, and reads everybody from the vendor at once.
    pub fn begin(self) {
        self.refresh();
        let reading = self.reading();
        if reading.is_none() || !self.cache.is_remembered() {
            return;
        }
        spawn_local(async move {
            let mut is_any = false;
            let read = self.cache.read(|users| {
                if self.reading() != reading {
                    return false;
                }
                is_any = true;
                self.hand_on_kept(users)
            });
            let read = read.await;
            if self.reading() != reading {
                return;
            }
            match read {
                // Everybody may have come from the vendor by now.
                Ok(Some(kept)) if is_any && !self.is_complete() => {
                    self.tell(|state| state.shown_from = Some(kept.taken_at));
                }
                Ok(_) => {}
                Err(fault) => self.tell(|state| state.cache_fault = Some(fault)),
            }
        });
    }

    /// Reads everybody from the vendor again, and merges: who is known stays and becomes what the vendor says by now, and
    /// who is on no page is gone at the end.
    pub fn refresh(self) {
        let begun = self.work.try_update_value(|work| {
            work.end_requests();
            if let Some(writing) = work.writing.take() {
                writing.abandon();
            }
            work.reading += 1;
            work.traversal = Traversal::new(manner());
            work.ready.clear();
            work.failures = 0;
            work.is_resting = false;
            work.rests += 1;
            work.at_once = AT_ONCE;
            work.began_at = now_milliseconds() as u64;
            work.since = (clock(), 0);
            work.writing = self.cache.is_remembered().then(|| self.write());
        });
        if begun.is_some() {
            self.tell(|state| *state = state.begun_again());
            self.ask_on();
        }
    }

    fn write(self) -> CacheWriting {
        CacheWriting::begin(self.cache, move |result| match result {
            Ok(_) | Err(RosterFault::Withdrawn | RosterFault::Locked) => {}
            Err(fault) => self.tell(|state| state.cache_fault = Some(fault)),
        })
    }

    /// Asks for nothing more, and cuts off what is under way. What came stays.
    pub fn stop(self) {
        if !self.is_in(|phase| matches!(phase, Phase::Reading)) {
            return;
        }
        self.halt();
        self.tell(|state| {
            state.phase = Phase::Stopped;
            state.waits = None;
        });
    }

    /// Goes on where it was stopped, or where a problem was.
    pub fn resume(self) {
        if !self.is_in(|phase| matches!(phase, Phase::Stopped | Phase::Problem(_))) {
            return;
        }
        let resumed = self.work.try_update_value(|work| {
            work.traversal.resume();
            work.failures = 0;
            work.is_resting = false;
            work.rests += 1;
            work.since = (clock(), work.traversal.seen());
        });
        if resumed.is_some() {
            self.tell(|state| state.phase = Phase::Reading);
            self.ask_on();
        }
    }

    /// Notes somebody who was added or changed here meanwhile, so that nobody takes him for gone.
    pub fn note(self, guid: Option<&str>, name: &str) {
        let key = key_of(guid, name);
        self.work.try_update_value(|work| work.traversal.note(key));
    }

    /// Keeps the list that is read from now on, if it is to be remembered, or stops keeping it.
    ///
    /// # Errors
    /// [`RosterFault`] if the browser does not keep that, or does not forget.
    pub async fn remember(self, is_wanted: bool) -> Result<(), RosterFault> {
        self.cache.remember(is_wanted).await?;
        if !is_wanted {
            let writing = self.work.try_update_value(|work| work.writing.take());
            if let Some(writing) = writing.flatten() {
                writing.abandon();
            }
        }
        Ok(())
    }

    fn reading(self) -> Option<u32> {
        self.work.try_with_value(|work| work.reading)
    }

    fn is_in(self, is: impl FnOnce(&Phase) -> bool) -> bool {
        let state = self.state.try_with_untracked(|state| is(&state.phase));
        state.unwrap_or_default()
    }

    pub(super) fn is_complete(self) -> bool {
        self.is_in(|phase| matches!(phase, Phase::Complete { .. }))
    }

    fn tell(self, change: impl FnOnce(&mut LoadingState)) {
        // The page may have been left.
        _ = self.state.try_update(change);
    }

    fn leave(self) {
        self.halt();
        let writing = self.work.try_update_value(|work| work.writing.take());
        if let Some(writing) = writing.flatten() {
            writing.abandon();
        }
    }

    fn halt(self) {
        self.work.try_update_value(|work| {
            work.traversal.stop();
            work.end_requests();
        });
        // Nothing is awaited any more, and what came is to be seen.
        spawn_local(self.hand_on_ready());
    }

    /// Asks for all that may be asked for now.
    pub(super) fn ask_on(self) {
        loop {
            let next = self.work.try_update_value(|work| {
                if work.is_resting {
                    return Next::Wait;
                }
                work.traversal.what_next()
            });
            match next {
                Some(Next::Ask(ask)) => self.ask(ask),
                Some(Next::Ended(outcome)) => return self.end(outcome),
                Some(Next::Wait) | None => return,
            }
        }
    }

    fn ask(self, ask: Ask) {
        let (handle, registration) = AbortHandle::new_pair();
        let reading = self.work.try_update_value(|work| {
            work.under_way.insert(ask.id, handle);
            work.reading
        });
        let took = Rc::new(Cell::new(0.0));
        let page = MeasuredPage {
            call: ListUsers {
                page: Page {
                    offset: ask.offset,
                    limit: ask.limit.min(Page::LARGEST),
                },
            },
            now: clock,
            took: Rc::clone(&took),
        };
        spawn_local(async move {
            let answer = async { self.session.call(&page).await };
            // Who cut it off has put the question back.
            let Ok(answer) = Abortable::new(answer, registration).await else {
                return;
            };
            if self.reading() != reading {
                return;
            }
            match answer {
                Ok(list) => self.take(ask, list, took.get()).await,
                Err(problem) => self.failed(ask, problem),
            }
        });
    }

    async fn take(self, ask: Ask, list: UserList, took: f64) {
        // Reading the answer took a part of a frame.
        breathe().await;
        let keys: Vec<Key> = list
            .items
            .iter()
            .map(|user| key_of(user.guid.as_deref(), &user.name))
            .collect();
        let is_wanted = self.work.try_update_value(|work| {
            work.under_way.remove(&ask.id);
            let is_wanted = work.traversal.answered(ask.id, &keys, list.total);
            if is_wanted {
                work.calm_down();
                let length = bearable_length(keys.len(), took, ask.limit);
                work.traversal.set_length(length);
                work.ready.push((ask.offset, list.items));
            }
            is_wanted
        });
        if is_wanted != Some(true) {
            return;
        }
        self.tell_progress();
        self.ask_on();
        self.hand_on_ready().await;
    }

    fn tell_progress(self) {
        let progress = self.work.try_with_value(|work| {
            let seen = work.traversal.seen();
            let (since, before) = work.since;
            let rate = rate(seen.saturating_sub(before), clock() - since);
            (seen, work.traversal.total(), rate)
        });
        if let Some((seen, total, rate)) = progress {
            self.tell(|state| {
                state.seen = seen;
                state.total = total.map(|total| total.max(seen));
                state.rate = rate;
                state.waits = None;
            });
        }
    }

    fn failed(self, ask: Ask, problem: Problem) {
        let rests = self.work.try_update_value(|work| {
            work.under_way.remove(&ask.id);
            work.traversal.failed(ask.id);
            if asks_for_less(&problem) {
                work.ask_for_less();
            }
            // Those under way together fail together: that is one failure.
            if work.is_resting {
                return None;
            }
            let rest = rest_after(&problem, work.failures);
            work.failures += 1;
            work.is_resting = rest.is_some();
            work.rests += 1;
            Some((rest, work.rests))
        });
        match rests.flatten() {
            None => {}
            Some((None, _)) => {
                self.halt();
                self.tell(|state| {
                    state.phase = Phase::Problem(problem);
                    state.waits = None;
                });
            }
            Some((Some(seconds), which)) => self.rest(seconds, which),
        }
    }

    fn rest(self, seconds: u32, which: u32) {
        self.tell(|state| state.waits = Some(seconds));
        spawn_local(async move {
            rest(i32::try_from(seconds).unwrap_or(i32::MAX / 1_000) * 1_000).await;
            let is_over = self.work.try_update_value(|work| {
                work.rests == which && replace(&mut work.is_resting, false)
            });
            if is_over == Some(true) {
                self.tell(|state| state.waits = None);
                self.ask_on();
            }
        });
    }

    /// Everything was asked. When all that came is handed on, it is over.
    fn end(self, outcome: Outcome) {
        let is_over = self
            .work
            .try_with_value(|work| work.ready.is_empty() && !work.is_handing_on);
        if is_over != Some(true) {
            return;
        }
        self.tell_progress();
        // Taken out: it is large and not wanted any more, and who hears the news may use all of this.
        let ended = self.work.try_update_value(|work| {
            work.end_requests();
            let mut none = Traversal::new(manner());
            none.stop();
            let traversal = replace(&mut work.traversal, none);
            (Rc::clone(&work.sink), traversal, work.writing.take())
        });
        let Some((sink, traversal, writing)) = ended else {
            return;
        };
        let (reading, began_at) = (self.reading(), self.began_at());
        let has_moved = traversal.has_moved();
        let is_whole = outcome == Outcome::Complete || traversal.is_exhaustive();
        if is_whole {
            sink.borrow_mut()(News::Only(&Present(&traversal)));
        }
        match writing {
            Some(writing) if is_whole => writing.finish(began_at),
            Some(writing) => writing.abandon(),
            None => {}
        }
        if self.reading() != reading {
            return;
        }
        self.tell(|state| {
            state.phase = Phase::Complete {
                at: now_milliseconds() as u64,
                outcome,
            };
            state.has_moved = has_moved;
            if is_whole {
                state.shown_from = None;
            }
        });
    }

    fn began_at(self) -> u64 {
        let began_at = self.work.try_with_value(|work| work.began_at);
        began_at.unwrap_or_default()
    }
}
