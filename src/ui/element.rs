//! The little this kit asks of the document itself: unique element ids, what has focus, where a key was pressed.

use std::sync::atomic::{AtomicU32, Ordering};

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// An id no other element of this document has, so that labels and errors can point at their control.
pub(super) fn unique_id(prefix: &str) -> String {
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The element that has focus now, if it is one that can be given focus again.
pub(super) fn focused() -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .active_element()?
        .dyn_into()
        .ok()
}

/// Gives focus without making the page jump.
pub(super) fn focus(element: &HtmlElement) {
    // Refusal means the element has gone; there is nothing better to focus then.
    _ = element.focus();
}

/// Gives the focus to the page where nobody has it, because what had it is gone.
pub(super) fn focus_page_if_lost() {
    if focused().is_none_or(|focused| focused.local_name() == "body") {
        focus_page();
    }
}

/// Gives the focus to the page, where its keys begin.
pub fn focus_page() {
    let main = leptos::prelude::document().query_selector("main");
    if let Some(main) = main.ok().flatten().and_then(|main| main.dyn_into().ok()) {
        focus(&main);
    }
}

/// Whether the key belongs to an input method: its Enter picks a character and must neither submit nor choose.
pub(super) fn is_composing(event: &KeyboardEvent) -> bool {
    // 229 is what browsers report while an input method owns the keyboard, even where `isComposing` is late.
    event.is_composing() || event.key_code() == 229
}

/// The nearest ancestor (or self) of what was hit that matches the selector.
pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()?
}
