//! What a grid shows and what it says back: its columns, its rows, its words.

use std::borrow::Cow;

use super::super::{table_row::Align, tone::Tone};

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridColumn {
    /// What identifies it; unique in the grid. Letters, digits, `_` and `-`, no dash first.
    pub key: &'static str,
    /// Its heading.
    pub label: String,
    /// How wide it is at first, in pixels.
    pub width: u32,
    /// How narrow it can be made, in pixels.
    pub min_width: u32,
    /// Whether it can be sorted by.
    pub sortable: bool,
    /// To which side its cells are set.
    pub align: Align,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridCell<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// Letters that are compared one by one: a name, an id.
    Mono(Cow<'a, str>),
    /// Words of lesser weight.
    Muted(Cow<'a, str>),
    /// A number, already written out.
    Number(Cow<'a, str>),
    /// A state.
    Badge(Tone, Cow<'a, str>),
    /// Nothing to say; drawn as a dash.
    Empty,
}

/// What a grid shows. Positions are places in the current order, from 0. Nothing here may take long: it is asked while
/// the reader scrolls.
pub trait GridRows {
    /// How many rows there are.
    fn count(&self) -> u32;
    /// Gives what stands in a cell to `write`, once.
    fn cell(&self, position: u32, column: &'static str, write: &mut dyn FnMut(GridCell<'_>));
    /// Whether a row is selected.
    fn is_selected(&self, position: u32) -> bool;
    /// Whether a row is the one that is open.
    fn is_current(&self, position: u32) -> bool;
    /// Whether a row is drawn fainter: disabled, or already gone.
    fn is_dimmed(&self, position: u32) -> bool;
    /// Where a row leads, so that it can be opened in a new tab too. All rows lead somewhere or none does.
    fn href(&self, position: u32) -> Option<String>;
    /// Whether parts of texts are marked at present.
    fn is_marking(&self) -> bool {
        false
    }
    /// Which parts of a text are marked, each from and to, in UTF-16 units.
    fn marks(&self, _text: &str) -> Vec<(u32, u32)> {
        Vec::new()
    }
}

/// What somebody wants to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridSelect {
    /// This row, or not any more.
    Toggle(u32),
    /// All rows between these two, both included, or none of them. `from` is not after `to`.
    Range {
        /// The first.
        from: u32,
        /// The last.
        to: u32,
        /// Whether they are to be selected.
        on: bool,
    },
    /// Every row there is, or none.
    All(bool),
}

/// How many of the rows are selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GridSelection {
    /// None.
    #[default]
    None,
    /// Some, not all.
    Some,
    /// All.
    All,
}

/// How close together rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// 32 pixels a row.
    #[default]
    Compact,
    /// 40 pixels a row.
    Comfortable,
}

impl Density {
    /// The height of a row in pixels, as style/grid.css has it. On a narrow screen a row has two lines.
    pub(super) fn row_height(self, is_narrow: bool) -> u32 {
        match (is_narrow, self) {
            (true, _) => 56,
            (false, Density::Compact) => 32,
            (false, Density::Comfortable) => 40,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Comfortable => "comfortable",
        }
    }
}

/// A grid's words. `{name}` stands for a column's heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridWords {
    /// The grid's name.
    pub label: String,
    /// Select every row.
    pub select_all: String,
    /// The actions of a row.
    pub row_menu: String,
    /// Which columns are shown.
    pub columns: String,
    /// All columns as they were at first.
    pub reset_columns: String,
    /// Keep a column in sight.
    pub pin: String,
    /// Let a column scroll again.
    pub unpin: String,
    /// Move a column towards the start.
    pub move_to_start: String,
    /// Move a column towards the end.
    pub move_to_end: String,
    /// Make a column as wide as what it shows.
    pub fit: String,
    /// Hide a column.
    pub hide: String,
    /// How wide a column is; `{name}`.
    pub resize: String,
}
