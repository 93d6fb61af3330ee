//! The console inside a portal: it shows nothing before a portal that is listed has connected, and then what that portal
//! leaves of it. What is said is made and judged by the crate `embed`; here is what a browser has to do for it.

mod carrying_out;
mod console;
mod jobs_news;
mod link;
mod parent;
mod reports;
mod unsaved;

use super::Appearance;
use super::threshold::own_tab_link_primary;
use crate::i18n::{Language, Words};
use crate::session::Config;
use crate::ui::{EmptyState, IconName, OwnSheet};
use console::console;
use embed::{Refusal, Settings};
use leptos::prelude::*;
use link::Link;
use parent::{Meeting, meet};

// Fetched in a frame only.
piece!(pub fetch_embedded = embedded, |config: Config| view(config));

/// How far it is.
#[derive(Clone)]
enum Stage {
    Waiting,
    Silent,
    Unlisted,
    Refused(Refusal),
    Connected(Box<Settings>, Link),
}

/// What the portal can change of the console's looks.
#[derive(Clone, Copy)]
pub struct Looks {
    appearance: Appearance,
    /// The portal's design tokens; a browser without such sheets shows the console in its own.
    tokens: StoredValue<Option<OwnSheet>, LocalStorage>,
}

impl Looks {
    /// Changes what is named and leaves the rest.
    pub fn change(self, wanted: &embed::Appearance) {
        use crate::store::Theme;
        if let Some(language) = wanted.language {
            self.appearance.words.0.set(match language {
                embed::Language::Chinese => Language::Chinese,
                embed::Language::English => Language::English,
            });
        }
        if let Some(theme) = wanted.theme {
            self.appearance.theme.set(match theme {
                embed::Theme::Light => Theme::Light,
                embed::Theme::Dark => Theme::Dark,
                embed::Theme::System => Theme::System,
            });
        }
        if let Some(tokens) = &wanted.tokens {
            self.tokens.with_value(|sheet| {
                if let Some(sheet) = sheet {
                    // The rule is made of values that were read, so that there is nothing to be refused.
                    _ = sheet.write(&tokens.sheet());
                }
            });
        }
    }
}

fn view(config: Config) -> AnyView {
    let looks = Looks {
        appearance: Appearance::provide_for_portal(config.site.language, config.site.theme),
        tokens: StoredValue::new_local(OwnSheet::adopt().ok()),
    };
    let words = looks.appearance.words;
    let stage = RwSignal::new_local(Stage::Waiting);
    meet(&config.embed_origins, move |meeting| {
        let now = match meeting {
            Meeting::Unlisted => Stage::Unlisted,
            Meeting::Silent => Stage::Silent,
            Meeting::Refused(refusal) => Stage::Refused(refusal),
            Meeting::Connected(settings, port) => {
                looks.change(&settings.appearance);
                Stage::Connected(settings, Link::new(port))
            }
        };
        _ = stage.try_set(now);
    });
    let config = StoredValue::new(config);
    (move || match stage.get() {
        Stage::Waiting => waiting(words),
        Stage::Silent => notice(
            words,
            words.of(Language::embed_silent),
            words.of(Language::embed_silent_body),
        ),
        Stage::Unlisted => notice(
            words,
            words.of(Language::embed_unlisted),
            words.of(Language::embed_unlisted_body),
        ),
        Stage::Refused(refusal) => notice(
            words,
            words.of(Language::embed_refused),
            words.with(move |language| language.embed_refused_body(refusal.word())),
        ),
        Stage::Connected(settings, link) => console(config.get_value(), looks, &settings, link),
    })
    .into_any()
}

fn waiting(words: Words) -> AnyView {
    view! {
        <main class="sign-in" aria-busy="true">
            <p class="muted" role="status">
                {words.of(Language::embed_waiting)}
            </p>
        </main>
    }
    .into_any()
}

fn notice(words: Words, title: Signal<String>, body: Signal<String>) -> AnyView {
    view! {
        <main class="sign-in">
            <EmptyState icon=IconName::Lock title=title body=body is_page=true>
                {own_tab_link_primary(words)}
            </EmptyState>
        </main>
    }
    .into_any()
}
