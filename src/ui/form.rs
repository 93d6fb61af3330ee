//! A form that never leaves the page.

use leptos::prelude::*;

use super::element::is_composing;

/// A form whose submission is a callback. The browser neither sends it nor shows its own validation bubbles: fields
/// show their errors themselves.
#[component]
pub fn Form(
    /// Runs on Enter in a field or on a submit button.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class="form"
            novalidate=true
            autocomplete="off"
            on:keydown=move |event| {
                if event.key() == "Enter" && is_composing(&event) {
                    event.prevent_default();
                }
            }
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {children()}
        </form>
    }
    .into_any()
}
