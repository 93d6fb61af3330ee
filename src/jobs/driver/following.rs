//! What is kept of jobs that other tabs drive is followed, and what nobody drives any more is taken over.

use super::lock::{has_locks, lock_when_free};
use super::{ABANDONED, Driver, Refusal, lock_name, now};
use crate::jobs::{Message, breathe, rest};
use crate::store::jobs::{KeptJob, Summary, Unreadable, lost_jobs, open_jobs};
use jobs::{Event, Status};
use leptos::task::spawn_local;
use std::collections::BTreeMap;

impl Driver {
    pub(super) async fn load(&self, id: &str) -> Result<KeptJob, Refusal> {
        let mut reading = match self.place.read(id).await.map_err(Refusal::Storage)? {
            Some(Ok(reading)) => reading,
            Some(Err(Unreadable::Newer | Unreadable::Damaged)) => {
                return Err(Refusal::Unreadable);
            }
            None if open_jobs().iter().chain(&lost_jobs()).any(|own| own == id) => {
                return Err(Refusal::Lost);
            }
            None => return Err(Refusal::Missing),
        };
        loop {
            if let Some(kept) = reading.read_on() {
                return Ok(kept);
            }
            breathe().await;
        }
    }

    /// Brings what is known of a job that is not driven here up to what is kept of it.
    pub(super) async fn follow(&self, id: &str) {
        let known = self.known(id);
        if known.run().is_some() {
            return;
        }
        if let Some(last) = known.last_step() {
            match self.place.steps_after(id, last).await {
                Ok(steps) => known.take(steps),
                Err(fault) => known.fail(Refusal::Storage(fault)),
            }
        } else {
            match self.load(id).await {
                Ok(kept) => known.keep(kept),
                Err(refusal) => known.fail(refusal),
            }
        }
        self.tell_soon(id);
        if let Ok(Some(summary)) = self.place.summary(id).await {
            self.take_over_if_it_goes(&summary);
        }
    }

    /// Waits until no other tab drives a job that goes, and then does.
    pub(super) fn take_over_if_it_goes(&self, summary: &Summary) {
        let goes = match summary.status {
            Status::Running => true,
            Status::Cancelled => !summary.is_over(),
            Status::Paused | Status::Held(_) | Status::Finished => false,
        };
        let id = summary.head.id.clone();
        let is_lost = self.known(&id).is_lost();
        if !goes || is_lost || self.session.is_read_only() || self.run(&id).is_some() {
            return;
        }
        if !self.queued.borrow_mut().insert(id.clone()) {
            return;
        }
        let Some(driver) = self.own.upgrade() else {
            return;
        };
        spawn_local(async move {
            if !has_locks() {
                driver.until_abandoned(&id).await;
            }
            let lock = lock_when_free(&lock_name(&id)).await;
            driver.queued.borrow_mut().remove(&id);
            let (Some(lock), None) = (lock, driver.run(&id)) else {
                return;
            };
            driver.safeguards.prepare().await;
            let Ok(kept) = driver.load(&id).await else {
                return;
            };
            let goes = match kept.job.status() {
                Status::Running => true,
                Status::Cancelled => kept.job.tally().left() > 0,
                Status::Paused | Status::Held(_) | Status::Finished => false,
            };
            if goes
                && !kept.is_damaged
                && driver.run(&id).is_none()
                && let Some(run) = driver.drive(kept, BTreeMap::new(), lock)
            {
                run.hear(Event::Resume);
            }
        });
    }

    async fn until_abandoned(&self, id: &str) {
        while let Ok(Some(summary)) = self.place.summary(id).await {
            let until = summary.changed_at + ABANDONED;
            if until <= now() {
                break;
            }
            rest((until - now()) as i32).await;
        }
    }

    pub(super) fn heard(&self, message: Message) {
        let Message { job, ask, .. } = message;
        match (ask, self.run(&job)) {
            (Some(ask), Some(run)) => run.hear(ask.into()),
            (Some(_), None) | (None, Some(_)) => {}
            (None, None) => {
                let Some(driver) = self.own.upgrade() else {
                    return;
                };
                spawn_local(async move {
                    if driver.known(&job).last_step().is_some() {
                        driver.follow(&job).await;
                    } else if let Ok(Some(summary)) = driver.place.summary(&job).await {
                        driver.take_over_if_it_goes(&summary);
                    }
                    driver.tell_soon(&job);
                });
            }
        }
    }
}
