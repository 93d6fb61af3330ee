//! A button that opens a short list of actions.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{
    element::{focus, focused},
    icon::{IconName, icon},
};

/// One action of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// An icon before them.
    pub icon: Option<IconName>,
    /// Whether it destroys something.
    pub danger: bool,
    /// Whether it cannot be chosen now.
    pub disabled: bool,
    /// Runs when chosen, after the menu closed.
    pub on_select: Callback<()>,
}

/// A menu button. The list uses the popover API: it lies above everything, and closes on Escape or a press elsewhere.
#[component]
pub fn Menu(
    /// The button's words.
    #[prop(into)]
    label: Signal<String>,
    /// The button's icon.
    icon: IconName,
    /// The actions, asked for when the menu opens.
    #[prop(into)]
    items: Callback<(), Vec<MenuItem>>,
    /// Show the words on the button too, not only the icon.
    #[prop(optional)]
    labelled: bool,
) -> impl IntoView {
    menu(label, icon, items, labelled)
}

pub(super) fn menu(
    label: Signal<String>,
    name: IconName,
    items: Callback<(), Vec<MenuItem>>,
    labelled: bool,
) -> AnyView {
    let rows = Callback::new(move |close: Callback<()>| {
        let items = items.run(());
        items
            .into_iter()
            .map(|item| menu_row(item, close))
            .collect_view()
            .into_any()
    });
    let class = if labelled { "button" } else { "icon-button" };
    let face = view! {
        {icon(name)}
        {labelled.then(|| view! { <span class="button-label">{move || label.get()}</span> })}
        {labelled.then(|| icon(IconName::ChevronDown))}
    };
    menu_frame(label, class, !labelled, face.into_any(), rows)
}

/// One row of a menu.
pub(super) fn menu_row(item: MenuItem, close: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="menu-item"
            role="menuitem"
            tabindex="-1"
            data-danger=item.danger.then_some("true")
            disabled=item.disabled
            on:click=move |_| {
                close.run(());
                item.on_select.run(());
            }
        >
            {item.icon.map(icon)}
            <span>{item.label}</span>
        </button>
    }
    .into_any()
}

/// A button and the list that it opens, whatever stands on the one and in the other. `rows` gets what closes the list;
/// each row has a role that begins with `menuitem`.
pub(super) fn menu_frame(
    label: Signal<String>,
    class: &'static str,
    is_named_by_label: bool,
    face: AnyView,
    rows: Callback<Callback<()>, AnyView>,
) -> AnyView {
    let open = RwSignal::new(false);
    let list = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let close = move || {
        if let Some(list) = list.get_untracked() {
            _ = list.hide_popover();
        }
    };
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        if let (Some(list), Some(button)) = (list.get_untracked(), button.get_untracked()) {
            _ = list.show_popover();
            place(&list, &button);
            step(&list, Step::First);
        }
    });
    let content = move || {
        open.get()
            .then(|| rows.run(Callback::new(move |()| close())))
    };
    view! {
        <button
            node_ref=button
            type="button"
            class=class
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || is_named_by_label.then(|| label.get())
            title=move || is_named_by_label.then(|| label.get())
            // A press closes an open menu before the click arrives; without this the click would open it again.
            on:pointerdown=move |event| if open.get_untracked() { event.prevent_default() }
            on:click=move |_| if open.get_untracked() { close() } else { open.set(true) }
        >
            {face}
        </button>
        <div
            node_ref=list
            class="menu"
            role="menu"
            popover="auto"
            aria-label=move || label.get()
            on:toggle=move |_| {
                let shown = list.get_untracked().is_some_and(|list| list.matches(":popover-open").unwrap_or(false));
                if !shown {
                    open.set(false);
                }
            }
            on:keydown=move |event| {
                if let Some(list) = list.get_untracked() {
                    on_key(&event, &list);
                }
            }
        >
            {content}
        </div>
    }
    .into_any()
}

/// Which item of a list gets focus.
#[derive(Clone, Copy)]
pub(super) enum Step {
    First,
    Last,
    Next,
    Previous,
}

/// What the keyboard does in a list of actions.
pub(super) fn on_key(event: &KeyboardEvent, list: &HtmlElement) {
    let step_to = match event.key().as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Tab" => {
            _ = list.hide_popover();
            return;
        }
        // Escape is the popover's own; it must not also close the panel around.
        "Escape" => {
            event.stop_propagation();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    step(list, step_to);
}

/// Moves focus among the items that can be chosen, around the ends.
pub(super) fn step(list: &HtmlElement, step: Step) {
    let Ok(items) = list.query_selector_all("[role^=menuitem]:not(:disabled)") else {
        return;
    };
    let count = items.length();
    if count == 0 {
        return;
    }
    let now = focused();
    let at = (0..count).find(|&index| {
        items
            .item(index)
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
            == now
            && now.is_some()
    });
    let next = match (step, at) {
        (Step::Last, _) | (Step::Previous, None) => count - 1,
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Next, Some(at)) => (at + 1) % count,
        (Step::Previous, Some(at)) => (at + count - 1) % count,
    };
    if let Some(item) = items
        .item(next)
        .and_then(|node| node.dyn_into::<HtmlElement>().ok())
    {
        focus(&item);
    }
}

/// Puts the list below its button, or above where there is no room, inside the window either way.
pub(super) fn place(list: &HtmlElement, button: &Element) {
    const GAP: f64 = 4.0;
    let Some(window) = web_sys::window() else {
        return;
    };
    let side = |length: Result<wasm_bindgen::JsValue, _>| {
        length
            .ok()
            .and_then(|length| length.as_f64())
            .unwrap_or(0.0)
    };
    let (width, height) = (side(window.inner_width()), side(window.inner_height()));
    let (from, size) = (
        button.get_bounding_client_rect(),
        list.get_bounding_client_rect(),
    );
    // From the button's nearer edge, so that a button at the right opens a list to its left.
    let left = if from.left() + size.width() + GAP > width {
        from.right() - size.width()
    } else {
        from.left()
    };
    let below = from.bottom() + GAP;
    let top = if below + size.height() > height {
        from.top() - GAP - size.height()
    } else {
        below
    };
    // Set through the object model: the page's policy forbids style attributes, not this. In whole pixels: writing a float
    // takes 11 KB of program that nothing else of the first page needs.
    let style = list.style();
    let pixels = |length: f64| format!("{}px", length.max(GAP) as i32);
    _ = style.set_property("left", &pixels(left));
    _ = style.set_property("top", &pixels(top));
}
