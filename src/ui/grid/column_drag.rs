//! Columns by the mouse: the edge of a heading makes it wider, the heading itself can be carried elsewhere. And the edge by
//! the keyboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::{Grid, row::mark};

/// A press that moves less than this, in pixels, is a press.
const STILL: i32 = 6;
/// What an arrow key adds to a width, in pixels.
const KEY_STEP: u32 = 8;

/// What the pointer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Drag {
    #[default]
    Nothing,
    /// The edge of a column that was so wide when the pointer was there.
    Edge { at: usize, x: i32, width: u32 },
    /// A heading, pressed there, which is now over another one or has not left its place.
    Heading {
        at: usize,
        x: i32,
        over: Option<usize>,
    },
    /// A heading was put down; the click that follows is not one.
    Dropped,
}

impl Grid {
    pub(super) fn start_resize(self, event: &PointerEvent, at: usize) {
        if event.button() != 0 {
            return;
        }
        // Neither a drag of text nor of the heading.
        event.prevent_default();
        event.stop_propagation();
        capture(event);
        let width = self.width_of(at);
        self.drag.set_value(Drag::Edge {
            at,
            x: event.client_x(),
            width,
        });
    }

    pub(super) fn start_move(self, event: &PointerEvent, at: usize) {
        self.drag.set_value(Drag::Nothing);
        // A finger scrolls; its way is the menu of the heading.
        if event.button() != 0 || event.pointer_type() == "touch" {
            return;
        }
        self.drag.set_value(Drag::Heading {
            at,
            x: event.client_x(),
            over: None,
        });
    }

    pub(super) fn on_drag(self, event: &PointerEvent) {
        if event.buttons() == 0 {
            // Let go where nobody heard of it.
            self.cancel_drag();
            return;
        }
        match self.drag.get_value() {
            Drag::Edge { at, x, width } => {
                let wanted = width.saturating_add_signed(event.client_x() - x);
                self.hold(at, wanted);
            }
            Drag::Heading { at, x, over } => {
                let is_still = over.is_none() && (event.client_x() - x).abs() < STILL;
                if is_still {
                    return;
                }
                if over.is_none() {
                    capture(event);
                }
                let now = self.heading_at(event.client_x()).unwrap_or(at);
                if over != Some(now) {
                    self.drag.set_value(Drag::Heading {
                        at,
                        x,
                        over: Some(now),
                    });
                    self.mark_drop(Some((at, now)));
                }
            }
            Drag::Nothing | Drag::Dropped => {}
        }
    }

    pub(super) fn end_drag(self) {
        match self.drag.get_value() {
            Drag::Edge { .. } => {
                self.drag.set_value(Drag::Nothing);
                if let Some((key, width)) = self.held.get_untracked() {
                    self.layout.update(|layout| layout.resize(key, width));
                    self.held.set(None);
                }
            }
            Drag::Heading {
                at,
                over: Some(over),
                ..
            } => {
                self.mark_drop(None);
                self.drag.set_value(Drag::Dropped);
                self.move_column(at, over);
            }
            Drag::Heading { .. } => self.drag.set_value(Drag::Nothing),
            Drag::Nothing | Drag::Dropped => {}
        }
    }

    /// Everything as it was before.
    pub(super) fn cancel_drag(self) -> bool {
        let held = self.drag.get_value();
        let is_held = matches!(held, Drag::Edge { .. } | Drag::Heading { .. });
        if is_held {
            self.drag.set_value(Drag::Dropped);
            self.held.set(None);
            self.mark_drop(None);
        }
        is_held
    }

    /// Whether the click that came belongs to a heading that was carried.
    pub(super) fn has_just_dragged(self) -> bool {
        let was = self.drag.get_value();
        self.drag.set_value(Drag::Nothing);
        was == Drag::Dropped
    }

    fn width_of(self, at: usize) -> u32 {
        self.placed
            .with_untracked(|placed| placed.get(at).map_or(0, |column| column.width))
    }

    /// Shows a width that is not kept yet.
    fn hold(self, at: usize, wanted: u32) {
        let column = self.placed.with_untracked(|placed| placed.get(at).copied());
        let Some(column) = column else { return };
        let least = self.columns.with_untracked(|columns| {
            columns
                .get(column.index)
                .map_or(0, |column| column.min_width)
        });
        let width = wanted.clamp(least, super::layout::WIDEST.max(least));
        self.held.set(Some((column.key, width)));
    }

    fn set_width(self, at: usize, wanted: u32) {
        self.hold(at, wanted);
        if let Some((key, width)) = self.held.get_untracked() {
            self.layout.update(|layout| layout.resize(key, width));
            self.held.set(None);
        }
    }

    /// Makes a column as wide as its heading and what is in sight.
    pub(super) fn fit(self, at: usize) {
        let heading = self
            .heading_element(at, ".grid-label")
            .map_or(0, |label| label.scroll_width().unsigned_abs() + 48);
        let cells = self.with_body(|body| body.natural_width(at)).flatten();
        self.set_width(at, cells.unwrap_or(0).max(heading));
    }

    pub(super) fn on_separator_key(self, event: &KeyboardEvent, at: usize) {
        let width = self.width_of(at);
        match event.key().as_str() {
            "ArrowLeft" => self.set_width(at, width.saturating_sub(KEY_STEP)),
            "ArrowRight" => self.set_width(at, width + KEY_STEP),
            "Home" => self.set_width(at, 0),
            "Enter" => self.fit(at),
            "Escape" if self.cancel_drag() => {}
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn heading_at(self, x: i32) -> Option<usize> {
        let count = self.placed.with_untracked(Vec::len);
        (0..count).find(|&at| {
            self.heading_element(at, "").is_some_and(|heading| {
                let place = heading.get_bounding_client_rect();
                (place.left() as i32..place.right() as i32).contains(&x)
            })
        })
    }

    /// Shows where a heading that is carried would land.
    fn mark_drop(self, drop: Option<(usize, usize)>) {
        let count = self.placed.with_untracked(Vec::len);
        for at in 0..count {
            if let Some(heading) = self.heading_element(at, "") {
                let side =
                    drop.filter(|&(_, to)| to == at)
                        .and_then(|(from, to)| match from.cmp(&to) {
                            std::cmp::Ordering::Less => Some("after"),
                            std::cmp::Ordering::Greater => Some("before"),
                            std::cmp::Ordering::Equal => None,
                        });
                mark(&heading, "data-drop", side);
                let is_carried = drop.is_some_and(|(from, _)| from == at);
                mark(&heading, "data-carried", is_carried.then_some(""));
            }
        }
    }
}

fn capture(event: &PointerEvent) {
    if let Some(target) = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        // Refused where the pointer has gone already; then nothing is held.
        _ = target.set_pointer_capture(event.pointer_id());
    }
}
