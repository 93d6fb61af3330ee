//! Every write that was made from this browser: when, whom it was about, and what came of it, in a chain that shows if
//! something was changed afterwards. And every write that anybody made through the gateway, as its trail tells it.
//!
//! Whoever sends a write says so here. What records it is a piece of the program that is fetched with the first write, so
//! that looking at accounts costs nothing. Knows no page and makes no words.

mod chain;
mod entry;
mod history;
mod record;
mod trail;

pub use chain::{Break, Check, End, parts};
pub use entry::{Entry, Happened, Sent, operation_key, operation_of};
pub use history::{Act, AtGateway, History, Result, Wanted};
pub use record::kept_end;
pub use trail::{Chain, Trail, TrailPage};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Poll, Waker};
use std::time::Duration;
use vendors::{Problem, Request};

/// News of a write.
pub enum News {
    /// It is about to leave; without credentials.
    Sent {
        /// When, in milliseconds since the Unix epoch.
        at: f64,
        /// The exchange's id.
        trace: String,
        /// The connection's id.
        connection: String,
        /// The request.
        request: Box<Request>,
    },
    /// It ended.
    Ended {
        /// When, in milliseconds since the Unix epoch.
        at: f64,
        /// The exchange's id.
        trace: String,
        /// Why it failed, if it did; no secret is in it.
        problem: Option<Box<Problem>>,
    },
}

/// Records news, and gives back those that could not be kept.
type Record = fn(Vec<News>) -> Pin<Box<dyn Future<Output = Vec<News>>>>;

#[cfg_attr(
    split,
    leptos::wasm_split::wasm_split(activity, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn recorder() -> std::result::Result<Record, SplitLoaderError> {
    Ok(|news| Box::pin(record::record(news)))
}

/// What could not be kept is offered again with the next write; more than that is too much to hold in memory.
const MOST_WAITING: usize = 1_000;

/// How long somebody who sends a write waits for its record, at most.
const PATIENCE: Duration = Duration::from_secs(5);

/// The writes that wait to be recorded, given by the session.
#[derive(Clone, Copy)]
pub struct Activity {
    waiting: StoredValue<Vec<News>, LocalStorage>,
    is_recording: StoredValue<bool>,
    count: RwSignal<u32>,
    /// How many news came.
    noted: StoredValue<u64>,
    /// How many of them nobody has to wait for any more.
    settled: StoredValue<u64>,
    sleepers: StoredValue<Vec<Waker>, LocalStorage>,
    /// Whether somebody waited in vain, and nothing was recorded since.
    is_late: StoredValue<bool>,
}

impl Activity {
    /// Nothing yet.
    pub fn new() -> Self {
        Activity {
            waiting: StoredValue::new_local(Vec::new()),
            is_recording: StoredValue::new(false),
            count: RwSignal::new(0),
            noted: StoredValue::new(0),
            settled: StoredValue::new(0),
            sleepers: StoredValue::new_local(Vec::new()),
            is_late: StoredValue::new(false),
        }
    }

    /// Counts how often something was recorded; follows it.
    pub fn count(self) -> u32 {
        self.count.get()
    }

    /// How many entries are in memory only.
    pub fn waiting(self) -> usize {
        self.waiting.with_value(Vec::len)
    }

    /// Waits until the news that came so far are recorded: whoever then leaves the page loses none. It ends all the same
    /// if they could not be recorded, and when that takes long, which is waited for once: a write must not fail for want of its record here.
    pub async fn recorded(self) {
        let last = self.noted.get_value();
        if self.is_late.get_value() || self.settled.get_value() >= last {
            return;
        }
        set_timeout(move || self.give_up(last), PATIENCE);
        poll_fn(|context| {
            if self
                .settled
                .try_get_value()
                .is_none_or(|settled| settled >= last)
            {
                return Poll::Ready(());
            }
            self.sleepers
                .update_value(|sleepers| sleepers.push(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    fn give_up(self, last: u64) {
        if self
            .settled
            .try_get_value()
            .is_some_and(|settled| settled < last)
        {
            self.is_late.set_value(true);
            self.settle(last);
        }
    }

    fn settle(self, last: u64) {
        let settled = self
            .settled
            .try_update_value(|settled| *settled = last.max(*settled));
        if settled.is_some() {
            let sleepers = self.sleepers.try_update_value(std::mem::take);
            sleepers.into_iter().flatten().for_each(Waker::wake);
        }
    }

    /// Takes news. It is recorded soon; see [`recorded`](Self::recorded).
    pub fn note(self, news: News) {
        self.waiting.update_value(|waiting| waiting.push(news));
        self.noted.update_value(|noted| *noted += 1);
        if self.is_recording.get_value() {
            return;
        }
        self.is_recording.set_value(true);
        spawn_local(async move {
            #[cfg(split)]
            let recorder = recorder().await;
            #[cfg(not(split))]
            let recorder = recorder();
            if let Ok(record) = recorder {
                self.record_all(record).await;
            }
            self.is_recording.set_value(false);
            self.settle(self.noted.get_value());
        });
    }

    async fn record_all(self, record: Record) {
        loop {
            let last = self.noted.get_value();
            let batch = self
                .waiting
                .try_update_value(std::mem::take)
                .unwrap_or_default();
            if batch.is_empty() {
                break;
            }
            let mut left = record(batch).await;
            let failed = !left.is_empty();
            if failed {
                self.waiting.update_value(|waiting| {
                    left.append(waiting);
                    let surplus = left.len().saturating_sub(MOST_WAITING);
                    *waiting = left.split_off(surplus);
                });
            }
            self.settle(last);
            self.is_late.try_set_value(false);
            _ = self
                .count
                .try_update(|count| *count = count.wrapping_add(1));
            if failed {
                break;
            }
        }
    }
}

impl Default for Activity {
    fn default() -> Self {
        Self::new()
    }
}
