//! One of two to five, all in sight.

use leptos::prelude::*;

use super::element::unique_id;

/// Radio buttons drawn as one strip.
#[component]
pub fn SegmentedControl(
    /// What is chosen. For screen readers; write a visible label beside it where it is needed.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen option's value.
    value: RwSignal<String>,
    /// Values and their words, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let name = unique_id("segment");
    view! {
        <div class="segmented" role="radiogroup" aria-label=move || label.get()>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(option, words)| {
                        let this = option.clone();
                        view! {
                            <label class="segment">
                                <input
                                    type="radio"
                                    class="visually-hidden"
                                    name=name.clone()
                                    value=option
                                    prop:checked=move || value.with(|value| *value == this)
                                    on:change=move |event| value.set(event_target_value(&event))
                                />
                                <span>{words}</span>
                            </label>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
    .into_any()
}
