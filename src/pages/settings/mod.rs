//! The settings: how each vendor is reached, who we are there, whether that works, and how the console looks.

mod connection_card;
mod console_section;
mod credentials_card;
mod doctor;
mod draft;
mod form;
mod forms;
mod header_rows;
mod identity_card;
mod keeping;
mod leaving;
mod limits;
mod list_card;
mod removal;
mod sample;
mod test_card;
mod transfer_import;
mod transfer_section;
mod vault_dialogs;
mod vault_section;

use super::parameters::use_parameters;
use crate::i18n::{Language, Words, use_words, vendor_notes};
use crate::routes::{Page, parameter};
use crate::session::use_session;
use crate::store::ConnectionsTrouble;
use crate::ui::{
    Badge, Button, ButtonVariant, Notice, Tone, adopt_style, color_dot, keep_focus, use_toasts,
};
use connection_card::connection_card;
use console_section::console_section;
use credentials_card::credentials_card;
use form::Form;
use forms::Forms;
use identity_card::identity_card;
use leaving::leave_dialog;
use leptos::html::{A, Div};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use list_card::{list_card, settings_link};
use removal::{Removal, removal_dialog};
use test_card::test_card;
use vendors::Vendor;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// The name of the section about the console itself, where the others have a vendor's.
const CONSOLE: &str = "console";

/// The settings page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    adopt_style(include_str!("../../../style/settings.css"));
    let (words, session, toasts) = (use_words(), use_session(), use_toasts());
    let parameters = use_parameters(Page::Settings);
    let slug = parameters.signal(parameter::SECTION);
    let name = parameters.signal(parameter::CONNECTION);
    // `None` is the console itself.
    let section = Memo::new(move |_| match slug.get().as_str() {
        CONSOLE => None,
        slug => Vendor::from_slug(slug)
            .filter(|vendor| session.shows(*vendor))
            .or_else(|| session.vendors().first().copied()),
    });
    let forms = Forms::new(words, session, toasts);
    let removal = Removal::new();
    let tab = move |target: Option<Vendor>| {
        let label = words.with(move |language| match target {
            Some(vendor) => language.vendor(vendor).to_owned(),
            None => language.settings_console().to_owned(),
        });
        let slug = target.map_or(CONSOLE, Vendor::slug);
        let shown = NodeRef::<A>::new();
        // On a telephone the tabs are wider than the screen.
        Effect::new(move || {
            if section.get() == target
                && let Some(tab) = shown.get()
            {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                options.set_inline(ScrollLogicalPosition::Nearest);
                tab.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
        view! {
            <a
                class="tab"
                href=Page::Settings.link(&[(parameter::SECTION, slug)])
                aria-current=move || (section.get() == target).then_some("page")
                node_ref=shown
            >
                {label}
                {target.map(|vendor| unsaved_mark(forms, vendor))}
            </a>
        }
        .into_any()
    };
    let tabs: Vec<AnyView> = session
        .vendors()
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
            {move || session.connections_trouble().map(|trouble| trouble_notice(words, trouble))}
            {move || match section.get() {
                Some(vendor) => vendor_section(forms, removal, vendor, name),
                None => console_section(),
            }}
        </div>
        {removal_dialog(forms, removal)}
        {leave_dialog(forms)}
    }
    .into_any()
}

fn trouble_notice(words: Words, trouble: ConnectionsTrouble) -> AnyView {
    let remedy = match trouble {
        ConnectionsTrouble::Newer(_) => Language::connections_newer_remedy,
        ConnectionsTrouble::Damaged(_) => Language::connections_damaged_remedy,
        ConnectionsTrouble::DamagedInPlace => Language::connections_damaged_in_place_remedy,
    };
    let title = words.with(move |language| match &trouble {
        ConnectionsTrouble::Newer(version) => language.connections_newer(*version),
        ConnectionsTrouble::Damaged(name) => language.connections_damaged(name),
        ConnectionsTrouble::DamagedInPlace => language.connections_damaged_in_place().to_owned(),
    });
    view! {
        <Notice tone=Tone::Warn title=title>
            <p>{words.of(remedy)}</p>
        </Notice>
    }
    .into_any()
}

fn unsaved_mark(forms: Forms, vendor: Vendor) -> AnyView {
    let is_changed = Memo::new(move |_| forms.has_unsaved(vendor));
    let mark = move || {
        is_changed.get().then(|| {
            let label = forms.words.of(Language::settings_unsaved);
            view! { <span class="settings-mark" role="img" aria-label=label title=label></span> }
        })
    };
    mark.into_any()
}

fn vendor_section(forms: Forms, removal: Removal, vendor: Vendor, name: Memo<String>) -> AnyView {
    // Another order of the connections is no other form.
    let form = Memo::new(move |_| ById(name.with(|name| forms.named(vendor, name))));
    let current = Memo::new(move |_| {
        let form = form.get().0;
        (!form.is_new.get()).then(|| form.id())
    });
    view! {
        {list_card(forms, removal, vendor, current)}
        {move || connection_form(forms, form.get().0)}
        {notes(forms.words, vendor)}
    }
    .into_any()
}

/// A form, which is the same as long as its connection is.
#[derive(Clone, Copy)]
struct ById(Form);

impl PartialEq for ById {
    fn eq(&self, other: &ById) -> bool {
        self.0.id() == other.0.id()
    }
}

fn connection_form(forms: Forms, form: Form) -> AnyView {
    let words = form.words;
    let navigate = use_navigate();
    let save = move |()| {
        let was_new = form.is_new.get_untracked();
        if form.save() && was_new {
            let link = settings_link(form.vendor, form.id().as_str());
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&link, options);
        }
    };
    let title = Signal::derive(move || form.shown_name());
    let navigate = use_navigate();
    let cancel = Callback::new(move |()| {
        forms.close(form.id());
        navigate(&settings_link(form.vendor, ""), NavigateOptions::default());
    });
    let cancel = move || {
        form.is_new.get().then(|| {
            view! {
                <Button
                    label=words.of(Language::cancel)
                    variant=ButtonVariant::Ghost
                    on_click=cancel
                />
            }
        })
    };
    view! {
        <h2 class="section-title settings-current">
            {move || color_dot(form.in_use().color.as_str())}
            {move || title.get()}
        </h2>
        <crate::ui::Form on_submit=save>
            {identity_card(form)} {connection_card(form)} {credentials_card(form)}
            {save_bar(form, cancel.into_any())}
        </crate::ui::Form>
        {test_card(form)}
    }
    .into_any()
}

fn save_bar(form: Form, cancel: AnyView) -> AnyView {
    let words = form.words;
    let is_changed = Memo::new(move |_| form.is_changed());
    let is_same = Signal::derive(move || !is_changed.get());
    // There is nothing to save once it was saved.
    let bar = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(bar) = bar.get() {
            keep_focus(&bar);
        }
    });
    view! {
        <div node_ref=bar class="cluster">
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
            {cancel}
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
