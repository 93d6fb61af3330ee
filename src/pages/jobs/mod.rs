//! Jobs: all of them, and one as it goes.

use crate::i18n::{Language, use_words};
use leptos::prelude::*;

/// The page.
#[component]
pub fn JobsPage() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="page">
            <h1>{words.of(Language::jobs)}</h1>
        </div>
    }
}
