//! Which jobs are not over, in `localStorage`: so that a console without any need not open the database, and other tabs
//! are told when there is a new one.

use crate::store::local;

const NAME: &str = "jobs.open";
const LOST: &str = "jobs.lost";

/// The ids of the jobs that are not over.
pub fn open_jobs() -> Vec<String> {
    ids(NAME)
}

/// The ids of jobs that were not over when the browser lost them.
pub fn lost_jobs() -> Vec<String> {
    ids(LOST)
}

/// Notes those of the jobs that are not over that are not kept any more.
pub fn mark_lost_jobs(is_kept: impl Fn(&str) -> bool) {
    let mut lost = lost_jobs();
    for id in open_jobs() {
        if !is_kept(&id) && !lost.contains(&id) {
            lost.push(id);
        }
    }
    keep(LOST, &lost);
}

/// The admin knows of a lost job.
pub fn forget_lost_job(id: &str) {
    let mut lost = lost_jobs();
    lost.retain(|own| own != id);
    keep(LOST, &lost);
}

fn ids(name: &str) -> Vec<String> {
    let text = local::read_text(name).unwrap_or_default();
    text.split_whitespace().map(str::to_owned).collect()
}

fn keep(name: &str, ids: &[String]) {
    if ids.is_empty() {
        local::remove(name);
    } else {
        _ = local::write_text(name, &ids.join(" "));
    }
}

/// Notes whether a job is over. It fails where nothing can be kept, and then no job is.
pub fn mark_open_jobs(change: impl FnOnce(&mut Vec<String>)) {
    let before = open_jobs();
    let mut ids = before.clone();
    change(&mut ids);
    if ids != before {
        keep(NAME, &ids);
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
