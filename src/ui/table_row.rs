//! What a table shows: its columns, its rows, and how a cell looks.

use std::{fmt, sync::Arc};

use leptos::{children::ViewFn, prelude::*};

use super::{
    icon::{IconName, icon},
    meter::meter,
    tone::Tone,
};

/// To which side a column's cells are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where reading starts: words.
    #[default]
    Start,
    /// Where it ends: numbers.
    End,
}

/// How much room a column asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnWidth {
    /// What its content needs.
    #[default]
    Auto,
    /// As little as possible: a badge, a figure.
    Narrow,
    /// What is left over, cut off with an ellipsis where that is too little.
    Fill,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What sorting calls it.
    pub key: &'static str,
    /// Its heading.
    pub label: String,
    /// Whether it can be sorted by.
    pub sortable: bool,
    /// To which side its cells are set.
    pub align: Align,
    /// How much room it asks for.
    pub width: ColumnWidth,
}

impl Column {
    /// A column of words that cannot be sorted by.
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self {
            key,
            label: label.into(),
            sortable: false,
            align: Align::Start,
            width: ColumnWidth::Auto,
        }
    }

    /// The same, but it can be sorted by.
    #[must_use]
    pub fn sortable(self) -> Self {
        Self {
            sortable: true,
            ..self
        }
    }

    /// The same, but for numbers.
    #[must_use]
    pub fn end(self) -> Self {
        Self {
            align: Align::End,
            ..self
        }
    }

    /// The same with another width.
    #[must_use]
    pub fn width(self, width: ColumnWidth) -> Self {
        Self { width, ..self }
    }
}

/// A view in a cell, for what no other [`Cell`] can show. Two of them are equal only when they are the same one.
#[derive(Clone)]
pub struct CellView(Arc<ViewFn>);

impl CellView {
    /// A view made anew wherever the cell is shown.
    pub fn new(view: impl Into<ViewFn>) -> Self {
        Self(Arc::new(view.into()))
    }
}

impl PartialEq for CellView {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for CellView {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CellView")
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing to say; drawn as a dash.
    Empty,
    /// Words.
    Text(String),
    /// Words of lesser weight.
    Muted(String),
    /// Letters that are compared one by one: a name, an id.
    Mono(String),
    /// A number, already written out.
    Number(String),
    /// A state.
    Badge(Tone, String),
    /// A link; the address and the words.
    Link(String, String),
    /// A quota: value, whole, tone, words.
    Meter(f64, f64, Tone, String),
    /// Anything else.
    View(CellView),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What identifies it; unique in the table.
    pub key: String,
    /// One cell a column. The first names the row.
    pub cells: Vec<Cell>,
    /// Where the row leads, so that it can be opened in a new tab too.
    pub href: Option<String>,
    /// Drawn fainter: disabled, or already gone.
    pub dimmed: bool,
}

impl Row {
    /// A row.
    pub fn new(key: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self {
            key: key.into(),
            cells,
            href: None,
            dimmed: false,
        }
    }

    /// The same, leading somewhere.
    #[must_use]
    pub fn href(self, href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..self
        }
    }

    /// The same, fainter or not.
    #[must_use]
    pub fn dimmed(self, dimmed: bool) -> Self {
        Self { dimmed, ..self }
    }
}

/// The words of a cell that stand for its row.
pub(super) fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Muted(text) | Cell::Mono(text) | Cell::Number(text) => {
            text.clone()
        }
        Cell::Badge(_, text) | Cell::Link(_, text) | Cell::Meter(_, _, _, text) => text.clone(),
        Cell::Empty | Cell::View(_) => String::new(),
    }
}

/// A cell's content.
pub(super) fn cell_view(cell: Cell) -> AnyView {
    let words = |class: &'static str, text: String| {
        let title = text.clone();
        view! { <span class=class title=title>{text}</span> }.into_any()
    };
    match cell {
        Cell::Empty => words("cell-empty", "–".to_owned()),
        Cell::Text(text) => words("cell-text", text),
        Cell::Muted(text) => words("cell-muted", text),
        Cell::Mono(text) => words("cell-mono", text),
        Cell::Number(text) => words("cell-number", text),
        Cell::Badge(tone, text) => {
            view! { <span class="badge" data-tone=tone.as_str()>{text}</span> }.into_any()
        }
        Cell::Link(href, text) => view! {
            <a class="cell-link" href=href>
                {text}
                {icon(IconName::ChevronRight)}
            </a>
        }
        .into_any(),
        Cell::Meter(value, max, tone, text) => {
            let label = text.clone();
            view! {
                <span class="cell-meter">
                    {meter(value.into(), max.into(), tone.into(), label.into())}
                    <span class="cell-number">{text}</span>
                </span>
            }
            .into_any()
        }
        Cell::View(view) => view.0.run(),
    }
}
