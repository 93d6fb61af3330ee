//! Every account that is shown, or that is selected, as a file or for the clipboard. There is no cap: a million accounts are
//! written in slices, and never lie in memory as one text.

use super::RosterTable;
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::pages::download::download_parts;
use crate::roster::{RosterView, delimited_text};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// How many accounts are written between two pauses.
const SLICE: u32 = 2_000;

/// A column of the file: its place in the roster, its name and its heading.
pub type Written = (usize, &'static str, String);

/// How a value of a column reads.
pub type Words = fn(Language, &'static str, &str) -> String;

/// Which accounts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Those that are shown, in their order.
    Shown,
    /// Of those, the ones that are selected.
    Selected,
}

fn lines(
    view: &RosterView,
    places: std::ops::Range<u32>,
    meant: Meant,
    language: Language,
    columns: &[Written],
    words: Words,
) -> Vec<Vec<String>> {
    places
        .filter(|place| meant == Meant::Shown || view.is_selected(*place))
        .map(|place| {
            let cell =
                |(column, name, _): &Written| words(language, name, &view.text(place, *column));
            columns.iter().map(cell).collect()
        })
        .collect()
}

/// Hands the accounts to the browser as a file for spreadsheets. Gives how many there are; nothing where it did not work, or
/// where the list changed while it was written.
pub async fn export_file(
    table: RosterTable,
    meant: Meant,
    language: Language,
    columns: &[Written],
    words: Words,
    name: &str,
) -> Option<u32> {
    let parts = Array::new();
    let heading = columns.iter().map(|(_, _, heading)| heading.as_str());
    parts.push(&JsValue::from_str(&delimited_text([heading])));
    let edition = table.edition()?;
    let count = table.read(RosterView::count)?;
    let mut written = 0;
    for from in (0..count).step_by(SLICE as usize) {
        let to = count.min(from + SLICE);
        let lines = table.read(|view| lines(view, from..to, meant, language, columns, words))?;
        written += lines.len() as u32;
        let text = delimited_text(lines.iter().map(|line| line.iter().map(String::as_str)));
        // The mark that a file begins with is already there.
        parts.push(&JsValue::from_str(text.trim_start_matches('\u{feff}')));
        breathe().await;
        if table.edition()? != edition {
            return None;
        }
    }
    download_parts(&parts, name, "text/csv;charset=utf-8").then_some(written)
}

/// The selected accounts as spreadsheets take them from the clipboard: cells apart by tabs, and no tab or line break in
/// them. Gives how many there are as well.
pub fn clipboard_text(
    table: RosterTable,
    language: Language,
    columns: &[Written],
    words: Words,
) -> Option<(String, u32)> {
    table.read(|view| {
        let lines = lines(
            view,
            0..view.count(),
            Meant::Selected,
            language,
            columns,
            words,
        );
        let count = lines.len() as u32;
        (tab_separated(&lines), count)
    })
}

fn tab_separated(lines: &[Vec<String>]) -> String {
    let mut text = String::new();
    for line in lines {
        for (index, cell) in line.iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            text.extend(cell.chars().map(|character| match character {
                '\t' | '\n' | '\r' => ' ',
                other => other,
            }));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_one_cell() {
        let lines = [
            vec!["a\tb".to_owned(), "c\r\nd".to_owned()],
            vec![String::new()],
        ];
        assert_eq!(tab_separated(&lines), "a b\tc  d\n\n");
    }
}
