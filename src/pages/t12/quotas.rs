//! The quotas of the listed apps: what was read, what is being read and what could not be.

use super::read_queue::ReadQueue;
use crate::session::{Session, now_milliseconds};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use vendors::Problem;
use vendors::t12::{GetQuota, Quota};

/// What is known of one app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppQuota {
    /// The last quota that was read; stays while a newer one is read or cannot be.
    pub quota: Option<Quota>,
    /// Why the last reading failed.
    pub problem: Option<Problem>,
    /// Whether it waits to be read or is being read.
    pub reading: bool,
    /// When the quota was read, in milliseconds since the Unix epoch.
    pub read_at: Option<f64>,
    /// Counts what was learned, so that an answer overtaken by a newer one is dropped.
    pub(super) revision: u32,
}

/// The quotas, given to the parts of the page.
#[derive(Clone, Copy)]
pub struct Quotas {
    session: Session,
    apps: RwSignal<BTreeMap<String, AppQuota>>,
    queue: StoredValue<ReadQueue>,
}

impl Quotas {
    /// Nothing read yet.
    pub fn new(session: Session) -> Self {
        Quotas {
            session,
            apps: RwSignal::new(BTreeMap::new()),
            queue: StoredValue::new(ReadQueue::default()),
        }
    }

    /// What is known of an app; follows it.
    pub fn of(self, app: &str) -> AppQuota {
        self.apps
            .with(|apps| apps.get(app).cloned())
            .unwrap_or_default()
    }

    /// Whether an app was ever asked about; does not follow it.
    pub fn has_asked(self, app: &str) -> bool {
        self.apps.with_untracked(|apps| apps.contains_key(app))
    }

    /// Looks at everything that is known; follows it.
    pub fn with<T>(self, look: impl FnOnce(&BTreeMap<String, AppQuota>) -> T) -> T {
        self.apps.with(look)
    }

    /// Reads apps, as soon as their turn comes.
    pub fn read(self, names: &[String]) {
        // An undo may come from a toast that outlived the page, and then there is nothing to read for.
        self.apps.try_update(|apps| {
            for name in names {
                apps.entry(name.clone()).or_default().reading = true;
            }
        });
        self.queue.try_update_value(|queue| {
            for name in names {
                queue.push(name.clone());
            }
        });
        self.start();
    }

    /// Takes a quota that was read elsewhere on the page.
    pub fn learned(self, app: &str, quota: Quota) {
        // The page may be gone by the time that an edit ends.
        self.apps.try_update(|apps| {
            let known = apps.entry(app.to_owned()).or_default();
            known.quota = Some(quota);
            known.problem = None;
            known.read_at = Some(now_milliseconds());
            known.revision += 1;
        });
    }

    /// Forgets an app that left the list.
    pub fn forget(self, app: &str) {
        self.queue.update_value(|queue| queue.withdraw(app));
        self.apps.update(|apps| {
            apps.remove(app);
        });
    }

    fn start(self) {
        let started = self.queue.try_update_value(ReadQueue::start);
        for app in started.unwrap_or_default() {
            let asked_at = self.apps.try_update(|apps| {
                let known = apps.entry(app.clone()).or_default();
                known.reading = true;
                known.revision
            });
            spawn_local(async move {
                let call = GetQuota { app_name: app };
                let answer = self.session.call(&call).await;
                self.take(&call.app_name, asked_at, answer);
            });
        }
    }

    fn take(self, app: &str, asked_at: Option<u32>, answer: Result<Quota, Problem>) {
        let taken = self.apps.try_update(|apps| {
            let Some(known) = apps.get_mut(app) else {
                return;
            };
            known.reading = false;
            if Some(known.revision) != asked_at {
                return;
            }
            known.revision += 1;
            match answer {
                Ok(quota) => {
                    known.quota = Some(quota);
                    known.problem = None;
                    known.read_at = Some(now_milliseconds());
                }
                Err(problem) => known.problem = Some(problem),
            }
        });
        if taken.is_some() {
            self.queue.try_update_value(|queue| queue.finish(app));
            self.start();
        }
    }
}
