//! Plans: what a change would do to the accounts as they are, row by row, before anything is done.
//!
//! A [`Wish`] is what the admin wants of one account, from a selection, a file or a job to be taken back. Compared with
//! the account as it is it becomes a [`Planned`] row with a [`Verdict`]; a [`Plan`] is all of them.

mod cells;
mod columns;
mod compare;
mod known;
mod plan_of;
mod wish;

pub use columns::{Column, FileKind};
pub use compare::{Conflict, Verdict, compare};
pub use known::{Accounts, Live};
pub use plan_of::{Counts, Plan, Planned, QuotaSum};
pub use wish::{Flaw, FlawKind, Intent, Wish};
