//! One of a few, chosen from a list.

use leptos::prelude::*;

use super::{
    field::Frame,
    icon::{IconName, icon},
};

/// A drop-down list.
#[component]
pub fn SelectField(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen option's value.
    value: RwSignal<String>,
    /// Values and their words, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Help below the field; empty for none.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether one must be chosen.
    #[prop(optional)]
    required: bool,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Keep the label for screen readers only, for toolbars.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, error, required);
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    let control = view! {
        <span class="select">
            <select
                class="input"
                id=frame.id()
                required=required
                disabled=move || disabled.get()
                aria-label=move || label_hidden.then(|| label.get())
                aria-invalid=move || invalid.get()
                aria-describedby=move || described_by.get()
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(option, words)| {
                            let this = option.clone();
                            view! {
                                <option value=option prop:selected=move || value.with(|value| *value == this)>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            {icon(IconName::ChevronDown)}
        </span>
    };
    if label_hidden {
        control.into_any()
    } else {
        frame.around(control.into_any())
    }
}
