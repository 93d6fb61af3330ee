//! How jobs are doing, in counts. Nothing is fetched for it before there is a job.

use super::link::Link;
use crate::jobs::driver::{self, Driver};
use crate::jobs::{rest, use_jobs};
use crate::session::now_milliseconds;
use crate::store::jobs::{Listed, Summary};
use embed::{News, Rows};
use jobs::{Status, Tally};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Milliseconds between two looks, so that a quick job does not flood the portal.
const PAUSE: i32 = 400;

/// How often it is looked again where the storage is behind what this page knows.
const PATIENCE: u32 = 20;

/// Reports jobs from now on.
pub fn report(link: Link) {
    let jobs = use_jobs();
    let told: Rc<Told> = Rc::new(Told {
        link,
        since: now_milliseconds() as u64,
        over: RefCell::default(),
        is_looking: Cell::new(false),
        is_stale: Cell::new(false),
    });
    let wanted = jobs.wanted();
    Effect::new(move |_| {
        if !wanted.get() {
            return;
        }
        let driver = driver::of(jobs);
        driver.news();
        told.is_stale.set(true);
        if !told.is_looking.replace(true) {
            let told = Rc::clone(&told);
            spawn_local(async move { told.look(&driver).await });
        }
    });
}

/// What the portal was told.
struct Told {
    link: Link,
    /// Milliseconds since the Unix epoch: what was over before is no news.
    since: u64,
    /// The jobs that it was told are over.
    over: RefCell<BTreeSet<String>>,
    is_looking: Cell<bool>,
    is_stale: Cell<bool>,
}

impl Told {
    /// Looks until nothing is new.
    async fn look(&self, driver: &Driver) {
        let mut patience = PATIENCE;
        while self.is_stale.replace(false) {
            let open = driver.open_jobs().await;
            self.link.tell(sum(&open));
            let is_behind = self.tell_finished(driver, &open).await;
            if is_behind && patience > 0 {
                patience -= 1;
                self.is_stale.set(true);
            }
            rest(PAUSE).await;
        }
        self.is_looking.set(false);
    }

    /// Tells which jobs are over that were not; gives whether the storage is behind. A job may begin and end between two
    /// looks, so it does not matter whether it was seen going.
    async fn tell_finished(&self, driver: &Driver, open: &[Summary]) -> bool {
        let is_open = |id: &str| open.iter().any(|job| job.head.id == id);
        let mut is_behind = false;
        for listed in driver.place().list().await.unwrap_or_default() {
            let Listed::Job(job) = listed else { continue };
            let id = &job.head.id;
            if is_open(id) {
                // Failed rows may be tried again, and then it ends again.
                self.over.borrow_mut().remove(id);
            } else if !job.is_over() {
                is_behind = true;
            } else if job.changed_at >= self.since && self.over.borrow_mut().insert(id.clone()) {
                self.link.tell(News::JobFinished(rows(job.tally)));
            }
        }
        is_behind
    }
}

fn sum(open: &[Summary]) -> News {
    let count = |is: fn(Status) -> bool| open.iter().filter(|job| is(job.status)).count() as u32;
    News::Jobs {
        running: count(|status| matches!(status, Status::Running | Status::Cancelled)),
        waiting: count(|status| matches!(status, Status::Held(_))),
        paused: count(|status| matches!(status, Status::Paused | Status::Finished)),
        rows: open
            .iter()
            .fold(Rows::default(), |all, job| all.and(rows(job.tally))),
    }
}

fn rows(tally: Tally) -> Rows {
    Rows {
        all: tally.all(),
        succeeded: tally.succeeded,
        failed: tally.failed,
        skipped: tally.skipped,
        unknown: tally.unknown,
    }
}
