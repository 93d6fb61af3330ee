//! The ShareCreators page.

use leptos::prelude::*;

/// The ShareCreators page.
#[component]
pub fn ShareCreatorsPage() -> impl IntoView {
    view! { <h1>"ShareCreators"</h1> }
}
