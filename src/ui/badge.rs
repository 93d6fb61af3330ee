//! Small statements of state.

use leptos::prelude::*;

use super::tone::Tone;

/// A word or two about the state of something.
#[component]
pub fn Badge(
    /// How good the news is.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The words.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=move || tone.get().as_str()>
            {move || label.get()}
        </span>
    }
    .into_any()
}

/// A dot that says how something is doing. The words are read aloud and shown as a tooltip.
#[component]
pub fn HealthDot(
    /// How it is doing.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The same in words.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span
            class="health-dot"
            role="img"
            data-tone=move || tone.get().as_str()
            aria-label=move || label.get()
            title=move || label.get()
        ></span>
    }
    .into_any()
}
