//! Every account that is shown, or that is selected, as a file or for the clipboard. There is no cap: a million accounts are
//! written in slices, and never lie in memory as one text.

use super::desk::TableDesk;
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::pages::download::download_parts;
use crate::roster::{RosterView, delimited_text};
use crate::ui::Tone;
use crate::ui::pager::grouped;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How many accounts are written between two pauses.
const SLICE: u32 = 2_000;

/// A column of the file: its place in the roster, its name and its heading.
type Written = (usize, &'static str, String);

/// How a value of a column reads.
type ValueWords = fn(Language, &'static str, &str) -> String;

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
    words: ValueWords,
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

/// The columns that are shown, in their order.
fn written(desk: TableDesk, language: Language, shown: &[&'static str]) -> Vec<Written> {
    let columns = (desk.facts.columns)(language);
    let column = |name: &&'static str| {
        let place = desk.facts.names.iter().position(|own| own == name)?;
        let heading = columns.iter().find(|column| column.key == *name)?;
        Some((place, *name, heading.label.clone()))
    };
    shown.iter().filter_map(column).collect()
}

/// Hands the accounts to the browser as a file for spreadsheets, in the columns that are shown, and says so. There is no
/// file if the list changes while it is written.
pub fn export(desk: TableDesk, meant: Meant) {
    spawn_local(async move {
        let language = desk.words.now();
        let (news, body, tone) = match export_file(desk, meant, language).await {
            Some(count) => {
                let count = grouped(u64::from(count));
                (language.roster_exported(&count), None, Tone::Good)
            }
            None => {
                let body = language.roster_export_failed_body().to_owned();
                let news = language.roster_export_failed().to_owned();
                (news, Some(body), Tone::Bad)
            }
        };
        desk.toasts.push(tone, news, body, None);
    });
}

async fn export_file(desk: TableDesk, meant: Meant, language: Language) -> Option<u32> {
    let (table, words) = (desk.table, desk.facts.value_words);
    let shown = desk
        .layout
        .with_untracked(|layout| layout.visible_keys(&(desk.facts.columns)(language)));
    let columns = written(desk, language, &shown);
    let parts = Array::new();
    let heading = columns.iter().map(|(_, _, heading)| heading.as_str());
    parts.push(&JsValue::from_str(&delimited_text([heading])));
    let edition = table.edition()?;
    let count = table.read(RosterView::count)?;
    let mut written = 0;
    for from in (0..count).step_by(SLICE as usize) {
        let to = count.min(from + SLICE);
        let lines = table.read(|view| lines(view, from..to, meant, language, &columns, words))?;
        written += lines.len() as u32;
        let text = delimited_text(lines.iter().map(|line| line.iter().map(String::as_str)));
        // The mark that a file begins with is already there.
        parts.push(&JsValue::from_str(text.trim_start_matches('\u{feff}')));
        breathe().await;
        if table.edition()? != edition {
            return None;
        }
    }
    download_parts(&parts, desk.facts.file, "text/csv;charset=utf-8").then_some(written)
}

/// The selected accounts into the clipboard, in the columns that are shown, as spreadsheets take them: cells apart by tabs,
/// and no tab or line break in them.
pub fn copy_selected(desk: TableDesk, shown: &[&'static str]) {
    let language = desk.words.now();
    let columns = written(desk, language, shown);
    let selected = desk.table.read(|view| {
        let all = 0..view.count();
        let words = desk.facts.value_words;
        lines(view, all, Meant::Selected, language, &columns, words)
    });
    let Some(lines) = selected else { return };
    spawn_local(async move {
        let clipboard = window().navigator().clipboard();
        let copied = JsFuture::from(clipboard.write_text(&tab_separated(&lines))).await;
        let (tone, news) = match copied {
            Ok(_) => {
                let count = grouped(lines.len() as u64);
                (Tone::Good, language.roster_copied(&count))
            }
            Err(_) => (Tone::Bad, language.roster_not_copied().to_owned()),
        };
        desk.toasts.push(tone, news, None, None);
    });
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
