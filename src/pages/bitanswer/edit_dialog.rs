//! Changing a user: what will change is shown before it is sent, and nothing else is sent.

use super::action::{Settled, Wish, edited};
use super::changes::{change_list, changed_values};
use super::desk::Desk;
use super::user_words::{chosen_status, status_choice, status_choices};
use super::writing::{Writing, writing_status};
use crate::i18n::Language;
use crate::pages::permission::forbidden_form;
use crate::pages::write_target::write_target;
use crate::routes::parameter;
use crate::ui::{Button, ButtonKind, ButtonVariant, Dialog, Form, SelectField, TextField};
use leptos::prelude::*;
use vendors::bitanswer::User;
use vendors::{Operation, Vendor};

/// The URL's word for this form.
pub const EDIT: &str = "edit";

/// The dialog that changes the user whose detail is open.
#[component]
pub fn EditDialog(
    /// What the page shares.
    desk: Desk,
    /// The user, as far as it is known.
    user: Memo<Option<User>>,
) -> impl IntoView {
    let (words, parameters) = (desk.words, desk.parameters);
    let open = RwSignal::new(false);
    let form = parameters.signal(parameter::ACTION);
    let is_there = Memo::new(move |_| user.with(Option::is_some));
    Effect::new(move |_| open.set(form.get() == EDIT && is_there.get()));
    let done = Callback::new(move |_: Settled| open.set(false));
    let writing = Writing::new(desk, Language::bitanswer_saved, done);
    let closed = Callback::new(move |()| {
        writing.clear();
        if form.get_untracked() == EDIT {
            parameters.replace(&[(parameter::ACTION, "")]);
        }
    });
    view! {
        <Dialog
            open=open
            title=words.with(move |language| language.bitanswer_edit_title(&desk.detail_name.get()))
            close_label=words.of(Language::close)
            locked=writing.busy
            on_close=closed
        >
            {forbidden_form(words, desk.session, Operation::BitAnswerPatchUser)
                .or_else(|| user.get_untracked().map(|user| fields(desk, user, writing, open)))}
        </Dialog>
    }
    .into_any()
}

fn fields(desk: Desk, user: User, writing: Writing, open: RwSignal<bool>) -> AnyView {
    let words = desk.words;
    let nick_name = RwSignal::new(user.nick_name.clone().unwrap_or_default());
    let status = RwSignal::new(status_choice(user.status.as_ref()).to_owned());
    let user = StoredValue::new(user);
    let change = Memo::new(move |_| {
        let status = status.with(|choice| chosen_status(choice));
        user.with_value(|user| nick_name.with(|name| edited(user, name, status)))
    });
    let values = Signal::derive(move || {
        let language = words.0.get();
        change.with(|change| {
            change.as_ref().map_or_else(Vec::new, |change| {
                user.with_value(|user| changed_values(language, user, change))
            })
        })
    });
    let unchanged = Memo::new(move |_| change.with(Option::is_none));
    let submit = Callback::new(move |()| {
        if let Some(change) = change.get_untracked() {
            writing.send(Wish::Change(vec![change]));
        }
    });
    let preview = move || {
        if unchanged.get() {
            let text = words.of(Language::bitanswer_nothing_changed);
            view! { <p class="muted">{text}</p> }.into_any()
        } else {
            change_list(words, values)
        }
    };
    view! {
        <Form on_submit=submit>
            {write_target(words, desk.session, Vendor::BitAnswer)}
            <TextField
                label=words.of(Language::bitanswer_display_name)
                value=nick_name
                disabled=writing.busy
                autofocus=true
            />
            <SelectField
                label=words.of(Language::bitanswer_status)
                value=status
                options=Signal::derive(move || {
                    let language = words.0.get();
                    let mut choices = status_choices(language);
                    // A status that cannot be chosen stays what it is until another one is.
                    if user.with_value(|user| status_choice(user.status.as_ref()).is_empty()) {
                        choices.insert(0, (String::new(), language.bitanswer_status_kept().to_owned()));
                    }
                    choices
                })
                disabled=writing.busy
            />
            {preview}
            {writing_status(writing)}
            <div class="dialog-footer">
                <Button
                    label=words.of(Language::cancel)
                    disabled=writing.busy
                    on_click=Callback::new(move |()| open.set(false))
                />
                <Button
                    label=words.of(Language::save)
                    variant=ButtonVariant::Primary
                    kind=ButtonKind::Submit
                    disabled=unchanged
                    busy=writing.busy
                />
            </div>
        </Form>
    }
    .into_any()
}
