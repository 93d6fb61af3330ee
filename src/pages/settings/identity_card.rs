//! What the connection is called and by what it is told apart.

use super::draft::NameFault;
use super::form::Form;
use crate::i18n::Language;
use crate::shell::color_name;
use crate::store::ConnectionColor;
use crate::ui::{Checkbox, ColorChoice, TextField};
use leptos::prelude::*;

/// The card.
pub fn identity_card(form: Form) -> AnyView {
    let words = form.words;
    let error = Signal::derive(move || {
        let language = words.0.get();
        let text = match form.name_fault()? {
            NameFault::TooLong => language.connection_name_long(),
            NameFault::Taken => language.connection_name_taken(),
        };
        Some(text.to_owned())
    });
    let colors = Signal::derive(move || {
        let language = words.0.get();
        ConnectionColor::ALL
            .map(|color| (color.as_str(), color_name(language, color).to_owned()))
            .to_vec()
    });
    let of_gateway_note = if form.session.has_gateway() {
        Language::connection_of_gateway_note
    } else {
        Language::connection_of_site_note
    };
    let vendor = form.vendor;
    view! {
        <section class="card">
            <h3 class="card-header">{words.of(Language::connection_identity)}</h3>
            <div class="card-body">
                {move || {
                    form.in_use()
                        .of_gateway
                        .then(|| {
                            view! {
                                <p class="section-note">
                                    {words.of(of_gateway_note)}
                                </p>
                            }
                        })
                }}
                <TextField
                    label=words.of(Language::connection_name)
                    hint=words.of(Language::connection_name_hint)
                    value=form.name
                    error=error
                    placeholder=words.with(move |language| language.vendor(vendor).to_owned())
                />
                <div class="field">
                    <span class="field-label" aria-hidden="true">
                        {words.of(Language::connection_color)}
                    </span>
                    <ColorChoice
                        label=words.of(Language::connection_color)
                        value=form.color
                        options=colors
                    />
                </div>
                <div class="field">
                    <Checkbox
                        label=words.of(Language::connection_production)
                        checked=form.production
                        on_change=move |is_on: bool| form.production.set(is_on)
                    />
                    <p class="field-hint">{words.of(Language::connection_production_note)}</p>
                </div>
            </div>
        </section>
    }
    .into_any()
}
