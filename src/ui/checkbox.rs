//! A yes or no.

use leptos::prelude::*;

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// What is said yes to.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is.
    #[prop(into)]
    checked: Signal<bool>,
    /// Runs with the new value.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Neither yes nor no: some of what it stands for.
    #[prop(optional, into)]
    indeterminate: Signal<bool>,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Keep the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                prop:indeterminate=move || indeterminate.get()
                disabled=move || disabled.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="checkbox-label" class:visually-hidden=label_hidden>
                {move || label.get()}
            </span>
        </label>
    }
    .into_any()
}
