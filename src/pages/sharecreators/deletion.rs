//! Deleting accounts at the vendor: from a row, a selection or typed names, confirmed by typing.

use super::delete_plan::{
    Target, Unnamed, confirmation, entries_after, plan, sent, typed_accounts,
};
use super::ledger::Ledger;
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::{close_form, form_open};
use crate::pages::parameters::Parameters;
use crate::pages::permission::forbidden_form;
use crate::pages::problem_notice::{ProblemNotice, toast_problem};
use crate::pages::write_target::write_target;
use crate::session::{Session, now_milliseconds};
use crate::store::LedgerState;
use crate::ui::{
    Button, ButtonKind, ButtonVariant, ConfirmDialog, Dialog, Form, Notice, TextArea, ToastHub,
    Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::problem::Cause;
use vendors::sharecreators::DeleteUsers;
use vendors::{Operation, Problem, Vendor};

/// The form with typed accounts, in the URL.
pub const DELETE: &str = "delete";

/// A deletion, from the question to the vendor's answer.
#[derive(Clone, Copy)]
pub struct Deletion {
    session: Session,
    words: Words,
    toasts: ToastHub,
    ledger: Ledger,
    targets: RwSignal<Vec<Target>>,
    open: RwSignal<bool>,
    sending: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl Deletion {
    /// Nothing to delete yet.
    pub fn new(session: Session, words: Words, toasts: ToastHub, ledger: Ledger) -> Self {
        Deletion {
            session,
            words,
            toasts,
            ledger,
            targets: RwSignal::new(Vec::new()),
            open: RwSignal::new(false),
            sending: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// Whether the gateway lets whoever is signed in delete.
    pub fn is_permitted(self) -> bool {
        self.session.may(Operation::ShareCreatorsDeleteUsers)
    }

    /// Asks whether to delete these. Says why where none of them can be named to the vendor, and gives `false` then.
    pub fn ask(self, accounts: &[String]) -> bool {
        let by_user_id =
            untrack(|| self.session.connection(Vendor::ShareCreators)).delete_by_user_id;
        let targets = plan(accounts, &self.ledger.now(), by_user_id);
        if sent(&targets).is_empty() {
            let language = self.words.now();
            let reasons = left_out(language, &targets).join("; ");
            self.toasts.push(
                Tone::Warn,
                language.sharecreators_none_left(),
                Some(reasons),
                None,
            );
            return false;
        }
        self.problem.set(None);
        self.targets.set(targets);
        self.open.set(true);
        true
    }

    fn send(self) {
        let targets = self.targets.get_untracked();
        let before = self.ledger.now();
        // Before it leaves: if the page is closed now, nobody will hear the answer.
        let unknown = entries_after(&targets, &before, LedgerState::Unknown, now_milliseconds());
        self.ledger.record(&unknown);
        self.problem.set(None);
        self.sending.set(true);
        let call = DeleteUsers {
            accounts: sent(&targets),
            id: self.session.request_id(),
        };
        spawn_local(async move {
            match self.session.call(&call).await {
                Ok(()) => {
                    let now = now_milliseconds();
                    let deleted = entries_after(&targets, &before, LedgerState::Deleted, now);
                    self.ledger.record(&deleted);
                    let language = self.words.now();
                    self.toasts.push(
                        Tone::Good,
                        language.sharecreators_deleted(call.accounts.len()),
                        Some(language.sharecreators_deleted_detail().to_owned()),
                        None,
                    );
                    self.open.try_set(false);
                }
                Err(problem) => {
                    if !matches!(problem.cause, Cause::UnknownOutcome(_)) {
                        let emails: Vec<String> =
                            unknown.iter().map(|entry| entry.email.clone()).collect();
                        self.ledger.restore(&emails, &before);
                    }
                    // Given back where the page is gone, and then a toast is the only place left.
                    if let Some(Some(problem)) = self.problem.try_set(Some(problem)) {
                        toast_problem(self.toasts, self.words.now(), &problem);
                    }
                }
            }
            self.sending.try_set(false);
        });
    }
}

/// Why accounts are left out, in words.
fn left_out(language: Language, targets: &[Target]) -> Vec<String> {
    targets
        .iter()
        .filter_map(|target| match &target.account {
            Ok(_) => None,
            Err(Unnamed::UserIdNotKnown) => Some(language.sharecreators_no_user_id(&target.name)),
            Err(Unnamed::NotAnEmail) => Some(language.sharecreators_no_email(&target.name)),
        })
        .collect()
}

/// The question, and the form with typed accounts.
#[component]
pub fn DeleteDialogs(deletion: Deletion, parameters: Parameters) -> impl IntoView {
    let words = deletion.words;
    let targets = deletion.targets;
    let count = Memo::new(move |_| targets.with(|targets| sent(targets).len()));
    let typed = Signal::derive(move || targets.with(|targets| confirmation(targets)));
    view! {
        <ConfirmDialog
            open=deletion.open
            title=words.with(move |l| l.sharecreators_confirm_title(count.get()))
            confirm_label=words.with(move |l| l.sharecreators_confirm_button(count.get()))
            cancel_label=words.of(Language::cancel)
            danger=true
            busy=deletion.sending
            typed=typed
            typed_label=words.with(move |l| l.type_name_to_confirm(&typed.get()))
            on_confirm=move |()| deletion.send()
        >
            {question(deletion)}
        </ConfirmDialog>
        {typed_form(deletion, parameters)}
    }
    .into_any()
}

fn question(deletion: Deletion) -> AnyView {
    let words = deletion.words;
    let targets = deletion.targets;
    let names = move || {
        let language = words.0.get();
        targets.with(|targets| {
            targets
                .iter()
                .filter_map(|target| {
                    let account = target.account.as_ref().ok()?;
                    let line = if *account == target.name {
                        account.clone()
                    } else {
                        language.sharecreators_sent_as(&target.name, account)
                    };
                    Some(view! { <li>{line}</li> })
                })
                .collect_view()
        })
    };
    let excluded = move || {
        let reasons = targets.with(|targets| left_out(words.0.get(), targets));
        let count = reasons.len();
        (count > 0).then(|| {
            let lines = reasons
                .into_iter()
                .map(|reason| view! { <li>{reason}</li> })
                .collect_view();
            view! {
                <Notice tone=Tone::Warn title=words.with(move |l| l.sharecreators_left_out(count))>
                    <ul>{lines}</ul>
                </Notice>
            }
        })
    };
    let problem = move || {
        deletion.problem.get().map(|problem| {
            let unknown = matches!(problem.cause, Cause::UnknownOutcome(_))
                .then(|| view! { <p>{words.of(Language::sharecreators_delete_unknown)}</p> });
            view! {
                <ProblemNotice problem=problem/>
                {unknown}
            }
        })
    };
    view! {
        <div class="stack">
            <p>
                {words.with(|language| {
                    language.cannot_be_undone(language.sharecreators_confirm_body())
                })}
            </p>
            <ul class="names">{names}</ul>
            {write_target(words, deletion.session, Vendor::ShareCreators)}
            {excluded}
            {problem}
        </div>
    }
    .into_any()
}

fn typed_form(deletion: Deletion, parameters: Parameters) -> AnyView {
    let words = deletion.words;
    let open = form_open(parameters, DELETE);
    let text = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            text.set(String::new());
        }
    });
    Effect::new(move |_| {
        text.track();
        missing.set(false);
    });
    let submit = move |()| {
        let accounts = text.with_untracked(|text| typed_accounts(text));
        if accounts.is_empty() {
            missing.set(true);
        } else if deletion.ask(&accounts) {
            open.set(false);
        }
    };
    let hint = words.with(move |language| {
        let connection = deletion.session.connection(Vendor::ShareCreators);
        let hint = if connection.delete_by_user_id {
            language.sharecreators_accounts_by_id()
        } else {
            language.sharecreators_accounts_by_email()
        };
        hint.to_owned()
    });
    let error = Signal::derive(move || {
        let message = words.0.get().sharecreators_accounts_missing();
        missing.get().then(|| message.to_owned())
    });
    let form = move || {
        view! {
            <Form on_submit=submit>
                <TextArea
                    label=words.of(Language::sharecreators_accounts)
                    value=text
                    rows=6
                    hint=hint
                    error=error
                    required=true
                    mono=true
                />
                <div class="dialog-footer">
                    <Button label=words.of(Language::cancel) on_click=move |()| open.set(false)/>
                    <Button
                        label=words.of(Language::sharecreators_next)
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                    />
                </div>
            </Form>
        }
        .into_any()
    };
    let operation = Operation::ShareCreatorsDeleteUsers;
    view! {
        <Dialog
            open=open
            title=words.of(Language::sharecreators_delete_title)
            close_label=words.of(Language::close)
            on_close=move |()| close_form(parameters, DELETE)
        >
            {move || forbidden_form(words, deletion.session, operation).unwrap_or_else(form)}
        </Dialog>
    }
    .into_any()
}
