//! What presses and keys among the rows do.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::{
    super::{
        copy_button::copy_text,
        element::{closest, is_composing},
    },
    Grid,
    contents::{GridSelect, GridSelection},
    movement::{Active, Move, extend, step},
    row::mark,
};

/// What kind of cell the keyboard is at, or was pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Select,
    Column,
    Menu,
}

impl Grid {
    fn kind(self, cell: usize) -> Kind {
        let columns = self.placed.with_untracked(Vec::len);
        let before = usize::from(self.is_selectable);
        match cell {
            0 if self.is_selectable => Kind::Select,
            cell if cell < before + columns => Kind::Column,
            _ => Kind::Menu,
        }
    }

    /// Gives the grid itself the focus, without moving the page.
    pub(super) fn take_focus(self) {
        if let Some(element) = self.element.get_untracked() {
            let still = FocusOptions::new();
            still.set_prevent_scroll(true);
            _ = element.focus_with_options(&still);
        }
    }

    /// Whatever is pressed, the mark of the keyboard goes, and rows can be hit.
    pub(super) fn on_press(self) {
        if let Some(element) = self.element.get_untracked() {
            mark(&element, "data-keyboard", None);
        }
        self.with_body(|body| body.set_moving(false));
    }

    /// A press that began while the rows were moving hits no row, but what moves above them: it is for the one below.
    pub(super) fn on_click_between(self, event: &MouseEvent) {
        let is_between = self.element.get_untracked().is_some_and(|element| {
            event
                .target()
                .is_some_and(|target| &target == element.unchecked_ref::<web_sys::EventTarget>())
        });
        let is_plain = !event.shift_key() && !event.ctrl_key() && !event.meta_key();
        if is_between && is_plain {
            let (x, y) = (event.client_x() as f32, event.client_y() as f32);
            let below = document().element_from_point(x, y);
            if let Some(below) =
                below.filter(|below| below.closest(".grid-body").is_ok_and(|body| body.is_some()))
                && let Ok(below) = below.dyn_into::<HtmlElement>()
            {
                // Not at once: this is a press itself.
                spawn_local(async move { below.click() });
            }
        }
    }

    /// Shows a cell's whole text as a tooltip where it is cut off.
    pub(super) fn on_hover(self, event: &PointerEvent) {
        // While the list scrolls under a pointer that rests, browsers make up moves. Looking at sizes then would cost a
        // layout a frame.
        let is_moved = event.movement_x() != 0 || event.movement_y() != 0;
        if !is_moved || event.buttons() != 0 || event.pointer_type() == "touch" {
            return;
        }
        if let Some(cell) = closest(event, "[data-column]") {
            let is_cut = cell.scroll_width() > cell.client_width();
            let text = cell.text_content().filter(|_| is_cut);
            if cell.get_attribute("title") != text {
                match text {
                    Some(text) => _ = cell.set_attribute("title", &text),
                    None => _ = cell.remove_attribute("title"),
                }
            }
        }
    }

    pub(super) fn on_click(self, event: &MouseEvent) {
        let Some((at, row)) = hit(event) else { return };
        let previous = self.with_body(|body| {
            body.activate(at);
            body.anchor
        });
        match self.kind(at.cell) {
            Kind::Select => {
                event.prevent_default();
                let anchor = previous.flatten().filter(|_| event.shift_key());
                let on = row.get_attribute("aria-selected").as_deref() != Some("true");
                self.select_to(at.row, anchor, on);
            }
            Kind::Menu => self.open_row_menu(at.row),
            // Links act for themselves, and marking text to copy it is not opening.
            Kind::Column if closest(event, "a").is_some() || has_marked_text() => {}
            Kind::Column if self.is_selectable && (event.ctrl_key() || event.meta_key()) => {
                self.select_to(at.row, None, true);
            }
            Kind::Column => self.on_open.run(at.row),
        }
    }

    /// Turns one row's selection round, or makes everything from the anchor to it what it becomes.
    fn select_to(self, row: u32, anchor: Option<u32>, on: bool) {
        if !self.is_selectable {
            return;
        }
        self.with_body(|body| {
            body.anchor = Some(row);
            body.is_extending = false;
        });
        self.on_select.run(match anchor {
            Some(anchor) => GridSelect::Range {
                from: anchor.min(row),
                to: anchor.max(row),
                on,
            },
            None => GridSelect::Toggle(row),
        });
    }

    pub(super) fn on_key(self, event: &KeyboardEvent) {
        // The headings have the focus themselves, and keys of their own.
        let is_here = self.element.get_untracked().is_some_and(|element| {
            event
                .target()
                .is_some_and(|target| &target == element.unchecked_ref::<web_sys::EventTarget>())
        });
        if !is_here || is_composing(event) {
            return;
        }
        if let Some(element) = self.element.get_untracked() {
            mark(&element, "data-keyboard", Some(""));
        }
        let control = event.ctrl_key() || event.meta_key();
        let Some((at, extent)) = self.with_body(|body| (body.active(), body.extent())) else {
            return;
        };
        let key = event.key();
        if event.alt_key() {
            return;
        }
        if extent.rows == 0 {
            if key == "ArrowUp" && self.focus_heading_above(at) {
                event.prevent_default();
            }
            return;
        }
        let is_handled = match key.as_str() {
            "c" | "C" if control => self.copy(),
            "a" | "A" if control && self.is_selectable => {
                self.on_select.run(GridSelect::All(true));
                true
            }
            "Enter" if !control => {
                match self.kind(at.cell) {
                    Kind::Select => self.select_to(at.row, None, true),
                    Kind::Menu => self.open_row_menu(at.row),
                    Kind::Column => self.on_open.run(at.row),
                }
                true
            }
            " " if self.is_selectable => {
                let anchor = self.with_body(|body| body.anchor).flatten();
                self.select_to(at.row, anchor.filter(|_| event.shift_key()), true);
                true
            }
            "ContextMenu" => self.open_menu_at(at.row),
            "F10" if event.shift_key() => self.open_menu_at(at.row),
            key => match step(key, control, at, extent) {
                Some(Move::To(to)) => {
                    self.move_to(at, to, event.shift_key());
                    true
                }
                Some(Move::Header) => self.focus_heading_above(at),
                None => false,
            },
        };
        if is_handled {
            event.prevent_default();
        }
    }

    fn move_to(self, from: Active, to: Active, is_extending: bool) {
        let anchor = self.with_body(|body| {
            body.go_to(to);
            // A range begins where the keyboard was when Shift was first held.
            if is_extending && !body.is_extending {
                body.anchor = Some(from.row);
            }
            body.is_extending = is_extending;
            body.anchor
        });
        if let Some(anchor) = anchor.flatten()
            && self.is_selectable
            && is_extending
            && from.row != to.row
        {
            for change in extend(anchor, from.row, to.row) {
                self.on_select.run(change);
            }
        }
    }

    fn focus_heading_above(self, at: Active) -> bool {
        let column = at.cell.saturating_sub(usize::from(self.is_selectable));
        let last = self.placed.with_untracked(Vec::len).saturating_sub(1);
        self.focus_heading(column.min(last))
    }

    fn open_menu_at(self, row: u32) -> bool {
        self.open_row_menu(row);
        self.row_menu.is_some()
    }

    fn open_row_menu(self, row: u32) {
        let Some(row_menu) = self.row_menu else {
            return;
        };
        let beside = self.with_body(|body| {
            let active = body.active();
            body.reveal(row);
            let cell = body.active_cell()?;
            // At the end of the row if the button there was pressed, below the cell otherwise.
            (active.row == row).then(|| Element::from(cell.clone()))
        });
        if let Some(beside) = beside.flatten() {
            let label = self.words.with_untracked(|words| words.row_menu.clone());
            self.popup.open(beside, label, row_menu.run(row));
        }
    }

    /// Copies the selected rows, or the cell that the keyboard is at. Marked text is the browser's to copy.
    fn copy(self) -> bool {
        if has_marked_text() {
            return false;
        }
        if let Some(on_copy) = self.on_copy
            && self.selection.get_untracked() != GridSelection::None
        {
            let keys = self
                .placed
                .with_untracked(|placed| placed.iter().map(|column| column.key).collect());
            on_copy.run(keys);
            return true;
        }
        let Some(text) = self.with_body(|body| body.active_text()).flatten() else {
            return false;
        };
        let grid = self;
        spawn_local(async move {
            let is_copied = copy_text(&text).await;
            _ = grid.on_cell_copied.try_run(is_copied);
            // Where the clipboard cannot be written to directly, the focus was elsewhere for a moment.
            grid.take_focus();
        });
        true
    }
}

/// The cell that an event hit, and its row.
fn hit(event: &MouseEvent) -> Option<(Active, HtmlElement)> {
    let row: HtmlElement = closest(event, ".grid-row")?.dyn_into().ok()?;
    let cell = closest(event, "[role=gridcell]")?;
    // Both count from 1, and the headings are the first row.
    let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<u32>().ok();
    let active = Active {
        row: number(&row, "aria-rowindex")?.checked_sub(2)?,
        cell: number(&cell, "aria-colindex")?.checked_sub(1)? as usize,
    };
    Some((active, row))
}

fn has_marked_text() -> bool {
    web_sys::window()
        .and_then(|window| window.get_selection().ok().flatten())
        .is_some_and(|selection| !selection.is_collapsed())
}
