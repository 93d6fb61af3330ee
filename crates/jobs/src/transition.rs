//! What is kept of a job while it runs: every step, in order, so that the job can be made again from them.

use crate::{AttemptId, Hold, Outcome, Pace, RowState, Status};
use serde::{Deserialize, Serialize};

/// One step of a job and when it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// What happened.
    pub step: Step,
}

/// What can happen to a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// A request is about to leave: recorded before it does.
    Begun {
        /// Its number in this job.
        attempt: AttemptId,
        /// The id under which the vendor, or the gateway, knows the write.
        request: String,
        /// Its rows.
        rows: Vec<u32>,
    },
    /// A request is about to leave again, under the same id.
    Again {
        /// Its number in this job.
        attempt: AttemptId,
    },
    /// Rows came into another state, all of them the same.
    Rows {
        /// Which.
        rows: Vec<u32>,
        /// What they are now.
        state: RowState,
    },
    /// The job goes, stands or is over.
    Status(Status),
    /// The job goes at another speed.
    Pace(Pace),
}

impl Step {
    /// Rows that are over.
    pub(crate) fn done(rows: Vec<u32>, outcome: Outcome) -> Self {
        Step::Rows {
            rows,
            state: RowState::Done(outcome),
        }
    }

    /// The job stands until somebody does something.
    pub(crate) fn held(hold: Hold) -> Self {
        Step::Status(Status::Held(hold))
    }
}
