//! What the parts of one job's page share.

use crate::i18n::{Language, Words, use_words};
use crate::jobs::driver::{self, Known, Refusal};
use crate::jobs::{Ask, Jobs, use_jobs};
use crate::session::{Session, use_session};
use crate::ui::{ToastHub, Tone, use_toasts};
use jobs::Job;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// One job's page.
#[derive(Clone, Copy)]
pub struct Desk {
    pub words: Words,
    pub session: Session,
    pub jobs: Jobs,
    pub toasts: ToastHub,
    id: StoredValue<String>,
    known: StoredValue<Rc<Known>, LocalStorage>,
}

impl Desk {
    /// For the job with this id.
    pub fn new(id: &str) -> Desk {
        let jobs = use_jobs();
        Desk {
            words: use_words(),
            session: use_session(),
            jobs,
            toasts: use_toasts(),
            id: StoredValue::new(id.to_owned()),
            known: StoredValue::new_local(driver::of(jobs).open(id)),
        }
    }

    /// The job's id.
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Asks the storage for it again.
    pub fn open_again(self) {
        driver::of(self.jobs).open(&self.id());
    }

    /// Looks at the job, if it is there; follows it.
    pub fn job<T>(self, look: impl FnOnce(&Job) -> T) -> Option<T> {
        self.known.with_value(|known| known.with(look))
    }

    /// The same, without following.
    pub fn job_now<T>(self, look: impl FnOnce(&Job) -> T) -> Option<T> {
        self.known.with_value(|known| known.with_now(look))
    }

    /// Looks at what else is known of it; follows it.
    pub fn known<T>(self, look: impl FnOnce(&Known) -> T) -> T {
        self.known.with_value(|known| look(known))
    }

    /// Wants something of the job.
    pub fn ask(self, ask: Ask) {
        let driver = driver::of(self.jobs);
        let id = self.id();
        spawn_local(async move {
            if let Err(refusal) = driver.ask(&id, ask).await {
                self.tell(&refusal);
            }
        });
    }

    /// Tells why something was not done.
    pub fn tell(self, refusal: &Refusal) {
        let language = self.words.now();
        let (title, detail) = match refusal {
            Refusal::Elsewhere => (language.job_asked_elsewhere().to_owned(), None),
            Refusal::Lost => (
                language.job_lost().to_owned(),
                Some(language.job_lost_body().to_owned()),
            ),
            Refusal::Missing => (
                language.job_not_found().to_owned(),
                Some(language.job_not_found_body().to_owned()),
            ),
            Refusal::Unreadable => (
                language.job_damaged().to_owned(),
                Some(language.job_damaged_body().to_owned()),
            ),
            Refusal::ReadOnly => (
                language.read_only_forbids().to_owned(),
                Some(language.read_only_note().to_owned()),
            ),
            Refusal::Storage(_) => (
                language.job_storage_failed().to_owned(),
                Some(language.job_storage_failed_body().to_owned()),
            ),
            Refusal::Vendor(problem) => {
                let explained = crate::i18n::problem::explain(language, problem);
                let detail = [explained.reason.as_str(), explained.remedy].join(" ");
                (explained.title, Some(detail))
            }
        };
        self.toasts.push(Tone::Bad, title, detail, None);
    }

    /// A text that follows the job; empty while there is none.
    pub fn text(
        self,
        say: impl Fn(Language, &Job) -> String + Copy + Send + Sync + 'static,
    ) -> Signal<String> {
        self.words
            .with(move |language| self.job(|job| say(language, job)).unwrap_or_default())
    }
}
