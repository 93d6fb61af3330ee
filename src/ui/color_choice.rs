//! One colour of a few, all in sight.

use leptos::prelude::*;

use super::element::unique_id;

/// Radio buttons drawn as dots of colour. Their names are read aloud and shown as tooltips.
#[component]
pub fn ColorChoice(
    /// What is chosen. For screen readers; write a visible label beside it where it is needed.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen colour's name, as the style knows it.
    value: RwSignal<String>,
    /// The colours' names, as the style knows them, and their words, in order.
    #[prop(into)]
    options: Signal<Vec<(&'static str, String)>>,
) -> impl IntoView {
    let name = unique_id("color");
    view! {
        <div class="color-choice" role="radiogroup" aria-label=move || label.get()>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(color, words)| {
                        let title = words.clone();
                        view! {
                            <label class="color-option" title=title>
                                <input
                                    type="radio"
                                    name=name.clone()
                                    value=color
                                    aria-label=words
                                    prop:checked=move || value.with(|value| value == color)
                                    on:change=move |event| value.set(event_target_value(&event))
                                />
                                <span class="color-dot" data-color=color></span>
                            </label>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
    .into_any()
}
