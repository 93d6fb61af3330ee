//! A button that shows which of several is in use, and opens the list of them.

use leptos::prelude::*;

use super::{
    badge::Badge,
    icon::{IconName, icon},
    menu::menu_frame,
    tone::Tone,
};

/// One of those that can be chosen.
#[derive(Clone, PartialEq)]
pub struct PickerItem {
    /// What it is called.
    pub label: String,
    /// More about it; empty for nothing.
    pub hint: String,
    /// The name of its colour, as the style knows it; empty for none.
    pub color: &'static str,
    /// A warning that stands with it; empty for none.
    pub badge: String,
}

/// A menu of which one item is chosen, with a last entry that leads elsewhere.
#[component]
pub fn Picker(
    /// What is chosen among, read before what is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen, as it stands on the button.
    #[prop(into)]
    current: Signal<PickerItem>,
    /// All that can be chosen, and which of them is, asked for when the menu opens.
    #[prop(into)]
    items: Callback<(), (Vec<PickerItem>, Option<usize>)>,
    /// Runs with the place of the item that was chosen.
    #[prop(into)]
    on_pick: Callback<usize>,
    /// The words of the last entry.
    #[prop(into)]
    last: Signal<String>,
    /// Runs when the last entry was chosen.
    #[prop(into)]
    on_last: Callback<()>,
) -> impl IntoView {
    let row = move |place: usize, item: PickerItem, is_chosen: bool, close: Callback<()>| {
        view! {
            <button
                type="button"
                class="menu-item"
                role="menuitemradio"
                aria-checked=if is_chosen { "true" } else { "false" }
                tabindex="-1"
                on:click=move |_| {
                    close.run(());
                    on_pick.run(place);
                }
            >
                {color_dot(item.color)}
                <span class="picker-label">{item.label}</span>
                {warning(item.badge)}
                <span class="picker-hint">{item.hint}</span>
                <span class="picker-check">{is_chosen.then(|| icon(IconName::Check))}</span>
            </button>
        }
        .into_any()
    };
    let rows = Callback::new(move |close: Callback<()>| {
        let (items, chosen) = items.run(());
        let rows: Vec<AnyView> = items
            .into_iter()
            .enumerate()
            .map(|(place, item)| row(place, item, chosen == Some(place), close))
            .collect();
        view! {
            {rows}
            <hr class="menu-line" role="separator"/>
            <button
                type="button"
                class="menu-item"
                role="menuitem"
                tabindex="-1"
                on:click=move |_| {
                    close.run(());
                    on_last.run(());
                }
            >
                {icon(IconName::Settings)}
                <span>{last.get()}</span>
            </button>
        }
        .into_any()
    });
    let face = view! {
        <span class="visually-hidden">{move || label.get()} " "</span>
        {move || color_dot(current.get().color)}
        <span class="picker-label" title=move || current.get().label>
            {move || current.get().label}
        </span>
        " "
        {move || warning(current.get().badge)}
        {move || {
            let hint = current.get().hint;
            (!hint.is_empty()).then(|| view! { <span class="picker-hint">{hint}</span> })
        }}
        {icon(IconName::ChevronDown)}
    };
    menu_frame(label, "picker", false, face.into_any(), rows)
}

fn warning(badge: String) -> AnyView {
    if badge.is_empty() {
        return ().into_any();
    }
    view! { <Badge tone=Tone::Bad label=Signal::stored(badge)/> }.into_any()
}

/// A dot in a colour of the nine. It says nothing by itself: the name beside it does.
pub fn color_dot(color: &'static str) -> AnyView {
    if color.is_empty() {
        return ().into_any();
    }
    view! { <span class="color-dot" data-color=color></span> }.into_any()
}
