//! The connection test: its button, and the place where the doctor's checks appear.

use super::doctor::doctor_place;
use super::form::Form;
use crate::i18n::Language;
use crate::ui::{Button, ButtonVariant, IconName, TextField};
use leptos::prelude::*;
use vendors::Vendor;

/// The card.
pub fn test_card(form: Form) -> AnyView {
    let words = form.words;
    let is_running = Signal::derive(move || form.doctor.is_running());
    let stop = move || {
        is_running.get().then(|| {
            view! {
                <Button
                    label=words.of(Language::doctor_stop)
                    variant=ButtonVariant::Ghost
                    on_click=move |()| form.doctor.stop()
                />
            }
        })
    };
    view! {
        <section class="card">
            <h3 class="card-header">{words.of(Language::settings_test)}</h3>
            <div class="card-body">
                <p class="section-note">{words.of(note(form.vendor))}</p>
                {app_field(form)}
                <div class="cluster">
                    <Button
                        label=words.of(Language::settings_test_button)
                        icon=IconName::Plug
                        busy=is_running
                        on_click=move |()| form.test()
                    />
                    {stop}
                </div>
                {doctor_place(form)}
            </div>
        </section>
    }
    .into_any()
}

const fn note(vendor: Vendor) -> fn(Language) -> &'static str {
    match vendor {
        Vendor::T12 => Language::settings_test_note_t12,
        Vendor::Tingyun => Language::settings_test_note_tingyun,
        Vendor::BitAnswer => Language::settings_test_note_bitanswer,
        Vendor::ShareCreators => Language::settings_test_note_sharecreators,
    }
}

fn app_field(form: Form) -> AnyView {
    if form.vendor != Vendor::T12 {
        return ().into_any();
    }
    let words = form.words;
    let error = Signal::derive(move || {
        let is_missing = form.app.with(|app| app.trim().is_empty());
        (form.is_tested.get() && is_missing)
            .then(|| words.0.get().settings_test_app_missing().to_owned())
    });
    view! {
        <TextField
            label=words.of(Language::settings_test_app)
            hint=words.of(Language::settings_test_app_hint)
            value=form.app
            error=error
            mono=true
        />
    }
    .into_any()
}
