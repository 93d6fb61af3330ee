//! The one menu of a grid that opens beside what was pressed: a row or a heading.

use leptos::{html, prelude::*};
use web_sys::Element;

use super::super::menu::{MenuItem, Step, menu_row, on_key, place, step};

/// What is open and where.
#[derive(Clone, Copy)]
pub(super) struct Popup {
    items: RwSignal<Vec<MenuItem>>,
    label: RwSignal<String>,
    beside: StoredValue<Option<Element>, LocalStorage>,
    list: NodeRef<html::Div>,
}

impl Popup {
    pub(super) fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            label: RwSignal::new(String::new()),
            beside: StoredValue::new_local(None),
            list: NodeRef::new(),
        }
    }

    /// Opens it, unless there is nothing to choose from.
    pub(super) fn open(self, beside: Element, label: String, items: Vec<MenuItem>) {
        self.label.set(label);
        self.beside.set_value(Some(beside));
        self.items.set(items);
    }

    fn close(self) {
        if let Some(list) = self.list.get_untracked() {
            _ = list.hide_popover();
        }
    }

    pub(super) fn view(self) -> AnyView {
        Effect::new(move |_| {
            if self.items.with(Vec::is_empty) {
                return;
            }
            if let (Some(list), Some(beside)) = (self.list.get_untracked(), self.beside.get_value())
            {
                _ = list.show_popover();
                place(&list, &beside);
                step(&list, Step::First);
            }
        });
        let close = Callback::new(move |()| self.close());
        view! {
            <div
                node_ref=self.list
                class="menu"
                role="menu"
                popover="auto"
                aria-label=move || self.label.get()
                on:toggle=move |_| {
                    let is_open = self
                        .list
                        .get_untracked()
                        .is_some_and(|list| list.matches(":popover-open").unwrap_or(false));
                    if !is_open {
                        self.items.set(Vec::new());
                    }
                }
                on:keydown=move |event| {
                    if let Some(list) = self.list.get_untracked() {
                        on_key(&event, &list);
                    }
                }
            >
                {move || self.items.get().into_iter().map(|item| menu_row(item, close)).collect_view()}
            </div>
        }
        .into_any()
    }
}
