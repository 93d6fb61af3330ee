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
    // Whole numbers: writing a float takes 11 KB of program that nothing else of the first page needs.
    let whole = |number: f64| (number as u64).to_string();
    view! {
        <progress
            class="progress"
            aria-label=move || label.get()
            max=move || progress.get().map(|(_, total)| whole(total.max(1.0)))
            value=move || progress.get().map(|(done, _)| whole(done))
        ></progress>
    }
    .into_any()
}
