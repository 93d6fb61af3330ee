//! The selected accounts into the clipboard, and the word whether that, or one cell, came there. A hundred thousand accounts
//! are written in slices: the browser is promised a text at once, for only while a press is handled may the clipboard be had,
//! and gets it when it is written.

use super::desk::TableDesk;
use super::export::{SLICE, Written, written};
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::ui::pager::grouped;
use crate::ui::{Tone, copy_text};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, BlobPropertyBag};

/// What the clipboard knows plain text by.
const PLAIN: &str = "text/plain";

/// The selected accounts that are shown, in the columns that are shown, as spreadsheets take them: cells apart by tabs, and no
/// tab or line break in them.
pub fn copy_selected(desk: TableDesk, shown: &[&'static str]) {
    let language = desk.words.now();
    let columns = written(desk, language, shown);
    // Rows keep their numbers, whatever comes or is filtered while they are written.
    let selected = desk.table.read(|view| {
        let places = (0..view.count()).filter(|place| view.is_selected(*place));
        places
            .filter_map(|place| view.row(place))
            .collect::<Vec<u32>>()
    });
    let Some(rows) = selected else { return };
    let count = rows.len() as u64;
    let text = future_to_promise(async move {
        let text = text_of(desk, &rows, language, &columns).await;
        text.map(JsValue::from).ok_or(JsValue::NULL)
    });
    let promised = promise_to_clipboard(&text);
    spawn_local(async move {
        let is_copied = match promised {
            Ok(promised) => JsFuture::from(promised).await.is_ok(),
            Err(_) => false,
        };
        let is_copied = is_copied || copy_when_written(text).await.unwrap_or(false);
        let news = is_copied.then(|| language.roster_copied(&grouped(count)));
        tell(desk, language, news);
    });
}

/// Says that one cell was copied, or that the browser refused.
pub fn tell_copied_cell(desk: TableDesk, is_copied: bool) {
    let language = desk.words.now();
    let news = is_copied.then(|| language.roster_copied_cell().to_owned());
    tell(desk, language, news);
}

fn tell(desk: TableDesk, language: Language, copied: Option<String>) {
    let (tone, news) = match copied {
        Some(news) => (Tone::Good, news),
        None => (Tone::Bad, language.roster_not_copied().to_owned()),
    };
    desk.toasts.push(tone, news, None, None);
}

/// None where the page was left.
async fn text_of(
    desk: TableDesk,
    rows: &[u32],
    language: Language,
    columns: &[Written],
) -> Option<Blob> {
    let words = desk.facts.value_words;
    let parts = Array::new();
    for slice in rows.chunks(SLICE as usize) {
        let text = desk.table.read(|view| {
            let roster = view.roster();
            let mut text = String::new();
            for row in slice {
                let cell = |(column, name, _): &Written| {
                    words(language, name, &roster.text(*row, *column))
                };
                add_line(&mut text, columns.iter().map(cell));
            }
            text
        })?;
        // Of each slice one, so that making the whole of them moves no text.
        let part = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(&text))).ok()?;
        parts.push(&part);
        breathe().await;
    }
    let options = BlobPropertyBag::new();
    options.set_type(PLAIN);
    Blob::new_with_blob_sequence_and_options(&parts, &options).ok()
}

fn add_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
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

/// Fails where the browser takes no promise, or has no clipboard for pages that came without encryption.
fn promise_to_clipboard(text: &Promise) -> Result<Promise, JsValue> {
    let formats = Object::new();
    Reflect::set(&formats, &PLAIN.into(), text)?;
    // By name: a part of web-sys more for this would be a new build of all that stands on it.
    let make: Function = Reflect::get(&window(), &"ClipboardItem".into())?.dyn_into()?;
    let item = Reflect::construct(&make, &Array::of1(&formats))?;
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
    write.call1(&clipboard, &Array::of1(&item))?.dyn_into()
}

/// The older way: a text, as soon as it is there.
async fn copy_when_written(text: Promise) -> Result<bool, JsValue> {
    let blob: Blob = JsFuture::from(text).await?.dyn_into()?;
    let text = JsFuture::from(blob.text()).await?;
    Ok(copy_text(&text.as_string().unwrap_or_default()).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_one_cell() {
        let mut text = String::new();
        add_line(&mut text, ["a\tb", "c\r\nd"].map(str::to_owned).into_iter());
        add_line(&mut text, std::iter::once(String::new()));
        assert_eq!(text, "a b\tc  d\n\n");
    }
}
