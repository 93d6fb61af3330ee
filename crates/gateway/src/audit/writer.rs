//! The thread that writes the trail. Whatever waits is written together and brought to the disk once, so that many writes at
//! a time cost little more than one.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tokio::sync::oneshot;

use super::Unwritable;
use super::chain::{End, Head, Reading, digest};
use super::entry::Event;
use super::store::{LONGEST_LINE, Store};

/// The most entries that are brought to the disk together.
const BATCH: usize = 1024;
/// The most outcomes that are kept for later while the trail cannot be written.
const OWED: usize = 10_000;

/// Something to put down, and whom to tell its number.
pub(super) struct Append {
    pub(super) event: Event,
    pub(super) done: oneshot::Sender<Result<u64, Unwritable>>,
}

/// The end of a trail, with what it takes to go on there.
pub(super) struct Writer<S> {
    store: S,
    reading: Reading,
    /// Whether the end of the store is known to be the end of the trail.
    sound: bool,
    /// Outcomes that could not be written when they came.
    owed: VecDeque<Event>,
    /// The head for those who read the trail meanwhile.
    told: Arc<Mutex<Head>>,
}

impl<S: Store> Writer<S> {
    /// A writer that has read nothing yet.
    pub(super) fn new(store: S) -> Writer<S> {
        Writer {
            store,
            reading: Reading::new(None),
            sound: false,
            owed: VecDeque::new(),
            told: Arc::new(Mutex::new(Head::new())),
        }
    }

    /// Where this writer tells the number and the hash of what it wrote last.
    pub(super) fn told(&self) -> Arc<Mutex<Head>> {
        Arc::clone(&self.told)
    }

    /// The hash of the last entry.
    pub(super) fn head(&self) -> &str {
        &self.reading.head.hash
    }

    /// Reads what stands behind the last known entry, and repairs what a crash or a failure left there by appending.
    /// Gives the line from which the trail is broken, if it is; then nothing is written.
    pub(super) fn recover(&mut self) -> io::Result<Option<u64>> {
        let unread = self.store.read_from(self.reading.end)?;
        let end = read_to_end(&mut self.reading, unread)?;
        let (feed, repair) = match end {
            End::Broken(line) => return Ok(Some(line)),
            End::Whole => (String::new(), None),
            End::Unterminated => {
                self.store.append(b"\n")?;
                return self.recover();
            }
            // The line feed that ends the torn bytes is one of them.
            End::Torn(mut bytes) => {
                bytes.push(b'\n');
                let torn = Event::Torn(bytes.len(), digest(&bytes));
                ("\n".to_owned(), Some(torn))
            }
        };
        if let Some(torn) = repair {
            let mut head = self.reading.head.clone();
            let line = head.extend(&torn.content(head.next, SystemTime::now()));
            self.store.append(format!("{feed}{line}").as_bytes())?;
            return self.recover();
        }
        self.sound = true;
        Ok(None)
    }

    /// Appends events and gives the number of the first.
    pub(super) fn append_now(&mut self, events: &[Event]) -> io::Result<u64> {
        if !self.sound
            && let Some(line) = self.recover()?
        {
            let why = format!("the trail is broken at line {line}");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let first = self.reading.head.next;
        let mut head = self.reading.head.clone();
        let now = SystemTime::now();
        let mut text = String::new();
        for event in events {
            text.push_str(&head.extend(&event.content(head.next, now)));
        }
        // From here on nobody knows what is on the disk until this is over.
        self.sound = false;
        self.store.append(text.as_bytes())?;
        self.sound = true;
        self.told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&head);
        self.reading.head = head;
        self.reading.end += u64::try_from(text.len()).unwrap_or_default();
        Ok(first)
    }

    /// Writes until nobody is left who could ask for it.
    pub(super) fn run(mut self, appends: &Receiver<Append>) {
        while let Ok(first) = appends.recv() {
            let mut batch = vec![first];
            batch.extend(appends.try_iter().take(BATCH - 1));
            if let Some(error) = self.write(batch) {
                // Nobody may be reading, which must not end this thread.
                let _ = writeln!(
                    io::stderr(),
                    "Error: the audit trail cannot be written, so that writes are refused: {error}."
                );
            }
        }
    }

    /// Writes what was asked for and tells everybody; gives the error if that failed.
    fn write(&mut self, batch: Vec<Append>) -> Option<io::Error> {
        let (events, waiting): (Vec<Event>, Vec<_>) =
            batch.into_iter().map(|own| (own.event, own.done)).unzip();
        let owed = self.owed.len();
        let mut all: Vec<Event> = self.owed.iter().cloned().collect();
        all.extend(events.iter().cloned());
        match self.append_now(&all) {
            Ok(first) => {
                self.owed.clear();
                let first = first + u64::try_from(owed).unwrap_or_default();
                for (number, done) in (first..).zip(waiting) {
                    // Whoever asked may be gone, as when a browser went away.
                    let _ = done.send(Ok(number));
                }
                None
            }
            Err(error) => {
                let outcomes = events
                    .into_iter()
                    .filter(|event| matches!(event, Event::Outcome(..)));
                self.owed.extend(outcomes);
                while self.owed.len() > OWED {
                    self.owed.pop_front();
                }
                for done in waiting {
                    let _ = done.send(Err(Unwritable));
                }
                Some(error)
            }
        }
    }
}

/// Feeds everything to a reading and says how it ends.
pub(super) fn read_to_end(reading: &mut Reading, from: impl io::Read) -> io::Result<End> {
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    loop {
        line.clear();
        lines
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(reading.finish(&line));
        }
        if let Err(broken) = reading.line(&line) {
            return Ok(End::Broken(broken));
        }
    }
}

#[cfg(test)]
mod tests;
