//! The dialog that creates a user: the form, the extra question for a super admin, and the vendor's answer.

use super::account_words::{role_name, role_of_code};
use super::ledger::Ledger;
use super::new_account::{
    FieldErrors, Typed, call, check, entry_when_created, entry_while_unknown,
};
use crate::i18n::problem::invalid_input;
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::{close_form, form_open};
use crate::pages::parameters::Parameters;
use crate::pages::permission::forbidden_form;
use crate::pages::problem_notice::{ProblemNotice, toast_problem};
use crate::pages::write_target::write_target;
use crate::routes::parameter;
use crate::session::{Session, now_milliseconds};
use crate::store::LedgerState;
use crate::ui::{
    Button, ButtonKind, ButtonVariant, Cell, ConfirmDialog, Description, DescriptionList, Dialog,
    Form, Notice, SelectField, TextField, TextKind, ToastHub, Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::problem::{Cause, InvalidInput};
use vendors::sharecreators::{CreatedUser, Role};
use vendors::{Operation, Problem, Vendor};

/// The form, in the URL.
pub const CREATE: &str = "new";

/// What mainland China's phone numbers begin with, where most of these users are.
const DEFAULT_AREA_CODE: &str = "86";

#[derive(Clone, Copy)]
struct CreateForm {
    session: Session,
    words: Words,
    toasts: ToastHub,
    parameters: Parameters,
    ledger: Ledger,
    open: RwSignal<bool>,
    super_admin_open: RwSignal<bool>,
    email: RwSignal<String>,
    area_code: RwSignal<String>,
    phone: RwSignal<String>,
    role: RwSignal<String>,
    /// Errors are shown from the first attempt on: an empty form is no mistake yet.
    attempted: RwSignal<bool>,
    sending: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    created: RwSignal<Option<(String, CreatedUser)>>,
}

/// The dialog.
#[component]
pub fn CreateUserDialog(
    session: Session,
    words: Words,
    toasts: ToastHub,
    parameters: Parameters,
    ledger: Ledger,
) -> impl IntoView {
    let form = CreateForm {
        session,
        words,
        toasts,
        parameters,
        ledger,
        open: form_open(parameters, CREATE),
        super_admin_open: RwSignal::new(false),
        email: RwSignal::new(String::new()),
        area_code: RwSignal::new(String::new()),
        phone: RwSignal::new(String::new()),
        role: RwSignal::new(String::new()),
        attempted: RwSignal::new(false),
        sending: RwSignal::new(false),
        problem: RwSignal::new(None),
        created: RwSignal::new(None),
    };
    Effect::new(move |_| {
        if form.open.get() {
            form.clear();
        }
    });
    let email = form.email;
    view! {
        <Dialog
            open=form.open
            title=words.of(Language::sharecreators_create_title)
            close_label=words.of(Language::close)
            locked=form.sending
            on_close=move |()| close_form(parameters, CREATE)
        >
            {move || forbidden_form(words, session, Operation::ShareCreatorsCreateUser)
                .unwrap_or_else(|| form.steps())}
        </Dialog>
        <ConfirmDialog
            open=form.super_admin_open
            title=words.of(Language::sharecreators_super_admin_title)
            confirm_label=words.of(Language::sharecreators_super_admin_confirm)
            cancel_label=words.of(Language::cancel)
            danger=true
            typed=Signal::derive(move || email.get())
            typed_label=words.with(move |l| l.type_name_to_confirm(email.get().trim()))
            on_confirm=move |()| {
                form.super_admin_open.set(false);
                form.send();
            }
        >
            <p>{words.with(move |l| l.sharecreators_super_admin_body(email.get().trim()))}</p>
            {write_target(words, session, Vendor::ShareCreators)}
        </ConfirmDialog>
    }
    .into_any()
}

impl CreateForm {
    fn steps(self) -> AnyView {
        let step = move || match self.created.get() {
            Some((email, user)) => self.result(email, user),
            None => self.fields(),
        };
        view! {
            {write_target(self.words, self.session, Vendor::ShareCreators)}
            {step}
        }
        .into_any()
    }

    fn clear(self) {
        self.email.set(String::new());
        self.area_code.set(DEFAULT_AREA_CODE.to_owned());
        self.phone.set(String::new());
        self.role.set(Role::Member.code().to_owned());
        self.attempted.set(false);
        self.problem.set(None);
        self.created.set(None);
    }

    fn typed(self) -> Typed {
        Typed {
            email: self.email.get(),
            area_code: self.area_code.get(),
            phone: self.phone.get(),
        }
    }

    fn chosen_role(self) -> Role {
        // The list offers nothing else.
        Role::from_code(&self.role.get()).unwrap_or(Role::Guest)
    }

    fn submit(self) {
        self.attempted.set(true);
        if self.sending.get_untracked() || !check(&untrack(|| self.typed())).is_empty() {
            return;
        }
        if untrack(|| self.chosen_role()) == Role::SuperAdmin {
            self.super_admin_open.set(true);
        } else {
            self.send();
        }
    }

    fn send(self) {
        let (typed, role) = untrack(|| (self.typed(), self.chosen_role()));
        let call = call(&typed, role, self.session.request_id());
        let before = self.ledger.account_now(&call.email);
        // Before it leaves: if the page is closed now, nobody will hear the answer.
        let unknown = entry_while_unknown(&call, before.as_ref(), now_milliseconds());
        self.ledger.record(std::slice::from_ref(&unknown));
        self.problem.set(None);
        self.sending.set(true);
        spawn_local(async move {
            match self.session.call(&call).await {
                Ok(user) => {
                    let entry = entry_when_created(&call, &user, now_milliseconds());
                    self.ledger.record(std::slice::from_ref(&entry));
                    let title = self.words.now().sharecreators_created(&call.email);
                    self.toasts.push(Tone::Good, title, None, None);
                    self.created.try_set(Some((call.email, user)));
                }
                Err(problem) => {
                    if !matches!(problem.cause, Cause::UnknownOutcome(_)) {
                        self.ledger
                            .restore(std::slice::from_ref(&call.email), before.as_slice());
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

    fn error(self, of: fn(FieldErrors) -> Option<InvalidInput>) -> Signal<Option<String>> {
        Signal::derive(move || {
            if !self.attempted.get() {
                return None;
            }
            of(check(&self.typed())).map(|input| invalid_input(self.words.0.get(), input))
        })
    }

    fn fields(self) -> AnyView {
        let words = self.words;
        let known_already = Memo::new(move |_| {
            let email = self.email.get();
            let known = self.ledger.account(&email)?;
            (known.state == LedgerState::Created && !self.sending.get()).then_some(known.email)
        });
        let roles = Signal::derive(move || {
            Role::ALL
                .into_iter()
                .rev()
                .map(|role| {
                    let name = role_name(words.0.get(), role);
                    (role.code().to_owned(), name.to_owned())
                })
                .collect::<Vec<_>>()
        });
        let is_unknown = move |problem: &Problem| matches!(problem.cause, Cause::UnknownOutcome(_));
        let notices = move || {
            self.problem.get().map(|problem| {
                let unknown = is_unknown(&problem).then(|| {
                    view! { <p>{words.of(Language::sharecreators_create_unknown)}</p> }
                });
                view! {
                    <ProblemNotice problem=problem/>
                    {unknown}
                }
            })
        };
        view! {
            <Form on_submit=move |()| self.submit()>
                <TextField
                    label=words.of(Language::sharecreators_email)
                    value=self.email
                    kind=TextKind::Email
                    hint=words.of(Language::sharecreators_email_hint)
                    error=self.error(|errors| errors.email)
                    required=true
                    autofocus=true
                    disabled=self.sending
                />
                {move || {
                    known_already
                        .get()
                        .map(|email| {
                            view! {
                                <Notice
                                    tone=Tone::Warn
                                    title=words.with(move |l| l.sharecreators_known_already(&email))
                                />
                            }
                        })
                }}
                <div class="sharecreators-phone">
                    <TextField
                        label=words.of(Language::sharecreators_area_code)
                        value=self.area_code
                        kind=TextKind::Tel
                        error=self.error(|errors| errors.area_code)
                        hint=words.of(Language::sharecreators_area_code_hint)
                        required=true
                        disabled=self.sending
                    />
                    <TextField
                        label=words.of(Language::sharecreators_phone)
                        value=self.phone
                        kind=TextKind::Tel
                        error=self.error(|errors| errors.phone)
                        required=true
                        disabled=self.sending
                    />
                </div>
                <SelectField
                    label=words.of(Language::sharecreators_role)
                    value=self.role
                    options=roles
                    required=true
                    disabled=self.sending
                />
                {notices}
                <div class="dialog-footer">
                    <Button
                        label=words.of(Language::cancel)
                        disabled=self.sending
                        on_click=move |()| self.open.set(false)
                    />
                    <Button
                        label=words.of(Language::sharecreators_create)
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                        busy=self.sending
                    />
                </div>
            </Form>
        }
        .into_any()
    }

    fn result(self, email: String, user: CreatedUser) -> AnyView {
        let words = self.words;
        let title = words.with({
            let email = email.clone();
            move |language| language.sharecreators_created(&email)
        });
        view! {
            <div class="stack">
                <Notice tone=Tone::Good title=title>
                    <p>{words.of(Language::sharecreators_created_note)}</p>
                </Notice>
                <DescriptionList items=Signal::derive(move || answer(words.0.get(), &user))/>
                <div class="dialog-footer">
                    <Button
                        label=words.of(Language::sharecreators_create_another)
                        on_click=move |()| self.clear()
                    />
                    <Button
                        label=words.of(Language::sharecreators_show_account)
                        variant=ButtonVariant::Primary
                        on_click=move |()| {
                            self.parameters
                                .replace(&[(parameter::ACTION, ""), (parameter::DETAIL, &email)]);
                        }
                    />
                </div>
            </div>
        }
        .into_any()
    }
}

/// What the vendor answered, and where it said nothing, that it said nothing.
fn answer(language: Language, user: &CreatedUser) -> Vec<Description> {
    let given = |term: &str, text: Option<String>| {
        let value = match text {
            Some(text) => Cell::Mono(text),
            None => Cell::Muted(language.not_given().to_owned()),
        };
        Description::new(term, value)
    };
    let phone = match (&user.area_code, &user.phone) {
        (Some(code), Some(phone)) => Some(format!("+{} {phone}", code.trim_start_matches('+'))),
        (None, phone) => phone.clone(),
        (code, None) => code.clone(),
    };
    let role = user.role.as_ref().map(|code| role_of_code(language, code));
    vec![
        given(language.sharecreators_user_id(), user.user_id.clone()),
        given(language.sharecreators_email(), user.email.clone()),
        given(language.sharecreators_user_name(), user.user_name.clone()),
        given(language.sharecreators_role(), role),
        given(language.sharecreators_is_admin(), user.is_admin.clone()),
        given(language.sharecreators_phone(), phone),
        given(language.sharecreators_tenant(), user.bch_code.clone()),
    ]
}
