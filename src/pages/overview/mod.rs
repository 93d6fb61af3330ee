//! The Overview page.

use leptos::prelude::*;

/// The Overview page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <h1>"Overview"</h1> }
}
