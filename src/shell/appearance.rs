//! Language, theme and row height: chosen once, applied to the document at once, kept by the browser.

use crate::i18n::{Language, Words, use_words};
use crate::store::{Density, Preferences, Theme, load_preferences, save_preferences};
use crate::ui::{ToastHub, Tone};
use leptos::prelude::*;

/// How the console looks, given by context.
#[derive(Clone, Copy)]
pub struct Appearance {
    /// The words and their language.
    pub words: Words,
    /// Light, dark or as the system says.
    pub theme: RwSignal<Theme>,
    /// The height of table rows.
    pub density: RwSignal<Density>,
}

/// The appearance from context; components outside the application's root get one that is not kept.
pub fn use_appearance() -> Appearance {
    use_context().unwrap_or_else(|| Appearance {
        words: use_words(),
        theme: RwSignal::default(),
        density: RwSignal::default(),
    })
}

impl Appearance {
    /// Loads the preferences, applies them, and keeps every change. `language`, by its tag, and `theme` are what holds for
    /// whoever chose none.
    pub fn provide(toasts: ToastHub, language: Option<&str>, theme: Theme) {
        let kept = load_preferences().unwrap_or_else(|| Preferences {
            theme,
            ..Preferences::default()
        });
        let chosen = kept.language.as_deref().and_then(Language::from_tag);
        let proposed = language.and_then(Language::from_tag);
        let first = chosen.or(proposed).unwrap_or_else(browser_language);
        let appearance = Appearance {
            words: Words(RwSignal::new(first)),
            theme: RwSignal::new(kept.theme),
            density: RwSignal::new(kept.density),
        };
        provide_context(appearance);
        provide_context(appearance.words);
        Effect::new(move |before: Option<Preferences>| {
            let language = appearance.words.0.get();
            let now = Preferences {
                // A language that was never chosen goes on following the browser.
                language: (chosen.is_some() || language != first)
                    .then(|| language.tag().to_owned()),
                theme: appearance.theme.get(),
                density: appearance.density.get(),
            };
            apply(language, &now);
            if before.is_some_and(|before| before != now) && save_preferences(&now).is_err() {
                toasts.push(Tone::Warn, language.storage_failed(), None, None);
            }
            now
        });
    }
}

impl Appearance {
    /// The same in a portal's frame, where the portal decides: nothing is kept, or it would change the console's own tab.
    pub fn provide_for_portal(language: Option<&str>, theme: Theme) -> Appearance {
        let kept = load_preferences().unwrap_or_else(|| Preferences {
            theme,
            ..Preferences::default()
        });
        let chosen = kept.language.as_deref().or(language);
        let chosen = chosen.and_then(Language::from_tag);
        let appearance = Appearance {
            words: Words(RwSignal::new(chosen.unwrap_or_else(browser_language))),
            theme: RwSignal::new(kept.theme),
            density: RwSignal::new(kept.density),
        };
        provide_context(appearance);
        provide_context(appearance.words);
        Effect::new(move |_| {
            let now = Preferences {
                language: None,
                theme: appearance.theme.get(),
                density: appearance.density.get(),
            };
            apply(appearance.words.0.get(), &now);
        });
        appearance
    }
}

fn apply(language: Language, preferences: &Preferences) {
    let Some(root) = document().document_element() else {
        return;
    };
    let theme = match preferences.theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "",
    };
    let density = match preferences.density {
        Density::Compact => "compact",
        Density::Comfortable => "comfortable",
    };
    for (name, value) in [
        ("lang", language.tag()),
        ("data-theme", theme),
        ("data-density", density),
    ] {
        // The names are constants that every browser takes.
        let _ = if value.is_empty() {
            root.remove_attribute(name)
        } else {
            root.set_attribute(name, value)
        };
    }
}

fn browser_language() -> Language {
    let tags: Vec<String> = window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect();
    Language::preferred(tags.iter().map(String::as_str))
}
