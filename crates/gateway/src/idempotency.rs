//! Each write once. A browser sends even a `POST` again by itself when a kept connection dies before the answer, and
//! nothing in the page can tell; here the repeat is recognised by its id and gets what the first one got.
//!
//! The record is in memory and bounded; it knows nothing of vendors, and its time is an argument.

mod fingerprint;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

pub(crate) use fingerprint::Fingerprint;

/// How long an outcome is kept, which is as long as an id is meant to be unique.
const KEPT_FOR: Duration = Duration::from_secs(24 * 3600);
/// How many writes are kept at most, those under way among them.
const KEPT_AT_MOST: usize = 10_000;
/// How many bytes of answers are kept at most.
const BYTES_AT_MOST: usize = 16 << 20;

/// Which write it is: the same id of another connection or another caller is another write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) connection: String,
    pub(crate) identity: String,
    pub(crate) id: String,
}

/// One time that a write is sent to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sending {
    pub(crate) fingerprint: Fingerprint,
    /// The caller's own trace id. A browser's silent repeat has the same one; somebody who sends again has another.
    pub(crate) trace: Option<String>,
    /// Whether the request also carries an id by which the vendor itself applies it once.
    pub(crate) vendor_recognises: bool,
}

impl Sending {
    /// Whether somebody sends again on purpose what the vendor would recognise: then the vendor is asked, because its
    /// answer is worth more than our record of a failure.
    fn is_deliberate_after(&self, first: &Sending) -> bool {
        let another =
            matches!((&self.trace, &first.trace), (Some(own), Some(other)) if own != other);
        another && self.vendor_recognises
    }
}

/// What to do with a write.
pub(crate) enum Claim<T: Clone> {
    /// Send it, and settle the ticket.
    First(Ticket<T>),
    /// It was sent; its outcome is here or on its way.
    Repeat(Repeat<T>),
    /// The id was used for another write.
    Differs,
    /// Too many writes are under way to remember one more.
    Full,
}

struct Entry<T> {
    sending: Sending,
    outcome: watch::Receiver<Option<T>>,
    serial: u64,
    /// The bytes that a settled outcome takes.
    bytes: Option<usize>,
}

struct State<T> {
    entries: HashMap<Key, Entry<T>>,
    /// Settled entries, oldest first.
    settled: VecDeque<(Instant, Key, u64)>,
    bytes: usize,
    serial: u64,
}

/// The writes of the last day.
pub(crate) struct Ledger<T> {
    state: Arc<Mutex<State<T>>>,
}

impl<T: Clone> Ledger<T> {
    pub(crate) fn new() -> Ledger<T> {
        Ledger {
            state: Arc::new(Mutex::new(State {
                entries: HashMap::new(),
                settled: VecDeque::new(),
                bytes: 0,
                serial: 0,
            })),
        }
    }

    /// Asks what to do with a write that arrived now. `lost` is its outcome if whoever has the ticket disappears.
    pub(crate) fn claim(&self, key: Key, sending: Sending, lost: T, now: Instant) -> Claim<T> {
        let mut state = lock(&self.state);
        state.forget_old(now);
        if let Some(entry) = state.entries.get(&key) {
            if entry.sending.fingerprint != sending.fingerprint {
                return Claim::Differs;
            }
            let settled = entry.bytes.is_some();
            if !settled || !sending.is_deliberate_after(&entry.sending) {
                return Claim::Repeat(Repeat(entry.outcome.clone()));
            }
            state.remove(&key);
        }
        state.make_room(1, 0);
        if state.entries.len() >= KEPT_AT_MOST {
            return Claim::Full;
        }
        let (sender, outcome) = watch::channel(None);
        state.serial += 1;
        let serial = state.serial;
        let entry = Entry {
            sending,
            outcome,
            serial,
            bytes: None,
        };
        state.entries.insert(key.clone(), entry);
        Claim::First(Ticket {
            state: self.state.clone(),
            key,
            serial,
            sender,
            lost: Some(lost),
        })
    }
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    // Nothing in here panics half-way; the record is whole.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> State<T> {
    fn remove(&mut self, key: &Key) {
        if let Some(entry) = self.entries.remove(key) {
            self.bytes -= entry.bytes.unwrap_or_default();
        }
    }

    fn forget_oldest(&mut self) -> bool {
        let Some((_, key, serial)) = self.settled.pop_front() else {
            return false;
        };
        if self
            .entries
            .get(&key)
            .is_some_and(|own| own.serial == serial)
        {
            self.remove(&key);
        }
        true
    }

    fn forget_old(&mut self, now: Instant) {
        let is_old = |since: &Instant| now.saturating_duration_since(*since) >= KEPT_FOR;
        while self
            .settled
            .front()
            .is_some_and(|(since, ..)| is_old(since))
        {
            self.forget_oldest();
        }
    }

    /// Forgets the oldest outcomes until there is room for so many more entries and bytes.
    fn make_room(&mut self, entries: usize, bytes: usize) {
        while (self.entries.len() + entries > KEPT_AT_MOST || self.bytes + bytes > BYTES_AT_MOST)
            && self.forget_oldest()
        {}
    }
}

/// The right and the duty to send a write once.
pub(crate) struct Ticket<T: Clone> {
    state: Arc<Mutex<State<T>>>,
    key: Key,
    serial: u64,
    sender: watch::Sender<Option<T>>,
    lost: Option<T>,
}

impl<T: Clone> Ticket<T> {
    /// Tells the outcome to everybody who waits, and keeps it for who comes later. `bytes` is what it takes.
    pub(crate) fn keep(mut self, outcome: T, bytes: usize, now: Instant) {
        self.lost = None;
        self.settle(outcome, Some((bytes, now)));
    }

    /// Tells the outcome to everybody who waits. It was none: who comes later is the first again.
    pub(crate) fn forget(mut self, outcome: T) {
        self.lost = None;
        self.settle(outcome, None);
    }

    fn settle(&self, outcome: T, kept: Option<(usize, Instant)>) {
        let mut state = lock(&self.state);
        match kept {
            Some((bytes, now)) => {
                state.make_room(0, bytes);
                if let Some(entry) = state.entries.get_mut(&self.key) {
                    entry.bytes = Some(bytes);
                    state.bytes += bytes;
                    let settled = (now, self.key.clone(), self.serial);
                    state.settled.push_back(settled);
                }
            }
            None => state.remove(&self.key),
        }
        drop(state);
        // Nobody may be waiting, which is the rule.
        let _ = self.sender.send(Some(outcome));
    }
}

impl<T: Clone> Drop for Ticket<T> {
    fn drop(&mut self) {
        if let Some(lost) = self.lost.take() {
            self.settle(lost, Some((0, Instant::now())));
        }
    }
}

/// A write that was sent before.
pub(crate) struct Repeat<T>(watch::Receiver<Option<T>>);

impl<T: Clone> Repeat<T> {
    /// Waits for the outcome of the first sending.
    pub(crate) async fn outcome(mut self) -> Option<T> {
        let outcome = self.0.wait_for(Option::is_some).await.ok()?;
        outcome.clone()
    }
}

#[cfg(test)]
mod tests;
