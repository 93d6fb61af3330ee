//! The dialogs that put apps into the list: one by one, or many by paste.

use super::app_list::AppList;
use super::quotas::Quotas;
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::{close_form, form_open};
use crate::pages::parameters::Parameters;
use crate::store::{AppListError, parse_app_names};
use crate::ui::{
    Button, ButtonKind, ButtonVariant, Dialog, Form, TextArea, TextField, ToastHub, Tone,
};
use leptos::prelude::*;

/// The form that adds one app, in the URL.
pub const ADD: &str = "new";
/// The form that adds many, in the URL.
pub const IMPORT: &str = "import";

/// Both dialogs.
#[component]
pub fn AppForms(
    words: Words,
    toasts: ToastHub,
    parameters: Parameters,
    list: AppList,
    quotas: Quotas,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let names = RwSignal::new(String::new());
    let error = RwSignal::new(None::<fn(Language) -> &'static str>);
    // A form opens empty, and what was wrong is no longer once something else is typed.
    let (add_open, import_open) = (form_open(parameters, ADD), form_open(parameters, IMPORT));
    Effect::new(move |_| {
        if add_open.get() || import_open.get() {
            name.set(String::new());
            names.set(String::new());
        }
    });
    Effect::new(move |_| {
        name.track();
        names.track();
        error.set(None);
    });
    let shown_error =
        Signal::derive(move || error.get().map(|error| error(words.0.get()).to_owned()));
    let take = move |text: RwSignal<String>, open: RwSignal<bool>| {
        let names = match text.with_untracked(|text| parse_app_names(text)) {
            Ok(names) => names,
            Err(AppListError::Empty) => return error.set(Some(Language::t12_names_empty)),
            Err(AppListError::TooLong) => return error.set(Some(Language::t12_names_too_long)),
        };
        let new = list.add(&names);
        if new.is_empty() {
            return error.set(Some(Language::t12_nothing_new));
        }
        quotas.read(&new);
        let language = words.now();
        let skipped = names.len() - new.len();
        toasts.push(
            Tone::Good,
            language.t12_import_added(new.len()),
            (skipped > 0).then(|| language.t12_import_skipped(skipped)),
            None,
        );
        open.set(false);
    };
    let footer = move |open: RwSignal<bool>, label: fn(Language) -> &'static str| {
        view! {
            <div class="dialog-footer">
                <Button label=words.of(Language::cancel) on_click=move |()| open.set(false)/>
                <Button label=words.of(label) kind=ButtonKind::Submit variant=ButtonVariant::Primary/>
            </div>
        }
        .into_any()
    };
    view! {
        <Dialog
            open=add_open
            title=words.of(Language::t12_add_title)
            close_label=words.of(Language::close)
            on_close=move |()| close_form(parameters, ADD)
        >
            <Form on_submit=move |()| take(name, add_open)>
                <TextField
                    label=words.of(Language::t12_app_name)
                    value=name
                    hint=words.of(Language::t12_app_name_hint)
                    error=shown_error
                    required=true
                    mono=true
                    autofocus=true
                />
                {footer(add_open, Language::t12_add)}
            </Form>
        </Dialog>
        <Dialog
            open=import_open
            title=words.of(Language::t12_import_title)
            close_label=words.of(Language::close)
            on_close=move |()| close_form(parameters, IMPORT)
        >
            <Form on_submit=move |()| take(names, import_open)>
                <TextArea
                    label=words.of(Language::t12_import_names)
                    value=names
                    rows=8
                    hint=words.of(Language::t12_import_hint)
                    error=shown_error
                    required=true
                    mono=true
                />
                {footer(import_open, Language::t12_import_button)}
            </Form>
        </Dialog>
    }
    .into_any()
}
