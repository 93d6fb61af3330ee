//! The connection doctor in the settings: what it is asked, what it does, and how it looks. All but this handle is
//! fetched when it is first asked.

mod driver;
mod report;
mod view;
mod words;

use super::form::Form;
use crate::doctor::{Findings, Stage};
use crate::pages::missing_piece::told_missing;
use crate::piece::when_wanted;
use leptos::prelude::*;

/// What a form knows of its examination.
#[derive(Clone, Copy)]
pub struct Doctor {
    /// What was found out so far; `None` before the first time, and when the form says something else by now.
    pub findings: RwSignal<Option<Findings>>,
    /// Whether an examination was asked for and has not begun.
    is_wanted: RwSignal<bool>,
    /// Counts examinations; what an older one finds is dropped.
    generation: RwSignal<u32>,
}

impl Doctor {
    /// Nothing asked for.
    pub fn new() -> Doctor {
        Doctor {
            findings: RwSignal::new(None),
            is_wanted: RwSignal::new(false),
            generation: RwSignal::new(0),
        }
    }

    /// Asks for an examination.
    pub fn ask(self) {
        self.is_wanted.set(true);
    }

    /// Whether one is under way; follows changes.
    pub fn is_running(self) -> bool {
        self.is_wanted.get()
            || self.findings.with(|findings| {
                findings
                    .as_ref()
                    .is_some_and(|findings| findings.stage == Stage::Running)
            })
    }

    /// Stops it; what is known stays.
    pub fn stop(self) {
        self.overtake();
        self.findings.update(|findings| {
            if let Some(findings) = findings
                && findings.stage == Stage::Running
            {
                findings.stage = Stage::Cancelled;
            }
        });
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.overtake();
        self.findings.set(None);
    }

    fn overtake(self) {
        self.is_wanted.set(false);
        self.generation.update(|generation| *generation += 1);
    }

    /// Takes the wish, and gives the number of the examination that is to fulfil it.
    fn begin(self) -> u32 {
        self.overtake();
        self.generation.get_untracked()
    }

    /// Tells what is known by now. `false` if nobody wants to know any more.
    fn tell(self, generation: u32, findings: &Findings) -> bool {
        // The page may be gone.
        let is_current = self.generation.try_get_untracked() == Some(generation);
        if is_current {
            self.findings.set(Some(findings.clone()));
        }
        is_current
    }
}

piece!(fetch = settings_doctor, |form: Form| view::doctor_view(
    form
));

/// The place where the checks appear.
pub fn doctor_place(form: Form) -> AnyView {
    let doctor = form.doctor;
    let tell_missing = told_missing();
    let on_missing = Callback::new(move |()| {
        // Nobody who asked for nothing has to know.
        if doctor.is_wanted.get_untracked() {
            doctor.clear();
            tell_missing.run(());
        }
    });
    // Fetched as soon as the page stands, not with the first press: by then the gateway may be what does not answer. And
    // again with a press, if it did not arrive.
    let wanted = Signal::derive(move || {
        doctor.is_wanted.track();
        true
    });
    when_wanted(wanted, fetch, form, on_missing)
}
