//! Who we are at the vendor, and where that is kept; or that the gateway knows it and nobody here has to.

use super::draft::Way;
use super::form::Form;
use super::keeping::keep_choice;
use crate::i18n::Language;
use crate::i18n::problem::{field_name, invalid_input};
use crate::ui::{Button, ButtonVariant, IconName, Notice, SecretField, TextField, Tone};
use leptos::prelude::*;
use vendors::Vendor;
use vendors::problem::{Field, InvalidInput};

/// The card.
pub fn credentials_card(form: Form) -> AnyView {
    let words = form.words;
    let held_by_gateway = Memo::new(move |_| {
        let (connection, _) = form.meant();
        let named = form.session.gateway_connection(&connection);
        named.is_some_and(|named| named.holds_credentials)
    });
    let content = move || {
        if held_by_gateway.get() {
            view! {
                <Notice tone=Tone::Info title=words.of(Language::vault_held_by_gateway)/>
            }
            .into_any()
        } else {
            own_credentials(form)
        }
    };
    view! {
        <section class="card">
            <h3 class="card-header">{words.of(Language::settings_credentials)}</h3>
            <div class="card-body">{content}</div>
        </section>
    }
    .into_any()
}

/// The fields, and where what is in them is kept.
fn own_credentials(form: Form) -> AnyView {
    let words = form.words;
    let (identity, secret) = fields(form.vendor);
    let is_demo =
        Memo::new(move |_| form.has_demo_credentials() && form.secret.with(String::is_empty));
    let demo = move || {
        if !is_demo.get() {
            return None;
        }
        let leads_there = form.way.with(|way| Way::from_name(way)) == Way::Gateway;
        Some(if leads_there {
            view! {
                <Notice tone=Tone::Info title=words.of(Language::settings_demo_credentials)/>
            }
            .into_any()
        } else {
            view! {
                <Notice tone=Tone::Warn title=words.of(Language::settings_demo_elsewhere)/>
            }
            .into_any()
        })
    };
    let placeholder = words.with(move |language| {
        if form.holds_secret() && form.is_kept() {
            language.vault_kept().to_owned()
        } else if form.holds_secret() {
            language.settings_secret_held().to_owned()
        } else {
            String::new()
        }
    });
    let label =
        move |field: Field| words.with(move |language| capitalised(field_name(language, field)));
    let has_any = Memo::new(move |_| {
        form.session.credentials(form.vendor).is_some() || form.meant().1.is_some()
    });
    let offers_demo =
        Memo::new(move |_| form.demo_credentials().is_some() && !form.has_demo_credentials());
    view! {
                {keep_choice(form)}
                {demo}
                <div class="field-row">
                    {identity
                        .map(|field| {
                            view! {
                                <TextField
                                    label=label(field)
                                    value=form.identity
                                    error=error(form, field)
                                    mono=true
                                />
                            }
                        })}
                    <SecretField
                        label=label(secret)
                        value=form.secret
                        error=error(form, secret)
                        placeholder=placeholder
                        reveal_label=words.of(Language::show_secret)
                    />
                </div>
                <div class="cluster">
                    <Button
                        label=words.of(Language::settings_clear_credentials)
                        variant=ButtonVariant::Secondary
                        icon=IconName::Trash
                        disabled=Signal::derive(move || !has_any.get())
                        on_click=move |()| form.clear_credentials()
                    />
                    {move || {
                        offers_demo
                            .get()
                            .then(|| {
                                view! {
                                    <Button
                                        label=words.of(Language::settings_use_demo)
                                        variant=ButtonVariant::Ghost
                                        on_click=move |()| form.use_demo_credentials()
                                    />
                                }
                            })
                    }}
                </div>
    }
    .into_any()
}

/// The public and the secret field of a vendor's credentials.
const fn fields(vendor: Vendor) -> (Option<Field>, Field) {
    match vendor {
        Vendor::T12 => (Some(Field::ManagerName), Field::ManagerKey),
        Vendor::Tingyun => (None, Field::Authkey),
        Vendor::BitAnswer => (None, Field::Bitkey),
        Vendor::ShareCreators => (Some(Field::Bid), Field::Token),
    }
}

/// What is wrong with a field. What is merely missing is told when somebody wants to use it.
fn error(form: Form, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || {
        let language: Language = form.words.0.get();
        let input = fault(form)?;
        let (of, is_missing) = match input {
            InvalidInput::Missing(of) => (of, true),
            InvalidInput::NotAHeaderValue(of) => (of, false),
            _ => return None,
        };
        (of == field && (form.is_checked.get() || !is_missing))
            .then(|| invalid_input(language, input))
    })
}

/// What is wrong with the credentials, where nothing at all counts as missing once the form is checked for a test.
fn fault(form: Form) -> Option<InvalidInput> {
    let draft = form.draft();
    match draft.credentials() {
        None if form.is_tested.get() => {
            let (identity, secret) = fields(form.vendor);
            Some(InvalidInput::Missing(identity.unwrap_or(secret)))
        }
        _ => draft.credentials_fault(),
    }
}

/// A field's name as a label. The vendors' own names are code and stay as they are.
fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) if !name.contains('_') && !matches!(name, "authkey" | "bitkey") => {
            first.to_uppercase().chain(characters).collect()
        }
        _ => name.to_owned(),
    }
}
