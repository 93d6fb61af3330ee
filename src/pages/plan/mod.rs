//! What a change would do, before it is done: the file or the selection that it comes from, and the plan.

use crate::i18n::{Language, use_words};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="page">
            <h1>{words.of(Language::plan)}</h1>
        </div>
    }
}
