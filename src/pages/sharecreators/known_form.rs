//! The dialog that takes accounts the admin knows of into the ledger.

use super::delete_plan::typed_accounts;
use super::known::{KnownError, known_accounts};
use super::ledger::Ledger;
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::{close_form, form_open};
use crate::pages::parameters::Parameters;
use crate::session::now_milliseconds;
use crate::ui::{Button, ButtonKind, ButtonVariant, Dialog, Form, TextArea, ToastHub, Tone};
use leptos::prelude::*;

/// The form, in the URL.
pub const KNOWN: &str = "known";

/// Why nothing was taken.
#[derive(Clone, PartialEq)]
enum Refused {
    Names(KnownError),
    NothingNew,
}

/// The dialog.
#[component]
pub fn KnownAccountsDialog(
    words: Words,
    toasts: ToastHub,
    parameters: Parameters,
    ledger: Ledger,
) -> impl IntoView {
    let open = form_open(parameters, KNOWN);
    let text = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<Refused>);
    Effect::new(move |_| {
        if open.get() {
            text.set(String::new());
        }
    });
    Effect::new(move |_| {
        text.track();
        refused.set(None);
    });
    let error = Signal::derive(move || {
        let language = words.0.get();
        Some(match refused.get()? {
            Refused::Names(KnownError::Empty) => {
                language.sharecreators_accounts_missing().to_owned()
            }
            Refused::Names(KnownError::NotAnEmail(text)) => {
                language.sharecreators_not_an_email(&text)
            }
            Refused::NothingNew => language.sharecreators_nothing_new().to_owned(),
        })
    });
    let submit = move |()| {
        let names = text.with_untracked(|text| typed_accounts(text));
        match known_accounts(&names, &ledger.now(), now_milliseconds()) {
            Err(error) => refused.set(Some(Refused::Names(error))),
            Ok((new, _)) if new.is_empty() => refused.set(Some(Refused::NothingNew)),
            Ok((new, passed_over)) => {
                ledger.record(&new);
                let language = words.now();
                toasts.push(
                    Tone::Good,
                    language.sharecreators_added(new.len()),
                    (passed_over > 0).then(|| language.sharecreators_passed_over(passed_over)),
                    None,
                );
                open.set(false);
            }
        }
    };
    view! {
        <Dialog
            open=open
            title=words.of(Language::sharecreators_add_title)
            close_label=words.of(Language::close)
            on_close=move |()| close_form(parameters, KNOWN)
        >
            <Form on_submit=submit>
                <TextArea
                    label=words.of(Language::sharecreators_emails)
                    value=text
                    rows=6
                    hint=words.of(Language::sharecreators_add_hint)
                    error=error
                    required=true
                    mono=true
                />
                <div class="dialog-footer">
                    <Button label=words.of(Language::cancel) on_click=move |()| open.set(false)/>
                    <Button
                        label=words.of(Language::sharecreators_add_button)
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                    />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
