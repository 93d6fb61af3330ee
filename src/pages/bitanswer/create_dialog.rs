//! Creating a user. The vendor's call changes a user that exists already, so it is looked up first, and a change is
//! asked about before it is made.

use super::action::{Settled, Wish, edited, no_change};
use super::changes::{change_list, changed_values};
use super::desk::Desk;
use super::send::find_user;
use super::user_words::{NORMAL, chosen_status, status_choices};
use super::writing::{Writing, writing_status};
use crate::i18n::Language;
use crate::pages::permission::forbidden_form;
use crate::pages::problem_notice::ProblemNotice;
use crate::pages::write_target::write_target;
use crate::routes::parameter;
use crate::ui::{
    Button, ButtonKind, ButtonVariant, Dialog, Form, Notice, SecretField, SelectField, TextField,
    Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Vendor;
use vendors::bitanswer::{User, UserChange};
use vendors::{Operation, Problem, Secret};

/// The URL's word for this form.
pub const NEW: &str = "new";

/// Where the dialog is.
#[derive(Clone, PartialEq)]
enum Step {
    /// The form is filled in.
    Form,
    /// The account exists: to be changed, or not.
    Exists(User),
    /// Nobody could say whether it exists.
    Unknown(Problem),
}

/// What is filled in, and how far it is.
#[derive(Clone, Copy)]
struct NewUser {
    desk: Desk,
    open: RwSignal<bool>,
    name: RwSignal<String>,
    nick_name: RwSignal<String>,
    status: RwSignal<String>,
    password: RwSignal<String>,
    /// Whether a submission was tried without an account.
    tried: RwSignal<bool>,
    looking: RwSignal<bool>,
    step: RwSignal<Step>,
    adding: Writing,
    changing: Writing,
}

/// The dialog that creates a user.
#[component]
pub fn CreateDialog(
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let (words, parameters) = (desk.words, desk.parameters);
    let open = RwSignal::new(false);
    let form = parameters.signal(parameter::ACTION);
    Effect::new(move |_| open.set(form.get() == NEW));
    let name = RwSignal::new(String::new());
    let done = Callback::new(move |_: Settled| {
        let name = name.get_untracked();
        // The form leaves the history: going back from the new user's detail must not open it again.
        parameters.replace(&[(parameter::ACTION, ""), (parameter::DETAIL, name.as_str())]);
    });
    let new = NewUser {
        desk,
        open,
        name,
        nick_name: RwSignal::new(String::new()),
        status: RwSignal::new(NORMAL.to_owned()),
        password: RwSignal::new(String::new()),
        tried: RwSignal::new(false),
        looking: RwSignal::new(false),
        step: RwSignal::new(Step::Form),
        adding: Writing::new(desk, Language::bitanswer_added, done),
        changing: Writing::new(desk, Language::bitanswer_saved, done),
    };
    let closed = Callback::new(move |()| {
        new.forget();
        if form.get_untracked() == NEW {
            parameters.replace(&[(parameter::ACTION, "")]);
        }
    });
    view! {
        <Dialog
            open=open
            title=words.of(Language::bitanswer_new_user)
            close_label=words.of(Language::close)
            locked=new.busy()
            on_close=closed
        >
            {move || forbidden_form(words, desk.session, Operation::BitAnswerUpsertUser)
                .unwrap_or_else(|| steps(new))}
        </Dialog>
    }
    .into_any()
}

fn steps(new: NewUser) -> AnyView {
    let step = move || match new.step.get() {
        Step::Form => form_step(new),
        Step::Exists(user) => exists_step(new, user),
        Step::Unknown(problem) => unknown_step(new, problem),
    };
    view! {
        {write_target(new.desk.words, new.desk.session, Vendor::BitAnswer)}
        {step}
    }
    .into_any()
}

impl NewUser {
    fn busy(self) -> Signal<bool> {
        Signal::derive(move || {
            self.looking.get() || self.adding.busy.get() || self.changing.busy.get()
        })
    }

    fn forget(self) {
        for text in [self.name, self.nick_name, self.password] {
            text.set(String::new());
        }
        self.status.set(NORMAL.to_owned());
        self.tried.set(false);
        self.step.set(Step::Form);
        self.adding.clear();
        self.changing.clear();
    }

    fn password(self) -> Option<Secret> {
        let password = self.password.get_untracked();
        (!password.is_empty()).then(|| Secret::new(password))
    }

    /// The user to be added. A name that is not given is left to the vendor, which takes the account.
    fn addition(self) -> UserChange {
        UserChange {
            nick_name: Some(self.nick_name.get_untracked()).filter(|name| !name.is_empty()),
            status: chosen_status(&self.status.get_untracked()),
            password: self.password(),
            ..no_change(&self.name.get_untracked())
        }
    }

    /// What the form changes of a user that exists: an empty field says nothing about it.
    fn difference(self, user: &User) -> Option<UserChange> {
        let nick_name = Some(self.nick_name.get_untracked())
            .filter(|name| !name.is_empty())
            .or_else(|| user.nick_name.clone())
            .unwrap_or_default();
        let status = chosen_status(&self.status.get_untracked());
        let change = edited(user, &nick_name, status);
        let Some(password) = self.password() else {
            return change;
        };
        Some(UserChange {
            password: Some(password),
            ..change.unwrap_or_else(|| no_change(&user.name))
        })
    }

    /// Looks the account up, and adds it if there is none.
    fn submit(self) {
        let name = self.name.get_untracked();
        if name.is_empty() {
            self.tried.set(true);
            return;
        }
        if self.busy().get_untracked() {
            return;
        }
        self.looking.set(true);
        spawn_local(async move {
            let found = find_user(self.desk.session, &name).await;
            // The page may have been left, and with it the wish to add anybody.
            if self.looking.is_disposed() {
                return;
            }
            self.looking.set(false);
            match found {
                Ok(None) => self.adding.send(Wish::Add(self.addition())),
                Ok(Some(user)) => self.step.set(Step::Exists(user)),
                Err(problem) => self.step.set(Step::Unknown(problem)),
            }
        });
    }

    fn back(self) -> Callback<()> {
        Callback::new(move |()| {
            self.adding.clear();
            self.changing.clear();
            self.step.set(Step::Form);
        })
    }
}

fn form_step(new: NewUser) -> AnyView {
    let words = new.desk.words;
    let busy = new.busy();
    let error = Signal::derive(move || {
        let missing = new.tried.get() && new.name.with(String::is_empty);
        missing.then(|| words.0.get().required().to_owned())
    });
    let hint = words.with(move |language| {
        let spaces = new.name.with(|name| name.trim() != name.as_str());
        if spaces {
            language.bitanswer_account_spaces().to_owned()
        } else {
            language.bitanswer_account_hint().to_owned()
        }
    });
    view! {
        <Form on_submit=Callback::new(move |()| new.submit())>
            <TextField
                label=words.of(Language::bitanswer_account)
                value=new.name
                hint=hint
                error=error
                required=true
                disabled=busy
                mono=true
                autofocus=true
            />
            <TextField
                label=words.of(Language::bitanswer_display_name)
                value=new.nick_name
                hint=words.of(Language::bitanswer_name_hint)
                disabled=busy
            />
            <SelectField
                label=words.of(Language::bitanswer_status)
                value=new.status
                options=Signal::derive(move || status_choices(words.0.get()))
                disabled=busy
            />
            <SecretField
                label=words.of(Language::bitanswer_password)
                value=new.password
                reveal_label=words.of(Language::show_secret)
                hint=words.of(Language::bitanswer_new_password_hint)
                disabled=busy
            />
            {writing_status(new.adding)}
            <div class="dialog-footer">
                <Button
                    label=words.of(Language::cancel)
                    disabled=busy
                    on_click=Callback::new(move |()| new.open.set(false))
                />
                <Button
                    label=words.of(Language::bitanswer_create)
                    variant=ButtonVariant::Primary
                    kind=ButtonKind::Submit
                    busy=busy
                />
            </div>
        </Form>
    }
    .into_any()
}

fn exists_step(new: NewUser, user: User) -> AnyView {
    let words = new.desk.words;
    let change = StoredValue::new(new.difference(&user));
    let nothing = change.with_value(Option::is_none);
    let name = user.name.clone();
    let user = StoredValue::new(user);
    let values = Signal::derive(move || {
        let language = words.0.get();
        change.with_value(|change| {
            change.as_ref().map_or_else(Vec::new, |change| {
                user.with_value(|user| changed_values(language, user, change))
            })
        })
    });
    let go_on = Callback::new(move |()| {
        if let Some(change) = change.get_value() {
            new.changing.send(Wish::Change(vec![change]));
        }
    });
    let body = if nothing {
        Language::bitanswer_exists_same
    } else {
        Language::bitanswer_exists_body
    };
    view! {
        <div class="form">
            <Notice
                tone=Tone::Warn
                title=words.with(move |language| language.bitanswer_exists(&name))
            >
                <p>{words.of(body)}</p>
            </Notice>
            {(!nothing).then(|| change_list(words, values))}
            {writing_status(new.changing)}
            <div class="dialog-footer">
                <Button
                    label=words.of(Language::bitanswer_back)
                    disabled=new.busy()
                    on_click=new.back()
                />
                <Button
                    label=words.of(Language::bitanswer_update_existing)
                    variant=ButtonVariant::Primary
                    disabled=nothing
                    busy=new.busy()
                    on_click=go_on
                />
            </div>
        </div>
    }
    .into_any()
}

fn unknown_step(new: NewUser, problem: Problem) -> AnyView {
    let words = new.desk.words;
    // Once it was sent, what became of that matters more than why it was not looked up.
    let reason = move || {
        let problem = problem.clone();
        new.adding.problem.with(Option::is_none).then(|| {
            view! {
                <Notice tone=Tone::Warn title=words.of(Language::bitanswer_not_looked_up)>
                    <p>{words.of(Language::bitanswer_not_looked_up_body)}</p>
                </Notice>
                <ProblemNotice problem=problem on_retry=Callback::new(move |()| new.submit())/>
            }
        })
    };
    view! {
        <div class="form">
            {reason}
            {writing_status(new.adding)}
            <div class="dialog-footer">
                <Button
                    label=words.of(Language::bitanswer_back)
                    disabled=new.busy()
                    on_click=new.back()
                />
                <Button
                    label=words.of(Language::bitanswer_create_unchecked)
                    variant=ButtonVariant::Primary
                    busy=new.busy()
                    on_click=Callback::new(move |()| new.adding.send(Wish::Add(new.addition())))
                />
            </div>
        </div>
    }
    .into_any()
}
