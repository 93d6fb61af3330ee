//! A write from the press of a button to its confirmation: sent once under one id, read back, and told as it is.

use super::action::{Found, Settled, Wish};
use super::desk::{Desk, ask};
use super::send::{ReadBack, read_back, send};
use crate::i18n::Language;
use crate::pages::problem_notice::{ProblemNotice, toast_problem};
use crate::ui::{Button, IconName, Notice, ProgressBar, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use vendors::problem::Cause;
use vendors::{Problem, RequestId};

/// Up to this many users are read back one by one; of more, those on the page that is shown.
const READ_ONE_BY_ONE: usize = 20;
/// How many names are told in a toast.
const NAMES_TOLD: usize = 5;

/// How it is told that something was done to so many users.
pub type DoneWords = fn(Language, usize) -> String;

/// The writes of one dialog. Can be copied.
#[derive(Clone, Copy)]
pub struct Writing {
    desk: Desk,
    done_words: DoneWords,
    on_done: Callback<Settled>,
    /// Whether a write, or the reading back after it, is under way.
    pub busy: RwSignal<bool>,
    /// Why the last write, or the reading back, failed.
    pub problem: RwSignal<Option<Problem>>,
    /// Read back and to be read back.
    progress: RwSignal<Option<(usize, usize)>>,
    /// Whether reading back after an unknown outcome found nothing of it.
    not_applied: RwSignal<bool>,
    /// The last write and its id: the same write sent again is the same to the vendor.
    attempt: StoredValue<Option<(Wish, RequestId)>>,
}

impl Writing {
    /// Nothing under way. `on_done` runs when a write is settled, for better or worse.
    pub fn new(desk: Desk, done_words: DoneWords, on_done: Callback<Settled>) -> Self {
        Writing {
            desk,
            done_words,
            on_done,
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            progress: RwSignal::new(None),
            not_applied: RwSignal::new(false),
            attempt: StoredValue::new(None),
        }
    }

    /// Forgets the last write, its password included.
    pub fn clear(self) {
        self.problem.set(None);
        self.not_applied.set(false);
        self.attempt.set_value(None);
    }

    /// Sends a write, unless one is under way.
    pub fn send(self, wish: Wish) {
        if self.busy.get_untracked() {
            return;
        }
        let session = self.desk.session;
        let id = self
            .attempt
            .get_value()
            .filter(|(last, _)| *last == wish)
            .map_or_else(|| session.request_id(), |(_, id)| id);
        self.attempt.set_value(Some((wish.clone(), id.clone())));
        self.busy.set(true);
        self.problem.set(None);
        self.not_applied.set(false);
        spawn_local(async move {
            match send(session, &wish, id).await {
                Ok(answered) => self.confirm(wish, answered).await,
                Err(problem) => self.fail(problem),
            }
        });
    }

    fn fail(self, problem: Problem) {
        if self.busy.is_disposed() {
            toast_problem(self.desk.toasts, self.desk.words.now(), &problem);
            return;
        }
        // A definite no is over: the vendor might answer the same id with the same no for the rest of the day.
        if problem.operation.writes() && !matches!(problem.cause, Cause::UnknownOutcome(_)) {
            self.attempt.set_value(None);
        }
        self.busy.set(false);
        self.problem.set(Some(problem));
    }

    async fn confirm(self, wish: Wish, answered: Vec<String>) {
        if self.busy.is_disposed() {
            self.tell(&wish, &wish.settle(Some(&answered), &BTreeMap::new()));
        } else if wish.names().len() <= READ_ONE_BY_ONE {
            let asked = wish.clone();
            read_back(self.desk.session, &asked, self.progress, move |result| {
                self.settle(&wish, Some(&answered), &result.found);
            });
        } else {
            let found = self.read_page().await;
            self.settle(&wish, Some(&answered), &found);
        }
    }

    /// Those of the shown page, as they are now. Who is not on it says nothing.
    async fn read_page(self) -> BTreeMap<String, Found> {
        if self.desk.shows_everyone.try_get_untracked() != Some(false) {
            return BTreeMap::new();
        }
        let Some(state) = self.desk.state.try_get_untracked() else {
            return BTreeMap::new();
        };
        let users = ask(self.desk.session, &state).await.unwrap_or_default();
        users
            .items
            .into_iter()
            .map(|user| (user.name.clone(), Found::User(user)))
            .collect()
    }

    /// Finds out what became of the write whose outcome is unknown.
    pub fn resolve(self) {
        let Some((wish, _)) = self.attempt.get_value() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let asked = wish.clone();
        read_back(self.desk.session, &asked, self.progress, move |result| {
            self.resolved(&wish, result);
        });
    }

    fn resolved(self, wish: &Wish, result: ReadBack) {
        let settled = wish.settle(None, &result.found);
        match result.problem {
            _ if !settled.done.is_empty() => self.settle(wish, None, &result.found),
            Some(problem) => self.fail(problem),
            None => {
                self.busy.set(false);
                self.problem.set(None);
                self.not_applied.set(true);
            }
        }
    }

    fn settle(self, wish: &Wish, answered: Option<&[String]>, found: &BTreeMap<String, Found>) {
        let settled = wish.settle(answered, found);
        self.tell(wish, &settled);
        // The page may have been left while it was read back.
        if self.busy.is_disposed() {
            return;
        }
        self.busy.set(false);
        self.clear();
        self.desk.settled(wish.names(), &settled.done);
        self.on_done.run(settled);
    }

    fn tell(self, wish: &Wish, settled: &Settled) {
        let language = self.desk.words.now();
        let done = (self.done_words)(language, settled.done.len());
        let toasts = self.desk.toasts;
        if settled.unconfirmed.is_empty() {
            let unseen = wish.can_be_seen() && settled.seen < settled.done.len();
            let detail = unseen.then(|| language.bitanswer_by_answer().to_owned());
            toasts.push(Tone::Good, done, detail, None);
        } else {
            let title = language.bitanswer_not_confirmed(&done, settled.unconfirmed.len());
            let names = names_told(language, &settled.unconfirmed);
            let detail = language.bitanswer_not_confirmed_names(&names);
            toasts.push(Tone::Warn, title, Some(detail), None);
        }
    }
}

/// The first few names, and how many more there are.
fn names_told(language: Language, names: &[String]) -> String {
    let told = names[..names.len().min(NAMES_TOLD)].join(language.bitanswer_name_separator());
    match names.len().saturating_sub(NAMES_TOLD) {
        0 => told,
        more => language.bitanswer_names_and_more(&told, more),
    }
}

/// How a write is doing, for the dialog that sent it.
pub fn writing_status(writing: Writing) -> AnyView {
    let words = writing.desk.words;
    let progress = writing.progress;
    let reading = move || {
        let reading = progress.with(Option::is_some);
        reading.then(|| {
            let label = words.with(move |language| {
                let (done, asked) = progress.get().unwrap_or_default();
                language.bitanswer_reading_back(done, asked)
            });
            let parts =
                Signal::derive(move || progress.get().map(|(done, all)| (done as f64, all as f64)));
            view! {
                <div class="stack">
                    <p class="muted">{label}</p>
                    <ProgressBar label=label progress=parts/>
                </div>
            }
        })
    };
    let problem = move || {
        let problem = writing.problem.get()?;
        let unknown = matches!(problem.cause, Cause::UnknownOutcome(_));
        // A failed reading back leaves the write as unknown as it was.
        let is_read = !problem.operation.writes();
        let still_unknown = is_read.then(|| {
            view! { <Notice tone=Tone::Warn title=words.of(Language::bitanswer_still_unknown)/> }
        });
        Some(view! {
            {still_unknown}
            <ProblemNotice problem=problem/>
            {(unknown || is_read).then(|| way_out(writing))}
        })
    };
    let not_applied = move || {
        writing.not_applied.get().then(|| {
            view! {
                <Notice tone=Tone::Warn title=words.of(Language::bitanswer_not_applied)>
                    <p>{words.of(Language::bitanswer_not_applied_body)}</p>
                </Notice>
            }
        })
    };
    view! {
        {reading}
        {problem}
        {not_applied}
    }
    .into_any()
}

/// What can be done about an unknown outcome: read back, or where that shows nothing, know that repeating does no harm.
fn way_out(writing: Writing) -> AnyView {
    let words = writing.desk.words;
    let readable = writing
        .attempt
        .with_value(|attempt| attempt.as_ref().is_some_and(|(wish, _)| wish.can_be_seen()));
    if !readable {
        let text = words.of(Language::bitanswer_cannot_be_seen);
        return view! { <p class="muted">{text}</p> }.into_any();
    }
    view! {
        <div class="cluster">
            <Button
                label=words.of(Language::bitanswer_read_back)
                icon=IconName::Refresh
                busy=writing.busy
                on_click=Callback::new(move |()| writing.resolve())
            />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_names_are_told() {
        let names: Vec<String> = (1..=7).map(|number| format!("n{number}")).collect();
        assert_eq!(names_told(Language::English, &names[..2]), "n1, n2");
        assert_eq!(
            names_told(Language::English, &names),
            "n1, n2, n3, n4, n5 and 2 more"
        );
        assert_eq!(names_told(Language::Chinese, &names[..2]), "n1、n2");
    }
}
