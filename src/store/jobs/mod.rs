//! Jobs and the activity in IndexedDB. Every step of a job is there before the request leaves that it announces.
//!
//! Steps have numbers, and a number is given once: of two who drive the same job, the second finds its number taken and
//! nothing of it is kept.

mod activity;
mod log;
mod marker;
mod place;
mod record;

pub use activity::{KeptEntry, activity_after, add_activity, last_activity};
pub use log::renew_log;
pub use marker::{
    activity_end, forget_lost_job, keep_activity_end, lost_jobs, mark_lost_jobs, mark_open_jobs,
    open_jobs,
};
pub use place::{JobPlace, Listed, are_jobs_kept};
pub use record::{
    Actions, KeptJob, ReadingJob, Summary, Unreadable, chunks, outlived, read_step, written_rows,
    written_step,
};
