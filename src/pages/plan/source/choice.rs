//! A drop-down list that says what was chosen when it was chosen, and shows what is so.

use crate::ui::SelectField;
use leptos::prelude::*;

/// A list of values and their words. `on_choose` runs for what the admin chooses, and not for what becomes so otherwise.
pub fn choice(
    label: Signal<String>,
    options: Signal<Vec<(String, String)>>,
    current: Signal<String>,
    on_choose: Callback<String>,
) -> AnyView {
    let value = RwSignal::new(current.get_untracked());
    Effect::new(move |_| value.set(current.get()));
    Effect::new(move |_| {
        let chosen = value.get();
        if chosen != current.get_untracked() {
            on_choose.run(chosen);
        }
    });
    view! { <SelectField label=label value=value options=options/> }.into_any()
}
