//! What presses and keys on a row do.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use super::{
    super::{
        element::{closest, focus},
        row_selection::{apply, range},
    },
    Table,
};

impl Table {
    pub(super) fn select(self, key: &str, select: bool, to_anchor: bool) {
        let Some(selection) = self.selection else {
            return;
        };
        let keys = self.keys.get_untracked();
        let anchor = self.anchor.get_value().filter(|_| to_anchor);
        let chosen = range(&keys, anchor.as_deref(), key);
        selection.update(|selected| apply(selected, chosen, select));
        self.anchor.set_value(Some(key.to_owned()));
    }

    pub(super) fn on_row_click(self, event: &MouseEvent, key: &str) {
        let Some(on_open) = self.on_open else { return };
        // Controls in the row act for themselves, and marking text to copy it is not opening.
        if closest(event, "a, button, input, label, .menu, dialog").is_some() || has_marked_text() {
            return;
        }
        on_open.run(key.to_owned());
    }

    pub(super) fn on_row_key(self, event: &KeyboardEvent, key: &str) {
        if closest(event, ".menu, dialog").is_some()
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
        {
            return;
        }
        let Some(row) = closest(event, "tr") else {
            return;
        };
        match event.key().as_str() {
            "ArrowDown" => move_focus(event, row.next_element_sibling()),
            "ArrowUp" => move_focus(event, row.previous_element_sibling()),
            "Home" => move_focus(
                event,
                row.parent_element()
                    .and_then(|body| body.first_element_child()),
            ),
            "End" => move_focus(
                event,
                row.parent_element()
                    .and_then(|body| body.last_element_child()),
            ),
            // On the row's own link or button only: elsewhere Space presses what has focus.
            " " if self.selection.is_some() && closest(event, ".table-open").is_some() => {
                event.prevent_default();
                let selected = self
                    .selection
                    .is_some_and(|selection| selection.with_untracked(|set| set.contains(key)));
                self.select(key, !selected, event.shift_key());
            }
            _ => {}
        }
    }
}

/// Moves focus to the same kind of control in another row.
fn move_focus(event: &KeyboardEvent, row: Option<Element>) {
    let Some(row) = row else { return };
    let find = |selector: &str| row.query_selector(selector).ok().flatten();
    let checkbox = ".table-select input";
    let control = if closest(event, ".table-select").is_some() {
        find(checkbox)
    } else {
        find(".table-open").or_else(|| find(checkbox))
    };
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        focus(&control);
    }
}

fn has_marked_text() -> bool {
    web_sys::window()
        .and_then(|window| window.get_selection().ok().flatten())
        .is_some_and(|selection| !selection.is_collapsed())
}
