//! Every account that is shown, or that is selected, as a file. There is no cap: a million accounts are
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

/// How many accounts are written between two pauses.
pub(super) const SLICE: u32 = 2_000;

/// A column of the file: its place in the roster, its name and its heading.
pub(super) type Written = (usize, &'static str, String);

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
pub(super) fn written(desk: TableDesk, language: Language, shown: &[&'static str]) -> Vec<Written> {
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
