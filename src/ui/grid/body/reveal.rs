//! Bringing rows and cells into sight.

use super::{Active, Body, Placed, SELECT_WIDTH, mark};
use crate::ui::grid::END_WIDTH;

impl Body {
    /// Scrolls as little as brings a row into sight.
    pub(in crate::ui::grid) fn reveal(&mut self, position: u32) {
        let height = i64::from(self.row_height());
        let place = i64::from(position) * height;
        let (top, viewport) = (self.scroll.top(), self.scroll.viewport());
        let wanted = if place < top {
            place
        } else if place + height > top + viewport {
            place + height - viewport
        } else {
            return;
        };
        self.is_going_up = wanted < top;
        let bar = self.scroll.go_to(wanted);
        self.set_bar(bar);
        self.paint(false);
    }

    /// Scrolls sideways as little as brings a column into sight.
    fn reveal_column(&self, cell: usize) {
        let select = if self.shape.is_selectable {
            SELECT_WIDTH
        } else {
            0
        };
        let Some(index) = cell.checked_sub(usize::from(self.shape.is_selectable)) else {
            return;
        };
        let Some(column) = self.columns.get(index).filter(|column| !column.is_pinned) else {
            return;
        };
        let width = |columns: &[Placed]| columns.iter().map(|column| column.width).sum::<u32>();
        let pinned = self.columns.iter().take_while(|column| column.is_pinned);
        let covered = (select + pinned.map(|column| column.width).sum::<u32>()) as i32;
        let from = (select + width(&self.columns[..index])) as i32;
        let end = from + column.width as i32 + END_WIDTH as i32;
        let left = self.grid.scroll_left();
        if from - covered < left {
            self.grid.set_scroll_left(from - covered);
        } else if end > left + self.width {
            self.grid.set_scroll_left(end - self.width);
        }
    }

    /// Takes the keyboard to a cell, and the cell into sight.
    pub(in crate::ui::grid) fn go_to(&mut self, active: Active) {
        self.active = active;
        self.reveal(active.row);
        self.reveal_column(active.cell);
        self.mark_active();
    }

    /// Shows where a cell is that is sought while the focus is elsewhere; none if nothing is sought.
    pub(in crate::ui::grid) fn seek(&mut self, sought: Option<(u32, &'static str)>) {
        mark(&self.grid, "data-seeking", sought.map(|_| ""));
        if let Some((row, key)) = sought {
            let column = self.columns.iter().position(|column| column.key == key);
            let before = usize::from(self.shape.is_selectable);
            let cell = column.map_or(self.active.cell, |column| column + before);
            self.go_to(Active { row, cell });
        }
    }
}
