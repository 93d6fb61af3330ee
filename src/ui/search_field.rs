//! A search box.

use leptos::{html, prelude::*};

use super::{
    button::icon_button,
    element::{focus, is_composing},
    icon::{IconName, icon},
};

/// A search box with a button that empties it. Escape empties it too. When to act on the typing is the page's decision.
#[component]
pub fn SearchField(
    /// What is searched. For screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed, as it is typed.
    value: RwSignal<String>,
    /// The words of the button that empties it.
    #[prop(into)]
    clear_label: Signal<String>,
    /// Shown while the box is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Runs on Enter, but not on the Enter that picks a character from an input method.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let clear = Callback::new(move |()| {
        value.set(String::new());
        if let Some(input) = input.get_untracked() {
            focus(&input);
        }
    });
    view! {
        <div class="search" role="search">
            {icon(IconName::Search)}
            <input
                node_ref=input
                class="input"
                type="text"
                inputmode="search"
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=move || label.get()
                placeholder=move || placeholder.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if is_composing(&event) {
                        return;
                    }
                    match event.key().as_str() {
                        "Enter" => {
                            event.prevent_default();
                            if let Some(on_submit) = on_submit {
                                on_submit.run(());
                            }
                        }
                        "Escape" if value.with_untracked(|value| !value.is_empty()) => {
                            event.prevent_default();
                            event.stop_propagation();
                            clear.run(());
                        }
                        _ => {}
                    }
                }
            />
            {move || {
                value
                    .with(|value| !value.is_empty())
                    .then(|| icon_button(IconName::Close, clear_label, clear, None, false.into()))
            }}
        </div>
    }
    .into_any()
}
