//! One job as this tab knows it: driven here, or as it is kept.

use super::Refusal;
use super::run::Run;
use crate::store::jobs::{KeptJob, read_step};
use jobs::{Job, Status};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Where a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Not known yet.
    Loading,
    /// Driven by this tab.
    Here,
    /// It goes, and another tab drives it.
    Elsewhere,
    /// Nobody drives it, and nobody need.
    AtRest,
    /// Something of it is missing: it can be looked at only.
    Damaged,
    /// It cannot be shown.
    Failed(Refusal),
}

/// One job.
#[derive(Default)]
pub struct Known {
    version: ArcRwSignal<u32>,
    run: RefCell<Option<Rc<Run>>>,
    kept: RefCell<Option<KeptJob>>,
    failure: RefCell<Option<Refusal>>,
    is_loading: Cell<bool>,
    is_over: Cell<Option<bool>>,
    is_lost: Cell<bool>,
}

impl Known {
    /// Looks at the job, if it is there; follows its changes.
    pub fn with<T>(&self, look: impl FnOnce(&Job) -> T) -> Option<T> {
        self.version.track();
        self.with_now(look)
    }

    /// The same, without following.
    pub fn with_now<T>(&self, look: impl FnOnce(&Job) -> T) -> Option<T> {
        if let Some(run) = self.run.borrow().as_ref() {
            return Some(run.with(|engine| look(engine.job())));
        }
        self.kept.borrow().as_ref().map(|kept| look(&kept.job))
    }

    /// Where it is; follows its changes.
    pub fn place(&self) -> Place {
        self.version.track();
        if self.run.borrow().is_some() {
            return Place::Here;
        }
        if let Some(failure) = self.failure.borrow().as_ref() {
            return Place::Failed(failure.clone());
        }
        match self.kept.borrow().as_ref() {
            None => Place::Loading,
            Some(kept) if kept.is_damaged => Place::Damaged,
            Some(kept) => match kept.job.status() {
                Status::Running => Place::Elsewhere,
                _ => Place::AtRest,
            },
        }
    }

    /// When the next try is, in milliseconds since the Unix epoch, if the job waits for the vendor; follows its changes.
    pub fn waits(&self) -> Option<u64> {
        self.version.track();
        let run = self.run.borrow();
        run.as_ref()?.with(|engine| engine.waits_until())
    }

    /// Rows a minute and seconds left, as far as they are known; follows its changes.
    pub fn speed(&self) -> (Option<u64>, Option<u64>) {
        self.version.track();
        let run = self.run.borrow();
        run.as_ref().map_or((None, None), |run| run.speed())
    }

    pub(super) fn run(&self) -> Option<Rc<Run>> {
        self.run.borrow().clone()
    }

    /// Whether it has to be loaded; says so once.
    pub(super) fn begin_loading(&self) -> bool {
        self.run.borrow().is_none() && !self.is_loading.replace(true)
    }

    /// The number of the last step that is known, if the job is.
    pub(super) fn last_step(&self) -> Option<u64> {
        self.kept.borrow().as_ref().map(|kept| kept.last_step)
    }

    pub(super) fn drive(&self, run: Rc<Run>) {
        self.kept.replace(None);
        self.failure.replace(None);
        self.is_loading.set(true);
        self.run.replace(Some(run));
    }

    /// Nobody drives it here any more; `is_lost`: another tab took it, and what is known of it here is no longer so.
    pub(super) fn leave(&self, is_lost: bool) {
        let Some(run) = self.run.take() else {
            return;
        };
        self.is_lost.set(is_lost);
        if !is_lost {
            self.kept.replace(Some(KeptJob {
                job: run.with(|engine| engine.job().clone()),
                last_step: run.last_step(),
                is_damaged: false,
            }));
        }
    }

    /// Whether another tab took the job from this one without a lock.
    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.get()
    }

    pub(super) fn keep(&self, kept: KeptJob) {
        self.failure.replace(None);
        self.kept.replace(Some(kept));
    }

    pub(super) fn fail(&self, refusal: Refusal) {
        self.failure.replace(Some(refusal));
        self.is_loading.set(false);
    }

    /// Takes steps that another tab kept.
    pub(super) fn take(&self, steps: Vec<(u64, String)>) {
        let mut kept = self.kept.borrow_mut();
        let Some(kept) = kept.as_mut() else { return };
        for (number, text) in steps {
            if number <= kept.last_step {
                continue;
            }
            kept.is_damaged |= number != kept.last_step + 1;
            kept.last_step = number;
            match read_step(&text) {
                Some(step) => kept.job.take(&step),
                None => kept.is_damaged = true,
            }
        }
    }

    /// Whether it is over now and was not, or the other way round.
    pub(super) fn turns_over(&self, is_over: bool) -> bool {
        self.is_over.replace(Some(is_over)) != Some(is_over)
    }

    pub(super) fn tell(&self) {
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }
}
