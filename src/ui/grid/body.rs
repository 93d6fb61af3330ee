//! The rows of a grid in the document: a pool of elements whose number does not depend on how many rows there are.
//!
//! A row is shown by the element with the number `position % pool`, so that a row which stays in sight while the list
//! scrolls is not touched. Everything here is imperative, because it runs within the frame that the browser scrolls in.

mod reveal;

use std::rc::Rc;

use web_sys::{Document, HtmlElement};

use super::{
    contents::{Density, GridRows},
    layout::Placed,
    marks::Marks,
    movement::{Active, Extent},
    row::{Row, SELECT_WIDTH, Shape, mark, pixels},
    scroll::Scroll,
    window::{Window, pool_size, slot, window},
};

/// Below this width of the grid, in pixels, a row has two lines. style/grid.css follows the mark set here.
const NARROW: i32 = 480;

pub(super) struct Body {
    rows: Rc<dyn GridRows>,
    document: Document,
    /// What scrolls, and has the focus.
    grid: HtmlElement,
    header: HtmlElement,
    /// As tall as the list, or as the browser allows.
    body: HtmlElement,
    shape: Shape,
    columns: Vec<Placed>,
    pool: Vec<Row>,
    count: u32,
    density: Density,
    is_narrow: bool,
    width: i32,
    /// How high the part of the grid is in which rows are seen.
    viewport: i64,
    scroll: Scroll,
    is_going_up: bool,
    /// Whether the browser says when scrolling ends.
    tells_end: bool,
    is_moving: bool,
    shown: Window,
    active: Active,
    /// Whether the element that `aria-activedescendant` names is there.
    is_announced: Option<(usize, usize)>,
    marks: Marks,
    /// The row that a range starts from.
    pub(super) anchor: Option<u32>,
    /// Whether the last key extended a range.
    pub(super) is_extending: bool,
}

impl Body {
    pub(super) fn new(
        rows: Rc<dyn GridRows>,
        elements: (HtmlElement, HtmlElement, HtmlElement),
        shape: Shape,
        columns: Vec<Placed>,
        density: Density,
    ) -> Option<Self> {
        let (grid, header, body) = elements;
        let mut made = Self {
            count: 0,
            document: grid.owner_document()?,
            tells_end: js_sys::Reflect::has(&grid, &"onscrollend".into()).unwrap_or_default(),
            is_moving: false,
            rows,
            grid,
            header,
            body,
            shape,
            columns,
            pool: Vec::new(),
            density,
            is_narrow: false,
            width: 0,
            viewport: 0,
            scroll: Scroll::default(),
            is_going_up: false,
            shown: Window::default(),
            active: Active::default(),
            is_announced: None,
            marks: Marks::default(),
            anchor: None,
            is_extending: false,
        };
        made.measure();
        Some(made)
    }

    pub(super) fn row_height(&self) -> u32 {
        self.density.row_height(self.is_narrow)
    }

    pub(super) fn extent(&self) -> Extent {
        let page = self.scroll.viewport() / i64::from(self.row_height()) - 1;
        Extent {
            rows: self.count,
            cells: self.shape.cells(self.columns.len()),
            page: u32::try_from(page.max(1)).unwrap_or(1),
        }
    }

    pub(super) fn active(&self) -> Active {
        self.active
    }

    pub(super) fn grid(&self) -> &HtmlElement {
        &self.grid
    }

    /// The sizes of the grid may have changed. Called when the browser has just laid it out, so that reading them costs
    /// nothing. Gives how wide it is.
    pub(super) fn measure(&mut self) -> i32 {
        self.width = self.grid.client_width();
        let was = self.row_height();
        // Nothing is laid out while the grid is not shown.
        let is_narrow = self.width > 0 && self.width < NARROW;
        if is_narrow != self.is_narrow {
            self.is_narrow = is_narrow;
            mark(&self.grid, "data-narrow", is_narrow.then_some(""));
        }
        if let Some(letter) = letter_size(&self.grid) {
            self.shape.letter = letter;
        }
        self.mark_overflow();
        self.measure_height();
        self.lay_out(was);
        self.width
    }

    fn measure_height(&mut self) {
        let viewport = self.grid.client_height() - self.header.offset_height();
        self.viewport = i64::from(viewport.max(0));
    }

    pub(super) fn set_density(&mut self, density: Density) {
        let was = self.row_height();
        self.density = density;
        self.measure_height();
        self.lay_out(was);
    }

    /// Takes what the sizes were found to be; `was` is the height that rows had. Measures nothing: it runs at every key of a
    /// filter, when asking for a size would make the browser lay everything out once more.
    fn lay_out(&mut self, was: u32) {
        self.count = self.rows.count();
        self.active.row = self.active.row.min(self.count.saturating_sub(1));
        mark(
            &self.grid,
            "aria-rowcount",
            Some(&(u64::from(self.count) + 1).to_string()),
        );
        let height = i64::from(self.row_height());
        let before = self.scroll.body();
        let at = self.scroll.top() * height / i64::from(was);
        if height != i64::from(was) {
            self.scroll.go_to(at);
        }
        let bar_before = self.scroll.top() + self.scroll.shift();
        let content = i64::from(self.count) * height;
        let mut bar = self.scroll.measure(content, self.viewport);
        if height != i64::from(was) {
            bar = self.scroll.go_to(at);
        }
        if self.scroll.body() != before {
            let style = self.body.style();
            _ = style.set_property("height", &pixels(self.scroll.body()));
        }
        if bar != bar_before {
            self.set_bar(bar);
        }
        self.paint(true);
    }

    /// The page says that what the grid shows has changed.
    pub(super) fn refresh(&mut self) {
        if self.rows.count() == self.count {
            self.paint(true);
            return;
        }
        self.anchor = None;
        self.lay_out(self.row_height());
    }

    /// Shows these columns.
    pub(super) fn set_columns(&mut self, columns: Vec<Placed>) {
        let is_same = |one: &Placed, other: &Placed| {
            (one.key, one.is_pinned, one.is_end_aligned)
                == (other.key, other.is_pinned, other.is_end_aligned)
        };
        let only_widths = self.columns.len() == columns.len()
            && self
                .columns
                .iter()
                .zip(&columns)
                .all(|(one, other)| is_same(one, other));
        self.columns = columns;
        if only_widths {
            for row in &mut self.pool {
                row.resize(&self.columns, self.shape.is_selectable);
            }
        } else {
            self.empty_pool();
        }
        let cells = self.shape.cells(self.columns.len());
        self.active.cell = self.active.cell.min(cells.saturating_sub(1));
        mark(&self.grid, "aria-colcount", Some(&cells.to_string()));
        self.mark_overflow();
        self.paint(true);
    }

    /// Calls the button at the end of each row this.
    pub(super) fn name_menu(&mut self, label: String) {
        if self.shape.menu_label != label {
            self.shape.menu_label = label;
            self.empty_pool();
            self.paint(true);
        }
    }

    fn empty_pool(&mut self) {
        for row in self.pool.drain(..) {
            row.element.remove();
        }
        self.is_announced = None;
    }

    fn mark_overflow(&self) {
        let mut total: u32 = self.columns.iter().map(|column| column.width).sum();
        total += if self.shape.is_selectable {
            SELECT_WIDTH
        } else {
            0
        } + super::END_WIDTH;
        for element in [&self.header, &self.body] {
            let style = element.style();
            _ = style.set_property("min-width", &pixels(total.into()));
        }
        // Only then are there cells that stay while others scroll: each is a layer of its own for the browser.
        let overflows = !self.is_narrow && i64::from(total) > i64::from(self.width);
        mark(&self.grid, "data-overflows", overflows.then_some(""));
    }

    /// The browser has scrolled.
    pub(super) fn scrolled(&mut self) {
        self.set_moving(true);
        let before = self.scroll.top();
        let bar = self.scroll.scrolled(i64::from(self.grid.scroll_top()));
        if self.scroll.top() != before {
            self.is_going_up = self.scroll.top() < before;
        }
        self.paint(false);
        if let Some(bar) = bar {
            self.set_bar(bar);
        }
    }

    /// While rows move, the pointer is over none: to find out which, and to style it, is a quarter of every frame's work.
    pub(super) fn set_moving(&mut self, is_moving: bool) {
        if self.tells_end && self.is_moving != is_moving {
            self.is_moving = is_moving;
            mark(&self.grid, "data-moving", is_moving.then_some(""));
        }
    }

    /// The browser has finished scrolling.
    pub(super) fn settle(&mut self) {
        self.set_moving(false);
        if let Some(bar) = self.scroll.settle() {
            self.set_bar(bar);
            self.paint(false);
        }
    }

    fn set_bar(&self, bar: i64) {
        self.grid
            .set_scroll_top(i32::try_from(bar).unwrap_or(i32::MAX));
    }

    /// Takes the keyboard to a cell that is in sight: it was pressed, and must not move under the finger.
    pub(super) fn activate(&mut self, active: Active) {
        self.active = active;
        self.mark_active();
    }

    /// The element of the cell that the keyboard is at, if it is in the document.
    pub(super) fn active_cell(&self) -> Option<&HtmlElement> {
        self.row_at(self.active.row)?.cell(self.active.cell)
    }

    /// What the cell says that the keyboard is at.
    pub(super) fn active_text(&self) -> Option<String> {
        let row = self.row_at(self.active.row)?;
        row.text(self.active.cell).map(str::to_owned)
    }

    fn row_at(&self, position: u32) -> Option<&Row> {
        let pool = u32::try_from(self.pool.len()).unwrap_or(0);
        self.shown
            .contains(position)
            .then(|| self.pool.get(slot(position, pool)))?
    }

    /// How wide a column has to be for what is in sight, in pixels. Makes the browser lay it out.
    pub(super) fn natural_width(&self, column: usize) -> Option<u32> {
        let rows = self.pool.iter();
        rows.filter_map(|row| row.natural_width(column)).max()
    }

    fn fill_pool(&mut self) -> u32 {
        let size = pool_size(self.scroll.viewport(), self.row_height());
        let wanted = size as usize;
        while self.pool.len() > wanted {
            if let Some(row) = self.pool.pop() {
                row.element.remove();
            }
        }
        while self.pool.len() < wanted {
            let slot = self.pool.len();
            let made = Row::new(&self.document, &self.shape, slot, &self.columns);
            // Only a document that is being taken down refuses; then nobody sees the grid.
            let Some(row) = made.filter(|row| self.body.append_child(&row.element).is_ok()) else {
                break;
            };
            self.pool.push(row);
        }
        size
    }

    /// Writes what differs from what is shown: everything where the contents may have changed.
    pub(super) fn paint(&mut self, is_stale: bool) {
        let height = self.row_height();
        let pool = self.fill_pool();
        let shown = window(
            self.scroll.top(),
            self.scroll.viewport(),
            height,
            self.count,
            self.is_going_up,
        );
        let shift = self.scroll.shift();
        for position in shown.first..shown.end {
            if let Some(row) = self.pool.get_mut(slot(position, pool)) {
                let top = i64::from(position) * i64::from(height) + shift;
                row.show(
                    self.rows.as_ref(),
                    &self.columns,
                    self.shape.letter,
                    position,
                    top,
                    is_stale,
                );
            }
        }
        // The window is as large as the pool unless there are fewer rows than that.
        if shown.end - shown.first < pool {
            for index in shown.end - shown.first..pool {
                let position = shown.first + index;
                if let Some(row) = self.pool.get_mut(slot(position, pool)) {
                    row.hide();
                }
            }
        }
        self.shown = shown;
        self.mark_active();
        self.mark_texts();
    }

    /// Marks what is found in what is shown.
    fn mark_texts(&mut self) {
        if self.marks.are_wanted(self.rows.is_marking()) {
            let rows = self.rows.as_ref();
            let texts = self.pool.iter().flat_map(Row::texts);
            let parts = texts.flat_map(|(text, shown)| {
                let parts = rows.marks(shown);
                parts.into_iter().map(move |part| (text.clone(), part))
            });
            self.marks.set(&self.document, parts);
        }
    }

    /// Marks the cell that the keyboard is at, if it is in the document.
    fn mark_active(&mut self) {
        let pool = u32::try_from(self.pool.len()).unwrap_or(0);
        let active = self.active;
        let now = self
            .shown
            .contains(active.row)
            .then(|| (slot(active.row, pool), active.cell));
        if now == self.is_announced {
            return;
        }
        if let Some(row) = self
            .is_announced
            .and_then(|(slot, _)| self.pool.get_mut(slot))
        {
            row.activate(None);
        }
        if let Some((slot, cell)) = now
            && let Some(row) = self.pool.get_mut(slot)
        {
            row.activate(Some(cell));
        }
        let id = now.map(|(slot, cell)| self.shape.cell_id(slot, cell));
        mark(&self.grid, "aria-activedescendant", id.as_deref());
        self.is_announced = now;
    }
}

/// How large letters are in an element, in whole pixels and rather too large.
fn letter_size(element: &HtmlElement) -> Option<u32> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    let size = style.get_property_value("font-size").ok()?;
    let (whole, rest) = size
        .strip_suffix("px")?
        .split_once('.')
        .unwrap_or_else(|| (size.trim_end_matches("px"), ""));
    whole
        .parse::<u32>()
        .ok()
        .map(|whole| whole + u32::from(!rest.is_empty()))
}
