//! The settings: how each vendor is reached, who we are there, whether that works, and how the console looks.

mod connection_card;
mod console_section;
mod credentials_card;
mod draft;
mod form;
mod header_rows;
mod limits;
mod sample;
mod test_card;
mod trial;

use super::parameters::use_parameters;
use crate::i18n::{Language, Words, use_words, vendor_notes};
use crate::routes::{Page, parameter};
use crate::session::use_session;
use crate::ui::{Badge, Button, ButtonVariant, Tone, use_toasts};
use connection_card::connection_card;
use console_section::console_section;
use credentials_card::credentials_card;
use form::Form;
use leptos::prelude::*;
use test_card::test_card;
use vendors::Vendor;

/// The name of the section about the console itself, where the others have a vendor's.
const CONSOLE: &str = "console";

/// The settings page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let (words, session, toasts) = (use_words(), use_session(), use_toasts());
    let name = use_parameters(Page::Settings).signal(parameter::SECTION);
    // `None` is the console itself.
    let section = Memo::new(move |_| match name.get().as_str() {
        CONSOLE => None,
        slug => Some(Vendor::from_slug(slug).unwrap_or(Vendor::ALL[0])),
    });
    let forms = Vendor::ALL.map(|vendor| Form::new(vendor, words, session, toasts));
    let tab = move |target: Option<Vendor>| {
        let label = words.with(move |language| match target {
            Some(vendor) => language.vendor(vendor).to_owned(),
            None => language.settings_console().to_owned(),
        });
        let slug = target.map_or(CONSOLE, Vendor::slug);
        view! {
            <a
                class="tab"
                href=Page::Settings.link(&[(parameter::SECTION, slug)])
                aria-current=move || (section.get() == target).then_some("page")
            >
                {label}
                {target.map(|vendor| unsaved_mark(forms[vendor as usize]))}
            </a>
        }
        .into_any()
    };
    let tabs: Vec<AnyView> = Vendor::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(tab)
        .collect();
    view! {
        <div class="page page-narrow settings">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::settings)}</h1>
                    <p class="page-description">{words.of(Language::settings_description)}</p>
                </div>
            </header>
            <nav class="tabs" aria-label=words.of(Language::settings_sections)>{tabs}</nav>
            {move || match section.get() {
                Some(vendor) => vendor_section(forms[vendor as usize]),
                None => console_section(),
            }}
        </div>
    }
    .into_any()
}

fn unsaved_mark(form: Form) -> AnyView {
    let is_changed = Memo::new(move |_| form.is_changed());
    let mark = move || {
        is_changed.get().then(|| {
            let label = form.words.of(Language::settings_unsaved);
            view! { <span class="settings-mark" role="img" aria-label=label title=label></span> }
        })
    };
    mark.into_any()
}

fn vendor_section(form: Form) -> AnyView {
    view! {
        <crate::ui::Form on_submit=move |()| form.save()>
            {connection_card(form)} {credentials_card(form)} {save_bar(form)}
        </crate::ui::Form>
        {test_card(form)}
        {notes(form.words, form.vendor)}
    }
    .into_any()
}

fn save_bar(form: Form) -> AnyView {
    let words = form.words;
    let is_changed = Memo::new(move |_| form.is_changed());
    let is_same = Signal::derive(move || !is_changed.get());
    view! {
        <div class="cluster">
            <Button
                label=words.of(Language::save)
                variant=ButtonVariant::Primary
                kind=crate::ui::ButtonKind::Submit
                disabled=is_same
            />
            <Button
                label=words.of(Language::settings_discard)
                variant=ButtonVariant::Ghost
                disabled=is_same
                on_click=move |()| form.discard()
            />
            {move || {
                is_changed
                    .get()
                    .then(|| {
                        view! { <Badge tone=Tone::Warn label=words.of(Language::settings_unsaved)/> }
                    })
            }}
        </div>
    }
    .into_any()
}

fn notes(words: Words, vendor: Vendor) -> AnyView {
    let items = vendor_notes(vendor)
        .iter()
        .map(|note| view! { <li>{words.of(*note)}</li> })
        .collect_view();
    view! {
        <section class="section">
            <h2 class="section-title">{words.of(Language::settings_notes)}</h2>
            <p class="section-note">{words.of(Language::settings_notes_intro)}</p>
            <ul class="settings-notes">{items}</ul>
        </section>
    }
    .into_any()
}
