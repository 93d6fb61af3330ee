//! What the console tells the portal. Counts, an address, a height: no account, no key, no answer of a vendor's.

use crate::{Refusal, VERSION};
use serde_json::{Value, json};

/// A piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The handshake is done.
    Connected,
    /// Where the admin is.
    Navigated {
        /// Path and query below the place where the console is served; a query may name the account that is looked at.
        address: String,
        /// What the page is called, in the language that is shown.
        title: String,
    },
    /// How high what is shown is, in CSS pixels.
    Height(u32),
    /// Whether something would be lost if the frame were closed now.
    Unsaved(bool),
    /// How the jobs that are not over are doing, all together.
    Jobs {
        /// How many go.
        running: u32,
        /// How many stand until somebody does something.
        waiting: u32,
        /// How many somebody made stand.
        paused: u32,
        /// Their rows.
        rows: Rows,
    },
    /// A job is over.
    JobFinished(Rows),
    /// Whether the gateway knows who asks.
    Session(SessionState),
    /// Whether the browser lets the console keep anything here.
    Storage(bool),
    /// A message was not taken.
    Refused(Refusal),
}

/// How many rows are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// All of them.
    pub all: u32,
    /// As wanted.
    pub succeeded: u32,
    /// Not as wanted.
    pub failed: u32,
    /// Not touched.
    pub skipped: u32,
    /// Nobody knows.
    pub unknown: u32,
}

/// Whether the gateway knows who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// It does, or need not.
    Good,
    /// Nobody is signed in.
    SignInNeeded,
    /// Somebody was, and is not any more.
    Expired,
}

impl News {
    /// The message.
    pub fn message(&self) -> String {
        let value = match self {
            News::Connected => json!({ "type": "connected", "version": VERSION }),
            News::Navigated { address, title } => {
                json!({ "type": "navigated", "address": address, "title": title })
            }
            News::Height(pixels) => json!({ "type": "height", "height": pixels }),
            News::Unsaved(unsaved) => json!({ "type": "unsaved", "unsaved": unsaved }),
            News::Jobs {
                running,
                waiting,
                paused,
                rows,
            } => json!({
                "type": "jobs", "running": running, "waiting": waiting, "paused": paused, "rows": rows.value(),
            }),
            News::JobFinished(rows) => json!({ "type": "job-finished", "rows": rows.value() }),
            News::Session(state) => json!({ "type": "session", "state": state.word() }),
            News::Storage(available) => json!({ "type": "storage", "available": available }),
            News::Refused(refusal) => json!({ "type": "refused", "reason": refusal.word() }),
        };
        value.to_string()
    }
}

impl Rows {
    fn value(self) -> Value {
        let Rows {
            all,
            succeeded,
            failed,
            skipped,
            unknown,
        } = self;
        json!({
            "all": all, "succeeded": succeeded, "failed": failed, "skipped": skipped, "unknown": unknown,
        })
    }

    /// These and others together.
    pub fn and(self, other: Rows) -> Rows {
        Rows {
            all: self.all.saturating_add(other.all),
            succeeded: self.succeeded.saturating_add(other.succeeded),
            failed: self.failed.saturating_add(other.failed),
            skipped: self.skipped.saturating_add(other.skipped),
            unknown: self.unknown.saturating_add(other.unknown),
        }
    }
}

impl SessionState {
    const fn word(self) -> &'static str {
        match self {
            SessionState::Good => "good",
            SessionState::SignInNeeded => "sign-in-needed",
            SessionState::Expired => "expired",
        }
    }
}
