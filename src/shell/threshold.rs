//! What stands between a visitor and the console: signing in, or, in a frame, the portal that has to say who it is. A piece
//! of the program that most visits never fetch.

use super::embedded::fetch_embedded;
use super::sign_in::sign_in_page;
use super::{Appearance, is_framed};
use crate::i18n::{Language, Words};
use crate::piece::{Make, PieceMissing};
use crate::session::Config;
use crate::store::Theme;
use crate::ui::{Icon, IconName, LINK_BUTTON, LINK_BUTTON_PRIMARY, provide_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;

piece!(pub fetch_threshold = threshold, |config: Config| threshold_view(config));

fn threshold_view(config: Config) -> AnyView {
    let toasts = provide_toasts();
    if !is_framed() {
        Appearance::provide(toasts, None, Theme::System);
        return sign_in_page(config.access);
    }
    let arrival = RwSignal::new(None::<Result<Make<Config>, PieceMissing>>);
    spawn_local(async move {
        let made = fetch_embedded().await;
        _ = arrival.try_set(Some(made));
    });
    let config = StoredValue::new(config);
    (move || match arrival.get() {
        Some(Ok(make)) => make(config.get_value()),
        // The browser has said what did not arrive; there is nothing here yet that a word could be said in.
        Some(Err(PieceMissing)) | None => ().into_any(),
    })
    .into_any()
}

/// A link that opens this very address in a tab of its own, where the browser treats the console as a site of its own.
pub fn own_tab_link(words: Words) -> AnyView {
    own_tab(words, LINK_BUTTON)
}

/// The same as the one thing to do.
pub fn own_tab_link_primary(words: Words) -> AnyView {
    own_tab(words, LINK_BUTTON_PRIMARY)
}

fn own_tab(words: Words, class: &'static str) -> AnyView {
    let address = window().location().href().unwrap_or_default();
    view! {
        <a class=class href=address target="_blank" rel="noopener">
            <Icon name=IconName::ChevronRight/>
            {words.of(Language::open_own_tab)}
        </a>
    }
    .into_any()
}
