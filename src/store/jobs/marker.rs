//! Which jobs are not over, in `localStorage`: so that a console without any need not open the database, and other tabs
//! are told when there is a new one.

use crate::store::local;

const NAME: &str = "jobs.open";

/// The ids of the jobs that are not over.
pub fn open_jobs() -> Vec<String> {
    let text = local::read_text(NAME).unwrap_or_default();
    text.split_whitespace().map(str::to_owned).collect()
}

/// Notes whether a job is over. It fails where nothing can be kept, and then no job is.
pub fn mark_open_jobs(change: impl FnOnce(&mut Vec<String>)) {
    let before = open_jobs();
    let mut ids = before.clone();
    change(&mut ids);
    if ids == before {
        return;
    }
    if ids.is_empty() {
        local::remove(NAME);
    } else {
        _ = local::write_text(NAME, &ids.join(" "));
    }
}

/// The end of the activity's chain, kept apart from the chain.
const ACTIVITY_END: &str = "activity.end";

/// The text that was kept of the end of the activity's chain.
pub fn activity_end() -> Option<String> {
    local::read_text(ACTIVITY_END)
}

/// Keeps it. Where that is not possible, entries that are missing at the end are not missed.
pub fn keep_activity_end(text: &str) {
    _ = local::write_text(ACTIVITY_END, text);
}
