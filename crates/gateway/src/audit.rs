//! The audit trail: who wrote what, when, by which connection, and what came of it. JSON lines that are only ever appended,
//! each bound to all before it by a hash.
//!
//! An intent is on the disk before a write is sent, so that a gateway that dies leaves it behind, and an outcome before the
//! write is answered. It holds names and ids, no keys and no bodies.

mod chain;
mod command;
mod entry;
mod excerpt;
mod store;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use chain::Head;
pub(crate) use command::run;
use entry::Event;
pub(crate) use entry::{Intent, Outcome, Result as WriteResult};
pub(crate) use excerpt::Excerpt;
use store::FileStore;
use writer::{Append, Writer};

/// Why there is no trail to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditProblem {
    /// The file cannot be opened, read or written.
    Unusable(PathBuf, std::io::ErrorKind),
    /// Another gateway writes to it.
    InUse(PathBuf),
    /// The trail in the file is broken from this line on, counted from 1.
    Broken(PathBuf, u64),
}

impl fmt::Display for AuditProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuditProblem::Unusable(path, kind) => {
                write!(
                    f,
                    "The audit trail {} cannot be used: {kind}.",
                    path.display()
                )
            }
            AuditProblem::InUse(path) => write!(
                f,
                "Another gateway writes to the audit trail {}. Give each its own file.",
                path.display()
            ),
            AuditProblem::Broken(path, line) => write!(
                f,
                "The audit trail {} is broken at line {line}: somebody or something changed it. Keep it as evidence, and \
                 let `audit.file` name a new one.",
                path.display()
            ),
        }
    }
}

/// The trail could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unwritable;

/// A trail that is open for appending.
pub(crate) struct Trail {
    queue: std::sync::mpsc::Sender<Append>,
    path: PathBuf,
    head: Arc<Mutex<Head>>,
}

impl Trail {
    /// Opens a trail or begins one, repairs what a crash left at its end, and starts the thread that writes.
    pub(crate) fn open(path: &Path) -> Result<Trail, AuditProblem> {
        let (queue, appends) = std::sync::mpsc::channel();
        let store = FileStore::open(path)?;
        let unusable =
            |error: std::io::Error| AuditProblem::Unusable(path.to_owned(), error.kind());
        let mut writer = Writer::new(store);
        match writer.recover() {
            Ok(None) => {}
            Ok(Some(line)) => return Err(AuditProblem::Broken(path.to_owned(), line)),
            Err(error) => return Err(unusable(error)),
        }
        writer.append_now(&[Event::Start]).map_err(unusable)?;
        // Kept with the log, it shows later whether the trail's end was cut off.
        eprintln!("The audit trail's head is {}.", writer.head());
        let head = writer.told();
        std::thread::Builder::new()
            .name("audit".to_owned())
            .spawn(move || writer.run(&appends))
            .map_err(unusable)?;
        Ok(Trail {
            queue,
            path: path.to_owned(),
            head,
        })
    }

    /// The newest writes below a number, read beside whatever is written meanwhile.
    pub(crate) async fn excerpt(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> std::io::Result<Excerpt> {
        let path = self.path.clone();
        // Taken first: what comes meanwhile stands behind it.
        let head = self
            .head
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let reading = move || excerpt::excerpt(&path, before, limit, Some(&head));
        let read = tokio::task::spawn_blocking(reading).await;
        read.unwrap_or_else(|error| Err(std::io::Error::other(error)))
    }

    /// Puts down what is about to be done. Once this is over it is on the disk; its number binds the outcome to it.
    pub(crate) async fn intend(&self, intent: Intent) -> Result<u64, Unwritable> {
        self.append(Event::Intent(Box::new(intent))).await
    }

    /// Puts down what came of it.
    pub(crate) async fn conclude(&self, intent: u64, outcome: Outcome) -> Result<(), Unwritable> {
        self.append(Event::Outcome(intent, outcome))
            .await
            .map(|_| ())
    }

    async fn append(&self, event: Event) -> Result<u64, Unwritable> {
        let (done, written) = oneshot::channel();
        let append = Append { event, done };
        self.queue.send(append).map_err(|_| Unwritable)?;
        written.await.map_err(|_| Unwritable)?
    }
}
