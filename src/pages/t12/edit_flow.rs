//! Carries out quota edits: does what the state machine says, and tells it what happened.
//!
//! An edit goes on to its end when its panel is closed or the page is left: a write that was begun is always read back.

use super::quota_edit::{Change, Event, Outcome, QuotaEdit, Stage, Step};
use super::quota_rows::amount;
use super::quotas::Quotas;
use crate::i18n::{Language, Words};
use crate::pages::problem_notice::toast_problem;
use crate::session::Session;
use crate::ui::{ToastHub, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use vendors::t12::{GetQuota, Quota, SetQuota};

/// The edits of the page, at most one an app.
#[derive(Clone, Copy)]
pub struct EditFlow {
    session: Session,
    quotas: Quotas,
    words: Words,
    toasts: ToastHub,
    edits: RwSignal<BTreeMap<String, QuotaEdit>>,
    opened: Memo<String>,
}

impl EditFlow {
    /// No edits yet. `opened` is the app whose panel is open.
    pub fn new(
        session: Session,
        quotas: Quotas,
        words: Words,
        toasts: ToastHub,
        opened: Memo<String>,
    ) -> Self {
        EditFlow {
            session,
            quotas,
            words,
            toasts,
            edits: RwSignal::new(BTreeMap::new()),
            opened,
        }
    }

    /// The edit of an app; follows it.
    pub fn of(self, app: &str) -> Option<QuotaEdit> {
        self.edits.with(|edits| edits.get(app).cloned())
    }

    /// Begins an edit, in place of one that ended.
    pub fn begin(self, app: String, base: Quota, change: Change) {
        let busy = self
            .edits
            .with_untracked(|edits| edits.get(&app).is_some_and(QuotaEdit::is_busy));
        if !busy {
            let (edit, step) = QuotaEdit::begin(base, change);
            self.carry_out(app, edit, step);
        }
    }

    /// Tells an edit what the admin wants.
    pub fn tell(self, app: &str, event: Event) {
        let edit = self.edits.with_untracked(|edits| edits.get(app).cloned());
        let Some(mut edit) = edit else { return };
        match edit.next(event) {
            Step::Drop => self.edits.update(|edits| {
                edits.remove(app);
            }),
            step => self.carry_out(app.to_owned(), edit, step),
        }
    }

    fn carry_out(self, app: String, mut edit: QuotaEdit, mut step: Step) {
        self.show(&app, &edit);
        spawn_local(async move {
            loop {
                let event = match step {
                    Step::Read => Event::Read(self.read(&app).await),
                    Step::Write(change) => {
                        let call = SetQuota {
                            app_name: app.clone(),
                            user_num: change.users,
                            tester_num: change.test_users,
                            id: self.session.request_id(),
                        };
                        Event::Written(self.session.call(&call).await)
                    }
                    Step::Wait | Step::Drop => return,
                };
                step = edit.next(event);
                self.show(&app, &edit);
                if let Stage::Finished(outcome) = &edit.stage
                    && self.opened.try_get_untracked().as_ref() != Some(&app)
                {
                    self.announce(&app, outcome);
                }
            }
        });
    }

    async fn read(self, app: &str) -> Result<Quota, vendors::Problem> {
        let call = GetQuota {
            app_name: app.to_owned(),
        };
        let answer = self.session.call(&call).await;
        if let Ok(quota) = answer {
            self.quotas.learned(app, quota);
        }
        answer
    }

    fn show(self, app: &str, edit: &QuotaEdit) {
        // The page may be gone, and then nobody looks.
        self.edits
            .try_update(|edits| edits.insert(app.to_owned(), edit.clone()));
    }

    /// Says how an edit ended whose panel is not open: the panel would say it in its place.
    fn announce(self, app: &str, outcome: &Outcome) {
        let language = self.words.now();
        match outcome {
            Outcome::Confirmed(quota) => self.toasts.push(
                Tone::Good,
                language.t12_confirmed_title(app),
                Some(confirmed_body(language, *quota)),
                None,
            ),
            Outcome::NotChecked(problem) | Outcome::NotWritten(problem) => {
                toast_problem(self.toasts, language, problem);
            }
            Outcome::Differs { .. } => self.toasts.push(
                Tone::Bad,
                language.t12_named(app, language.t12_differs_title()),
                None,
                None,
            ),
            Outcome::NotReadBack { .. } => self.toasts.push(
                Tone::Bad,
                language.t12_named(app, language.t12_unknown_title()),
                Some(language.t12_unknown_body().to_owned()),
                None,
            ),
        }
    }
}

/// What was read back, in words.
pub fn confirmed_body(language: Language, quota: Quota) -> String {
    language.t12_confirmed_body(&amount(quota.remain_user), &amount(quota.remain_test_user))
}
