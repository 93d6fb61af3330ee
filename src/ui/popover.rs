//! A button that opens a small surface with controls in it, where choosing one must not close it.

use leptos::{children::ViewFn, html, prelude::*};

use super::{
    icon::{IconName, icon},
    menu::place,
};

/// A labelled button and what it opens. The surface uses the popover API: it lies above everything, and closes on
/// Escape or a press elsewhere. What is in it exists only while it is open.
#[component]
pub fn Popover(
    /// The button's words, which also name the surface.
    #[prop(into)]
    label: Signal<String>,
    /// The button's icon.
    icon: IconName,
    /// What is in it.
    #[prop(into)]
    content: ViewFn,
    /// Show only the icon; the words are its name then.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let surface = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        if let (Some(surface), Some(button)) = (surface.get_untracked(), button.get_untracked()) {
            _ = surface.show_popover();
            place(&surface, &button);
            if let Ok(Some(control)) = surface.query_selector("input, button")
                && let Ok(control) = wasm_bindgen::JsCast::dyn_into(control)
            {
                super::element::focus(&control);
            }
        }
    });
    view! {
        <button
            node_ref=button
            type="button"
            class=if label_hidden { "icon-button" } else { "button" }
            aria-haspopup="dialog"
            aria-label=move || label_hidden.then(|| label.get())
            title=move || label_hidden.then(|| label.get())
            aria-expanded=move || if open.get() { "true" } else { "false" }
            // A press closes an open surface before the click arrives; without this the click would open it again.
            on:pointerdown=move |event| if open.get_untracked() { event.prevent_default() }
            on:click=move |_| {
                if !open.get_untracked() {
                    open.set(true);
                } else if let Some(surface) = surface.get_untracked() {
                    _ = surface.hide_popover();
                }
            }
        >
            {self::icon(icon)}
            {(!label_hidden).then(|| view! { <span class="button-label">{move || label.get()}</span> })}
            {(!label_hidden).then(|| self::icon(IconName::ChevronDown))}
        </button>
        <div
            node_ref=surface
            class="menu popover"
            role="dialog"
            popover="auto"
            aria-label=move || label.get()
            on:toggle=move |_| {
                let shown = surface
                    .get_untracked()
                    .is_some_and(|surface| surface.matches(":popover-open").unwrap_or(false));
                if !shown {
                    open.set(false);
                }
            }
            on:keydown=move |event| {
                // Escape is the popover's own; it must not also close the panel around.
                if event.key() == "Escape" {
                    event.stop_propagation();
                }
            }
        >
            {move || open.get().then(|| content.run())}
        </div>
    }
    .into_any()
}
