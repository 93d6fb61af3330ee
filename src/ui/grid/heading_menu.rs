//! What can be done with a column, as a menu: everything that the mouse does by dragging, for fingers and the keyboard.

use leptos::prelude::*;

use super::{
    super::{icon::IconName, menu::MenuItem},
    Grid,
};

impl Grid {
    pub(super) fn open_heading_menu(self, at: usize) -> bool {
        let Some(beside) = self.heading_element(at, ".grid-sort") else {
            return false;
        };
        let items = self.heading_items(at);
        self.focus_heading(at);
        let label = beside.text_content().unwrap_or_default();
        self.popup.open(beside.into(), label, items);
        true
    }

    fn heading_items(self, at: usize) -> Vec<MenuItem> {
        let placed = self.placed.get_untracked();
        let Some(column) = placed.get(at).copied() else {
            return Vec::new();
        };
        let key = column.key;
        // Also one that has no room to stay: what is wanted is what the menu changes.
        let is_pinned = self.layout.with_untracked(|layout| layout.is_pinned(key));
        let words = self.words.get_untracked();
        let item =
            |label: String, icon: Option<IconName>, disabled: bool, on_select: Callback<()>| {
                MenuItem {
                    label,
                    icon,
                    danger: false,
                    disabled,
                    on_select,
                }
            };
        let mut items = Vec::new();
        let pin = Callback::new(move |()| {
            self.layout
                .update(|layout| layout.set_pinned(key, !is_pinned));
        });
        let pin_words = if is_pinned { words.unpin } else { words.pin };
        items.push(item(pin_words, Some(IconName::Lock), false, pin));
        let to_start = Callback::new(move |()| _ = self.move_column(at, at.saturating_sub(1)));
        let to_end = Callback::new(move |()| _ = self.move_column(at, at + 1));
        let is_last = at + 1 == placed.len();
        items.push(item(
            words.move_to_start,
            Some(IconName::ChevronLeft),
            at == 0,
            to_start,
        ));
        items.push(item(
            words.move_to_end,
            Some(IconName::ChevronRight),
            is_last,
            to_end,
        ));
        let fit = Callback::new(move |()| self.fit(at));
        items.push(item(words.fit, Some(IconName::Columns), false, fit));
        let hide = Callback::new(move |()| {
            self.layout.update(|layout| layout.set_hidden(key, true));
        });
        items.push(item(
            words.hide,
            Some(IconName::EyeOff),
            placed.len() == 1,
            hide,
        ));
        items
    }
}
