//! Files to give to the admin: an empty one to fill in, and one of the rows that need another look.

use crate::delimited::{delimited_text, unescaped};
use crate::{Column, Row, fold};

/// In which language a heading is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// Chinese.
    Chinese,
    /// English.
    English,
}

impl Column {
    /// The first name in a language; the key where it has none.
    pub fn name_in(&self, language: Language) -> &'static str {
        self.names
            .iter()
            .find(|name| name.is_ascii() == (language == Language::English))
            .copied()
            .unwrap_or(self.key)
    }
}

/// The heading and one row of examples, in the columns' order, as CSV with a byte order mark. Examples that are not given
/// are empty.
pub fn template(columns: &[Column], language: Language, examples: &[&str]) -> String {
    let heading: Vec<&str> = columns
        .iter()
        .map(|column| column.name_in(language))
        .collect();
    let row = (0..columns.len())
        .map(|index| examples.get(index).copied().unwrap_or_default())
        .collect();
    delimited_text([heading, row])
}

/// The rows with what is wrong with each, as CSV with a byte order mark: the file's own columns and one named `flaw_name`
/// behind them. A column of that name that the file has already, because it was such a file, is left out.
///
/// Cells in the columns `secret` ([`Mapping::secret_columns`](crate::Mapping::secret_columns)) are left empty: a password
/// is not written into a file.
pub fn flawed_rows<'a>(
    heading: Option<&Row>,
    flaw_name: &str,
    rows: &[(&'a Row, &'a str)],
    secret: &[usize],
) -> String {
    let width = heading
        .into_iter()
        .chain(rows.iter().map(|(row, _)| *row))
        .map(Row::len)
        .max()
        .unwrap_or(0);
    let own = |column: &usize| {
        heading.is_none_or(|heading| fold(heading.cell(*column)) != fold(flaw_name))
    };
    let columns: Vec<usize> = (0..width).filter(own).collect();
    let first = heading.map(|heading| {
        let names = columns
            .iter()
            .map(|column| unescaped(heading.cell(*column)));
        names.chain([flaw_name]).collect::<Vec<_>>()
    });
    let others = rows.iter().map(|(row, flaw)| {
        let cells = columns.iter().map(|column| {
            if secret.contains(column) {
                ""
            } else {
                unescaped(row.cell(*column))
            }
        });
        cells.chain([*flaw]).collect::<Vec<_>>()
    });
    delimited_text(first.into_iter().chain(others))
}
