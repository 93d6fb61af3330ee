//! Rows to take away: as many as there are, a piece at a time, so that a million are never there twice.

use crate::roster::Roster;
use std::borrow::Cow;

impl Roster {
    /// The texts of some rows in some columns, such as a part of an order.
    pub fn texts<'a>(
        &'a self,
        rows: &'a [u32],
        columns: &'a [usize],
    ) -> impl Iterator<Item = Vec<Cow<'a, str>>> {
        rows.iter().map(move |row| {
            columns
                .iter()
                .map(|column| self.text(*row, *column))
                .collect()
        })
    }

    /// Some rows as a piece of a file of comma-separated values, without a heading. The first piece of a file is that of
    /// the heading, from [`sheet::delimited_text`], and has the byte order mark; this has none.
    pub fn delimited(&self, rows: &[u32], columns: &[usize]) -> String {
        let texts: Vec<Vec<Cow<'_, str>>> = self.texts(rows, columns).collect();
        let cells = texts.iter().map(|texts| texts.iter().map(|text| &**text));
        let mut text = sheet::delimited_text(cells);
        if text.starts_with('\u{feff}') {
            text.replace_range(..'\u{feff}'.len_utf8(), "");
        }
        text
    }
}
