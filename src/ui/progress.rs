//! How far something is.

use leptos::prelude::*;

/// A progress bar for anything that takes longer than a second.
#[component]
pub fn ProgressBar(
    /// What is under way.
    #[prop(into)]
    label: Signal<String>,
    /// Done and total; `None` while the total is not known.
    #[prop(optional, into)]
    progress: Signal<Option<(f64, f64)>>,
) -> impl IntoView {
    view! {
        <progress
            class="progress"
            aria-label=move || label.get()
            max=move || progress.get().map(|(_, total)| total.max(1.0).to_string())
            value=move || progress.get().map(|(done, _)| done.to_string())
        ></progress>
    }
    .into_any()
}
