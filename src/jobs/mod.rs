//! Plans and jobs in the browser: what is handed from page to page, and the driver that applies jobs.
//!
//! The context that every page has is a few cells. All that needs the engine or the storage is in a piece that is fetched
//! when there is a job. Knows no page and makes no words.

mod draft;
pub mod driver;
mod message;
mod over;
mod reading;
mod slices;
mod speed;

pub use draft::Draft;
pub use message::{Ask, Message};
pub use over::on_job_over;
pub use reading::{quota_values, user_values};
pub use slices::{breathe, rest};
pub use speed::Speed;

use crate::session::Session;
use crate::store::DatabaseFault;
use crate::store::jobs::{are_jobs_kept, open_jobs};
use jobs::Job;
use leptos::prelude::*;
use std::any::Any;
use std::collections::BTreeMap;
use std::rc::Rc;
use vendors::Secret;

/// Why a new job did not begin: nothing of it is kept, and nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The browser's storage is full.
    Full,
    /// The browser's storage is switched off or failed.
    Unavailable,
}

impl From<DatabaseFault> for NotKept {
    fn from(fault: DatabaseFault) -> NotKept {
        match fault {
            DatabaseFault::Full => NotKept::Full,
            DatabaseFault::Taken | DatabaseFault::Newer | DatabaseFault::Unavailable => {
                NotKept::Unavailable
            }
        }
    }
}

/// Plans and jobs, given to pages by context.
#[derive(Clone, Copy)]
pub struct Jobs {
    session: Session,
    /// A [`Draft`]. Without its type here, the first page needs nothing of what is in it; the same goes for the driver.
    draft: StoredValue<Option<Box<dyn Any>>, LocalStorage>,
    driver: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
    wanted: RwSignal<bool>,
}

impl Jobs {
    /// No draft, and no job known yet but whether there is one that is not over.
    pub fn new(session: Session) -> Self {
        Jobs {
            session,
            draft: StoredValue::new_local(None),
            driver: StoredValue::new_local(None),
            wanted: RwSignal::new(!open_jobs().is_empty()),
        }
    }

    /// Hands a draft over to the plan page, in place of the one before. Then go to the plan page.
    pub fn hand_over(self, draft: Draft) {
        self.draft.set_value(Some(Box::new(draft)));
    }

    /// The draft that was handed over, once.
    pub fn take_draft(self) -> Option<Draft> {
        let draft = self.draft.try_update_value(Option::take).flatten()?;
        draft.downcast::<Draft>().ok().map(|draft| *draft)
    }

    /// Keeps a new job durably and starts it. Then go to the job's page.
    ///
    /// # Errors
    /// [`NotKept`] if the job does not begin: nothing of it is kept, and nothing was sent.
    pub async fn begin(self, job: Job, passwords: BTreeMap<u32, Secret>) -> Result<(), NotKept> {
        let driver = driver::of(self);
        driver.begin(job, passwords).await?;
        self.wanted.set(true);
        Ok(())
    }

    /// Whether there are jobs that are not over, or were when it was last looked: then what drives and shows them is to
    /// be fetched. Follows changes.
    pub fn wanted(self) -> Signal<bool> {
        self.wanted.into()
    }

    /// Looks into the storage itself. What is not over is noted elsewhere, and the browser takes seconds to put that note
    /// on the disk: after a crash it may be missing.
    pub async fn look_closely(self) {
        if are_jobs_kept().await {
            self.wanted.set(true);
        }
    }

    /// Looks again: another tab may have begun a job.
    pub fn look_again(self) {
        if !open_jobs().is_empty() {
            self.wanted.set(true);
        }
    }
}

/// Plans and jobs from context.
///
/// # Panics
/// Never in the console: the application's root provides it. A component mounted alone has to do the same.
#[allow(
    clippy::expect_used,
    reason = "a missing context is a mistake of the programmer, not of the world"
)]
pub fn use_jobs() -> Jobs {
    use_context().expect("the application's root provides the jobs")
}
