//! Plans and jobs: bulk work that is never half-known.
//!
//! A [`plan`] says beforehand, row by row, what a change would do to the accounts as they are. A [`Job`] is a plan that is
//! being applied, and [`Engine`] applies it: events go in, commands come out. What must survive is a [`Transition`] that
//! is recorded before the request that it announces leaves.
//!
//! This crate knows no network, no storage, no browser, no clock and no randomness: times are milliseconds since the Unix
//! epoch, and both they and ids are arguments. It makes no words for people.

mod answer;
mod call;
mod chance;
mod confirm;
mod engine;
mod evidence;
mod field;
mod job;
mod pace;
pub mod plan;
mod reason;
mod row;
mod tally;
mod transition;
mod undo;

pub use answer::Answer;
pub use call::{Write, WriteOutput};
pub use chance::Chance;
pub use confirm::{Confirmed, confirm};
pub use engine::{Command, Decision, Engine, Event, LookId, Looked};
pub use evidence::{Found, Shown};
pub use field::{Field, FieldChange, Values};
pub use job::{Attempt, AttemptId, Hold, Job, JobHead, Origin, Status};
pub use pace::Pace;
pub use reason::{Reason, ReasonKind};
pub use row::{Action, Doubt, Evidence, Outcome, Row, RowState, Skip};
pub use tally::Tally;
pub use transition::{Step, Transition};
pub use undo::{CannotUndo, Undo, undo};
