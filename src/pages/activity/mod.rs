//! Every write that was made from this browser.

use crate::i18n::{Language, use_words};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="page">
            <h1>{words.of(Language::activity)}</h1>
        </div>
    }
}
