//! The BitAnswer page.

use leptos::prelude::*;

/// The BitAnswer page.
#[component]
pub fn BitAnswerPage() -> impl IntoView {
    view! { <h1>"BitAnswer"</h1> }
}
