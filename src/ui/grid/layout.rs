//! Which columns a grid shows, in which order, how wide and which of them stay in sight; and that as a short text, to be
//! remembered. Pure.

use super::contents::GridColumn;

/// The widest a column can be made, in pixels.
pub(super) const WIDEST: u32 = 2_000;

/// What somebody changed about the columns. Empty is how they were at first.
///
/// Columns that it does not name are where they were among those that it does; names of columns that are gone mean
/// nothing. So a remembered layout survives that the columns change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridLayout {
    /// Keys in order; all that were there when the order was last changed.
    order: Vec<String>,
    /// Keys and pixels.
    widths: Vec<(String, u32)>,
    hidden: Vec<String>,
    pinned: Vec<String>,
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its place among the columns as the page gives them.
    pub(super) index: usize,
    pub(super) key: &'static str,
    /// Pixels.
    pub(super) width: u32,
    pub(super) is_pinned: bool,
    pub(super) is_end_aligned: bool,
}

impl GridLayout {
    /// Reads what [`GridLayout::to_text`] made. What cannot be read is left out.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut layout = Self::default();
        for item in text.split(',').filter(|item| !item.is_empty()) {
            let (name, width) = match item.split_once(':') {
                Some((name, width)) => (name, width.parse().ok()),
                None => (item, None),
            };
            let key = name.trim_start_matches(['^', '-']);
            if key.is_empty() || layout.order.iter().any(|known| known == key) {
                continue;
            }
            let marks = &name[..name.len() - key.len()];
            layout.order.push(key.to_owned());
            if marks.contains('^') {
                layout.pinned.push(key.to_owned());
            }
            if marks.contains('-') {
                layout.hidden.push(key.to_owned());
            }
            if let Some(width) = width {
                layout.widths.push((key.to_owned(), width));
            }
        }
        layout
    }

    /// As a short text: keys in order with commas between them; `^` before one that is pinned, `-` before one that is
    /// hidden, `:` and pixels after one whose width was changed. Empty if nothing was changed.
    #[must_use]
    pub fn to_text(&self, columns: &[GridColumn]) -> String {
        if *self == Self::default() {
            return String::new();
        }
        let mut text = String::new();
        for index in self.all(columns) {
            let key = columns[index].key;
            if !text.is_empty() {
                text.push(',');
            }
            if self.is_pinned(key) {
                text.push('^');
            }
            if self.is_hidden(key) {
                text.push('-');
            }
            text.push_str(key);
            if let Some(width) = self.width(key) {
                text.push(':');
                text.push_str(&width.to_string());
            }
        }
        text
    }

    /// The keys of the columns that are shown, in order.
    #[must_use]
    pub fn visible_keys(&self, columns: &[GridColumn]) -> Vec<&'static str> {
        self.place(columns)
            .into_iter()
            .map(|placed| placed.key)
            .collect()
    }

    /// The columns that are shown, in order: pinned ones first. At least one, if there are any.
    pub(super) fn place(&self, columns: &[GridColumn]) -> Vec<Placed> {
        let all = self.all(columns);
        let mut shown: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&index| !self.is_hidden(columns[index].key))
            .collect();
        if shown.is_empty() {
            shown.extend(all.first());
        }
        shown.sort_by_key(|&index| !self.is_pinned(columns[index].key));
        shown
            .into_iter()
            .map(|index| {
                let column = &columns[index];
                Placed {
                    index,
                    key: column.key,
                    width: self
                        .width(column.key)
                        .unwrap_or(column.width)
                        .clamp(column.min_width.min(WIDEST), WIDEST),
                    is_pinned: self.is_pinned(column.key),
                    is_end_aligned: column.align == super::super::table_row::Align::End,
                }
            })
            .collect()
    }

    /// Every column in order, hidden ones too. One that the order does not name follows the one before it.
    pub(super) fn all(&self, columns: &[GridColumn]) -> Vec<usize> {
        let mut placed: Vec<usize> = self
            .order
            .iter()
            .filter_map(|key| columns.iter().position(|column| column.key == key))
            .collect();
        for index in 0..columns.len() {
            if placed.contains(&index) {
                continue;
            }
            let after = index
                .checked_sub(1)
                .and_then(|before| placed.iter().position(|&known| known == before));
            placed.insert(after.map_or(0, |at| at + 1), index);
        }
        placed
    }

    pub(super) fn is_hidden(&self, key: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == key)
    }

    pub(super) fn is_pinned(&self, key: &str) -> bool {
        self.pinned.iter().any(|pinned| pinned == key)
    }

    fn width(&self, key: &str) -> Option<u32> {
        self.widths
            .iter()
            .find_map(|(known, width)| (known == key).then_some(*width))
    }

    /// The same with a column of another width.
    pub(super) fn resize(&mut self, key: &str, width: u32) {
        self.widths.retain(|(known, _)| known != key);
        self.widths.push((key.to_owned(), width.min(WIDEST)));
    }

    /// Shows or hides a column.
    pub(super) fn set_hidden(&mut self, key: &str, is_hidden: bool) {
        self.hidden.retain(|known| known != key);
        if is_hidden {
            self.hidden.push(key.to_owned());
        }
    }

    /// Keeps a column in sight, or not any more.
    pub(super) fn set_pinned(&mut self, key: &str, is_pinned: bool) {
        self.pinned.retain(|known| known != key);
        if is_pinned {
            self.pinned.push(key.to_owned());
        }
    }

    /// Moves a column to where another one is shown, and pins or frees it like that one.
    pub(super) fn move_onto(&mut self, columns: &[GridColumn], key: &str, target: &str) {
        let shown = self.place(columns);
        let at = |wanted: &str| shown.iter().position(|placed| placed.key == wanted);
        let (Some(from), Some(to)) = (at(key), at(target)) else {
            return;
        };
        if from == to {
            return;
        }
        let mut order: Vec<String> = self
            .all(columns)
            .into_iter()
            .map(|index| columns[index].key.to_owned())
            .filter(|known| known != key)
            .collect();
        if let Some(target_at) = order.iter().position(|known| known == target) {
            let after = usize::from(from < to);
            order.insert(target_at + after, key.to_owned());
            self.order = order;
            self.set_pinned(key, shown[to].is_pinned);
        }
    }
}

/// Lets columns scroll that are to stay in sight and cannot: from the first with which those that stay would cover more than
/// three fifths of the grid. `before` pixels are taken already, of `room`; 0 if nothing is laid out.
pub(super) fn leave_room(placed: &mut [Placed], before: u32, room: u32) {
    let most = room / 5 * 3;
    let mut covered = before;
    for column in placed.iter_mut().take_while(|_| room > 0) {
        covered = covered.saturating_add(column.width);
        column.is_pinned &= covered <= most;
    }
}

/// How far each pinned column is from the start, in pixels, when `before` pixels are taken already.
pub(super) fn pinned_offsets(placed: &[Placed], before: u32) -> Vec<u32> {
    let mut next = before;
    placed
        .iter()
        .map(|column| {
            let offset = next;
            next += column.width;
            offset
        })
        .collect()
}

#[cfg(test)]
mod tests;
