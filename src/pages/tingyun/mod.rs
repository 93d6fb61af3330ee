//! The Tingyun page.

use leptos::prelude::*;

/// The Tingyun page.
#[component]
pub fn TingyunPage() -> impl IntoView {
    view! { <h1>"Tingyun"</h1> }
}
