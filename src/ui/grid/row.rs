//! One of the elements that rows are shown in. It is made once and written again for every row that passes through it,
//! and remembers what it shows, so that only what differs is written.

use std::borrow::Cow;

use wasm_bindgen::JsCast as _;
use web_sys::{CssStyleDeclaration, Document, HtmlElement, Text};

use super::{
    contents::{GridCell, GridRows},
    layout::{Placed, pinned_offsets},
    text_width::surely_fits,
};
use crate::ui::tone::Tone;

/// The width of the column of checkboxes, in pixels, as style/grid.css has it.
pub(super) const SELECT_WIDTH: u32 = 40;

/// The class of a cell with nothing in it.
const EMPTY: &str = "grid-cell cell-empty";

/// The class of a cell whose letters are all as wide.
const MONO: &str = "grid-cell cell-mono";

/// What the rows of a grid have in common.
pub(super) struct Shape {
    /// Begins the ids of its cells.
    pub(super) id: String,
    pub(super) is_selectable: bool,
    pub(super) has_menu: bool,
    /// What the button at the end of a row is called.
    pub(super) menu_label: String,
    /// How large letters are, in pixels.
    pub(super) letter: u32,
}

impl Shape {
    /// How many cells a row has that shows so many columns.
    pub(super) fn cells(&self, columns: usize) -> usize {
        columns + usize::from(self.is_selectable) + usize::from(self.has_menu)
    }

    pub(super) fn cell_id(&self, slot: usize, cell: usize) -> String {
        format!("{}-{slot}-{cell}", self.id)
    }
}

struct Cell {
    element: HtmlElement,
    text: Text,
    /// What the text node holds.
    shown: String,
    /// The width and the size of letters that it was last found to fit into or not, and which it was.
    measured: (u32, u32),
    fits: bool,
    class: &'static str,
    tone: Option<Tone>,
    badge: Option<HtmlElement>,
    /// A link around the text, in the first column only.
    link: Option<HtmlElement>,
}

pub(super) struct Row {
    pub(super) element: HtmlElement,
    style: CssStyleDeclaration,
    /// Every cell in order, the checkbox and the menu among them.
    marks: Vec<HtmlElement>,
    check: Option<HtmlElement>,
    cells: Vec<Cell>,
    position: Option<u32>,
    top: i64,
    is_selected: bool,
    is_current: bool,
    is_dimmed: bool,
    active: Option<usize>,
}

fn create(document: &Document, name: &str, class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document.create_element(name).ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Sets or removes an attribute. Refusal cannot happen for the names given here.
pub(super) fn mark(element: &HtmlElement, name: &str, value: Option<&str>) {
    _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

pub(super) fn pixels(length: i64) -> String {
    let mut text = length.to_string();
    text.push_str("px");
    text
}

impl Row {
    /// Makes the element for a place in the pool. `None` only where the document refuses to make elements.
    pub(super) fn new(
        document: &Document,
        shape: &Shape,
        slot: usize,
        columns: &[Placed],
    ) -> Option<Self> {
        let element = create(document, "div", "grid-row")?;
        mark(&element, "role", Some("row"));
        mark(&element, "hidden", Some(""));
        let mut marks = Vec::new();
        let mut add = |class: &str| {
            let cell = create(document, "div", class)?;
            let index = marks.len();
            mark(&cell, "role", Some("gridcell"));
            mark(&cell, "aria-colindex", Some(&(index + 1).to_string()));
            cell.set_id(&shape.cell_id(slot, index));
            element.append_child(&cell).ok()?;
            marks.push(cell.clone());
            Some(cell)
        };
        let mut check = None;
        if shape.is_selectable {
            let cell = add("grid-cell grid-select")?;
            let square = create(document, "span", "grid-check")?;
            mark(&square, "role", Some("checkbox"));
            mark(&square, "aria-checked", Some("false"));
            // The name of the row is what its first cell says.
            mark(&square, "aria-labelledby", Some(&shape.cell_id(slot, 1)));
            cell.append_child(&square).ok()?;
            check = Some(square);
            mark(&element, "aria-selected", Some("false"));
        }
        let mut cells = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter().enumerate() {
            let cell = add("grid-cell")?;
            let text = document.create_text_node("");
            cell.append_child(&text).ok()?;
            mark(&cell, "data-column", Some(column.key));
            mark(&cell, "data-title", (index == 0).then_some(""));
            let is_last = index + 1 == columns.len();
            mark(&cell, "data-last", is_last.then_some(""));
            mark(&cell, "data-align", column.is_end_aligned.then_some("end"));
            mark(&cell, "data-pinned", column.is_pinned.then_some(""));
            cells.push(Cell {
                element: cell,
                text,
                shown: String::new(),
                measured: (0, 0),
                fits: false,
                class: "grid-cell",
                tone: None,
                badge: None,
                link: None,
            });
        }
        if shape.has_menu {
            let cell = add("grid-cell grid-end")?;
            let button = create(document, "span", "grid-more")?;
            mark(&button, "role", Some("button"));
            mark(&button, "aria-haspopup", Some("menu"));
            mark(&button, "aria-label", Some(&shape.menu_label));
            let first = shape.cell_id(slot, usize::from(shape.is_selectable));
            mark(&button, "aria-describedby", Some(&first));
            cell.append_child(&button).ok()?;
        }
        let mut row = Self {
            style: element.style(),
            element,
            marks,
            check,
            cells,
            position: None,
            top: i64::MIN,
            is_selected: false,
            is_current: false,
            is_dimmed: false,
            active: None,
        };
        row.resize(columns, shape.is_selectable);
        Some(row)
    }

    /// Writes the widths of the columns. They are those that the row was made with.
    pub(super) fn resize(&mut self, columns: &[Placed], is_selectable: bool) {
        let before = if is_selectable { SELECT_WIDTH } else { 0 };
        let offsets = pinned_offsets(columns, before);
        for ((cell, column), offset) in self.cells.iter().zip(columns).zip(offsets) {
            let style = cell.element.style();
            _ = style.set_property("width", &pixels(column.width.into()));
            if column.is_pinned {
                _ = style.set_property("left", &pixels(offset.into()));
            }
        }
    }

    /// Shows a row at a place of the body. `is_stale` when what it shows may have changed.
    pub(super) fn show(
        &mut self,
        rows: &dyn GridRows,
        columns: &[Placed],
        letter: u32,
        position: u32,
        top: i64,
        is_stale: bool,
    ) {
        if self.top != top {
            self.top = top;
            let mut moved = String::from("translateY(");
            moved.push_str(&pixels(top));
            moved.push(')');
            _ = self.style.set_property("transform", &moved);
        }
        if self.position == Some(position) && !is_stale {
            return;
        }
        if self.position != Some(position) {
            if self.position.is_none() {
                mark(&self.element, "hidden", None);
                mark(&self.element, "data-row", Some(""));
            }
            self.position = Some(position);
            // From 1, and the headings are the first row.
            let index = u64::from(position) + 2;
            mark(&self.element, "aria-rowindex", Some(&index.to_string()));
        }
        for (cell, column) in self.cells.iter_mut().zip(columns) {
            rows.cell(position, column.key, &mut |content| {
                cell.show(content, (column.width, letter));
            });
        }
        if let Some(first) = self.cells.first_mut() {
            first.lead_to(rows.href(position));
        }
        self.show_state(rows, position);
    }

    fn show_state(&mut self, rows: &dyn GridRows, position: u32) {
        let is_selected = rows.is_selected(position);
        if self.is_selected != is_selected {
            self.is_selected = is_selected;
            let word = if is_selected { "true" } else { "false" };
            mark(&self.element, "aria-selected", Some(word));
            if let Some(check) = &self.check {
                mark(check, "aria-checked", Some(word));
            }
        }
        let is_current = rows.is_current(position);
        if self.is_current != is_current {
            self.is_current = is_current;
            mark(&self.element, "aria-current", is_current.then_some("true"));
        }
        let is_dimmed = rows.is_dimmed(position);
        if self.is_dimmed != is_dimmed {
            self.is_dimmed = is_dimmed;
            // Only what the row is called: styling every cell anew costs as much as writing them all.
            if let Some(first) = self.cells.first() {
                mark(&first.element, "data-dimmed", is_dimmed.then_some(""));
            }
        }
    }

    /// Shows nothing.
    pub(super) fn hide(&mut self) {
        if self.position.take().is_some() {
            mark(&self.element, "hidden", Some(""));
            mark(&self.element, "data-row", None);
            self.activate(None);
        }
    }

    /// Marks the cell that the keyboard is at.
    pub(super) fn activate(&mut self, cell: Option<usize>) {
        if self.active == cell {
            return;
        }
        if let Some(before) = self.active.and_then(|cell| self.marks.get(cell)) {
            mark(before, "data-active", None);
        }
        if let Some(now) = cell.and_then(|cell| self.marks.get(cell)) {
            mark(now, "data-active", Some(""));
        }
        self.active = cell;
    }

    /// A cell's element, the checkbox and the menu counted.
    pub(super) fn cell(&self, cell: usize) -> Option<&HtmlElement> {
        self.marks.get(cell)
    }

    /// The texts that are shown, unless the row shows nothing.
    pub(super) fn texts(&self) -> impl Iterator<Item = (Text, &str)> {
        let cells = self.cells.iter().filter(|_| self.position.is_some());
        cells.map(|cell| (cell.text.clone(), cell.shown.as_str()))
    }

    /// What a cell says, the checkbox and the menu counted. A dash says nothing.
    pub(super) fn text(&self, cell: usize) -> Option<&str> {
        let before = usize::from(self.check.is_some());
        self.cells
            .get(cell.checked_sub(before)?)
            .filter(|cell| cell.class != EMPTY)
            .map(|cell| cell.shown.as_str())
    }

    /// How wide a column would have to be for what it shows here, in pixels. Makes the browser lay it out.
    pub(super) fn natural_width(&self, column: usize) -> Option<u32> {
        self.position?;
        let cell = self.cells.get(column)?;
        let range = self.element.owner_document()?.create_range().ok()?;
        range.select_node_contents(&cell.element).ok()?;
        let width = range.get_bounding_client_rect().width();
        // Padding on both sides, and a pixel for what is cut off here.
        Some(width.max(0.0) as u32 + 1 + 2 * 12)
    }
}

impl Cell {
    fn show(&mut self, content: GridCell<'_>, measures: (u32, u32)) {
        let (class, tone, text) = match content {
            GridCell::Text(text) => ("grid-cell", None, text),
            GridCell::Mono(text) => (MONO, None, text),
            GridCell::Muted(text) => ("grid-cell cell-muted", None, text),
            GridCell::Number(text) => ("grid-cell cell-number", None, text),
            GridCell::Badge(tone, text) => ("grid-cell", Some(tone), text),
            GridCell::Empty => (EMPTY, None, Cow::Borrowed("–")),
        };
        if self.class != class {
            self.class = class;
            self.element.set_class_name(class);
        }
        if self.tone != tone {
            self.set_tone(tone);
        }
        let is_other = self.shown != text;
        if is_other {
            self.shown.clear();
            self.shown.push_str(&text);
            self.text.set_data(&text);
        }
        if is_other || self.measured != measures {
            self.measured = measures;
            let (width, letter) = measures;
            // The padding of the cell on both sides, and that of a badge.
            let padding = if tone.is_some() { 38 } else { 24 };
            let is_mono = class == MONO;
            let fits = surely_fits(&text, width.saturating_sub(padding), letter, is_mono);
            if self.fits != fits {
                self.fits = fits;
                mark(&self.element, "data-fits", fits.then_some(""));
            }
        }
    }

    /// Puts the text into a badge of this tone, or takes it out of one.
    fn set_tone(&mut self, tone: Option<Tone>) {
        let had_badge = self.tone.is_some();
        self.tone = tone;
        let holder = self.link.as_ref().unwrap_or(&self.element);
        let Some(tone) = tone else {
            _ = holder.append_child(&self.text);
            if let Some(badge) = &self.badge {
                badge.remove();
            }
            return;
        };
        if self.badge.is_none() {
            self.badge = self
                .element
                .owner_document()
                .and_then(|document| create(&document, "span", "badge"));
        }
        if let Some(badge) = &self.badge {
            mark(badge, "data-tone", Some(tone.as_str()));
            if !had_badge {
                _ = badge.append_child(&self.text);
                _ = holder.append_child(badge);
            }
        }
    }

    fn lead_to(&mut self, href: Option<String>) {
        let Some(href) = href else {
            if let Some(link) = &self.link {
                mark(link, "href", None);
            }
            return;
        };
        if self.link.is_none() {
            let made = self
                .element
                .owner_document()
                .and_then(|document| create(&document, "a", "grid-open"));
            if let (Some(link), Some(content)) = (&made, self.element.first_child()) {
                // The keyboard opens rows by Enter, from wherever in the row it is.
                mark(link, "tabindex", Some("-1"));
                _ = link.append_child(&content);
                _ = self.element.append_child(link);
            }
            self.link = made;
        }
        if let Some(link) = &self.link {
            mark(link, "href", Some(&href));
        }
    }
}
