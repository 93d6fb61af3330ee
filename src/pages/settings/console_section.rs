//! The console itself: where it keeps secrets, how it looks, and which versions are at work.

use super::transfer_section::transfer_section;
use super::vault_section::vault_section;
use crate::i18n::{Language, use_words};
use crate::session::use_session;
use crate::shell::use_appearance;
use crate::store::{Density, Theme};
use crate::ui::{Cell, Description, DescriptionList, Notice, SegmentedControl, Tone};
use leptos::prelude::*;

/// The section.
pub fn console_section() -> AnyView {
    view! { {vault_section()} {transfer_section()} {appearance()} {versions()} }.into_any()
}

fn appearance() -> AnyView {
    let appearance = use_appearance();
    let words = appearance.words;
    let language = choice(
        Signal::derive(move || words.0.get().tag().to_owned()),
        Callback::new(move |tag: String| {
            if let Some(language) = Language::from_tag(&tag) {
                words.0.set(language);
            }
        }),
    );
    // Each language is called what its own readers call it.
    let languages = Signal::stored(
        [
            (Language::Chinese, "简体中文"),
            (Language::English, "English"),
        ]
        .map(|(language, name)| (language.tag().to_owned(), name.to_owned()))
        .to_vec(),
    );
    let theme = choice(
        Signal::derive(move || theme_name(appearance.theme.get()).to_owned()),
        Callback::new(move |name: String| {
            let chosen = [Theme::Light, Theme::Dark]
                .into_iter()
                .find(|theme| theme_name(*theme) == name);
            appearance.theme.set(chosen.unwrap_or(Theme::System));
        }),
    );
    let themes = Signal::derive(move || {
        let language = words.0.get();
        vec![
            option(theme_name(Theme::System), language.theme_system()),
            option(theme_name(Theme::Light), language.theme_light()),
            option(theme_name(Theme::Dark), language.theme_dark()),
        ]
    });
    let density = choice(
        Signal::derive(move || density_name(appearance.density.get()).to_owned()),
        Callback::new(move |name: String| {
            appearance
                .density
                .set(if name == density_name(Density::Comfortable) {
                    Density::Comfortable
                } else {
                    Density::Compact
                });
        }),
    );
    let densities = Signal::derive(move || {
        let language = words.0.get();
        vec![
            option(density_name(Density::Compact), language.density_compact()),
            option(
                density_name(Density::Comfortable),
                language.density_comfortable(),
            ),
        ]
    });
    let row = move |label: fn(Language) -> &'static str,
                    value: RwSignal<String>,
                    options: Signal<Vec<(String, String)>>| {
        view! {
            <div class="field">
                <span class="field-label" aria-hidden="true">{words.of(label)}</span>
                <div>
                    <SegmentedControl label=words.of(label) value=value options=options/>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <h2 class="card-header">{words.of(Language::settings_appearance)}</h2>
            <div class="card-body">
                <p class="section-note">{words.of(Language::settings_appearance_note)}</p>
                {row(Language::settings_language, language, languages)}
                {row(Language::theme, theme, themes)}
                {row(Language::density, density, densities)}
            </div>
        </section>
    }
    .into_any()
}

/// A value for a control that follows another signal, and changes it when a person chooses.
fn choice(current: Signal<String>, on_choose: Callback<String>) -> RwSignal<String> {
    let chosen = RwSignal::new(current.get_untracked());
    Effect::new(move |_| {
        let current = current.get();
        if chosen.get_untracked() != current {
            chosen.set(current);
        }
    });
    Effect::new(move |_| {
        let chosen = chosen.get();
        if current.get_untracked() != chosen {
            on_choose.run(chosen);
        }
    });
    chosen
}

fn option(value: &str, words: &str) -> (String, String) {
    (value.to_owned(), words.to_owned())
}

const fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "system",
    }
}

const fn density_name(density: Density) -> &'static str {
    match density {
        Density::Compact => "compact",
        Density::Comfortable => "comfortable",
    }
}

fn versions() -> AnyView {
    let words = use_words();
    let gateway = use_session().gateway_version();
    let console = env!("CARGO_PKG_VERSION");
    let differ = gateway.as_deref().is_some_and(|version| version != console);
    let items = Signal::derive(move || {
        let language = words.0.get();
        let of_gateway = match &gateway {
            Some(version) => Cell::Mono(version.clone()),
            None => Cell::Muted(language.settings_gateway_absent().to_owned()),
        };
        vec![
            Description::new(
                language.settings_console_version(),
                Cell::Mono(console.to_owned()),
            ),
            Description::new(language.settings_gateway_version(), of_gateway),
        ]
    });
    view! {
        <section class="card">
            <h2 class="card-header">{words.of(Language::settings_versions)}</h2>
            <div class="card-body">
                <DescriptionList items=items/>
                {differ
                    .then(|| {
                        view! { <Notice tone=Tone::Warn title=words.of(Language::settings_versions_differ)/> }
                    })}
            </div>
        </section>
    }
    .into_any()
}
