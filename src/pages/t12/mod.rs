//! The T12 page.

use leptos::prelude::*;

/// The T12 page.
#[component]
pub fn T12Page() -> impl IntoView {
    view! { <h1>"T12"</h1> }
}
