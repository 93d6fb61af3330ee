//! The headers that a proxy wants for itself: a name and a secret in each row.

use super::form::Form;
use crate::i18n::{Language, Words};
use crate::transport::{HeaderFault, ProxyHeaders};
use crate::ui::{Button, ButtonVariant, IconButton, IconName, SecretField, TextField};
use leptos::prelude::*;
use vendors::Secret;

/// One header, as it is typed. Its signals belong to nobody's view: a row outlives the fields that show it when another
/// way is looked at.
#[derive(Clone)]
pub struct HeaderRow {
    name: ArcRwSignal<String>,
    /// What was typed; what is held already is never put into a field.
    value: ArcRwSignal<String>,
    held: Secret,
}

impl HeaderRow {
    fn new(name: &str, held: Secret) -> HeaderRow {
        HeaderRow {
            name: ArcRwSignal::new(name.to_owned()),
            value: ArcRwSignal::new(String::new()),
            held,
        }
    }

    fn meant(&self) -> (String, Secret) {
        let typed = self.value.read();
        let value = match typed.trim() {
            "" => self.held.clone(),
            typed => Secret::new(typed),
        };
        (self.name.read().trim().to_owned(), value)
    }
}

/// Rows for what is in use.
pub fn rows(headers: &ProxyHeaders) -> Vec<HeaderRow> {
    headers
        .iter()
        .map(|(name, value)| HeaderRow::new(name, value.clone()))
        .collect()
}

/// What rows stand for; follows changes.
pub fn meant(rows: &[HeaderRow]) -> ProxyHeaders {
    ProxyHeaders::new(rows.iter().map(HeaderRow::meant).collect())
}

/// The rows, and a button for one more.
pub fn header_rows(form: Form) -> AnyView {
    let words = form.words;
    let rows = move || {
        form.proxy_headers
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, row)| row_view(form, index, row))
            .collect_view()
    };
    view! {
        <div class="stack">
            <p class="field-hint">{words.of(Language::settings_headers_note)}</p>
            {rows}
            <div>
                <Button
                    label=words.of(Language::settings_header_add)
                    variant=ButtonVariant::Ghost
                    small=true
                    icon=IconName::Plus
                    on_click=move |()| {
                        form.proxy_headers.update(|rows| rows.push(HeaderRow::new("", Secret::default())));
                    }
                />
            </div>
        </div>
    }
    .into_any()
}

fn row_view(form: Form, index: usize, row: HeaderRow) -> AnyView {
    let words = form.words;
    let number = index + 1;
    let (name, value) = (RwSignal::from(row.name), RwSignal::from(row.value));
    let fault = Memo::new(move |_| {
        let faults = form.draft().proxy_headers.faults(form.vendor);
        let fault = faults.get(index).copied().flatten();
        // What is merely not typed yet is told when somebody wants to use it.
        fault.filter(|fault| form.is_checked.get() || !is_unfinished(*fault, name))
    });
    let of_name = move |fault: &HeaderFault| !is_of_value(*fault);
    let error = |words: Words, wanted: Signal<Option<HeaderFault>>| {
        Signal::derive(move || Some(fault_words(words.0.get(), wanted.get()?).to_owned()))
    };
    let name_error = error(words, Signal::derive(move || fault.get().filter(of_name)));
    let value_error = error(
        words,
        Signal::derive(move || fault.get().filter(|fault| !of_name(fault))),
    );
    let is_held = !row.held.is_empty();
    let placeholder = words.with(move |language| {
        if is_held {
            language.settings_secret_held().to_owned()
        } else {
            String::new()
        }
    });
    view! {
        <div class="settings-header-row">
            <div class="field-row">
                <TextField
                    label=words.with(move |language| language.settings_header_name(number))
                    value=name
                    error=name_error
                    placeholder=Signal::stored("X-Proxy-Key".to_owned())
                    mono=true
                />
                <SecretField
                    label=words.with(move |language| language.settings_header_value(number))
                    value=value
                    error=value_error
                    placeholder=placeholder
                    reveal_label=words.of(Language::show_secret)
                />
            </div>
            <IconButton
                icon=IconName::Trash
                label=words.with(move |language| language.settings_header_remove(number))
                on_click=move |()| {
                    form.proxy_headers
                        .update(|rows| {
                            if index < rows.len() {
                                rows.remove(index);
                            }
                        });
                }
            />
        </div>
    }
    .into_any()
}

const fn is_of_value(fault: HeaderFault) -> bool {
    matches!(fault, HeaderFault::NoValue | HeaderFault::Value)
}

fn is_unfinished(fault: HeaderFault, name: RwSignal<String>) -> bool {
    fault == HeaderFault::NoValue || (fault == HeaderFault::Name && name.with(String::is_empty))
}

/// What is wrong with a header, in words.
pub(super) const fn fault_words(language: Language, fault: HeaderFault) -> &'static str {
    match fault {
        HeaderFault::Name => language.header_fault_name(),
        HeaderFault::Forbidden => language.header_fault_forbidden(),
        HeaderFault::Taken => language.header_fault_taken(),
        HeaderFault::Twice => language.header_fault_twice(),
        HeaderFault::NoValue => language.header_fault_no_value(),
        HeaderFault::Value => language.header_fault_value(),
    }
}
