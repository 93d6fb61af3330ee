//! Marks parts of texts by the browser's own highlights, which leave the document as it is: rows are written again while the
//! list scrolls, and elements of a mark's own would have to come and go with them.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Text};

/// The name that style/grid.css has for what is marked.
const NAME: &str = "grid-found";

/// What is marked of one grid.
#[derive(Default)]
pub(super) struct Marks {
    is_marking: bool,
}

impl Marks {
    /// Whether there is anything to mark, or to be marked no longer.
    pub(super) fn are_wanted(&self, is_marking: bool) -> bool {
        is_marking || self.is_marking
    }

    /// Marks these parts of texts, in UTF-16 units, and nothing else. A browser without highlights marks nothing.
    pub(super) fn set(
        &mut self,
        document: &Document,
        parts: impl Iterator<Item = (Text, (u32, u32))>,
    ) {
        let ranges = Array::new();
        for (text, (from, to)) in parts {
            // Refused only where the text is shorter than it was.
            if let Ok(range) = document.create_range()
                && range.set_start(&text, from).is_ok()
                && range.set_end(&text, to).is_ok()
            {
                ranges.push(&range);
            }
        }
        self.is_marking = ranges.length() > 0;
        _ = highlight(&ranges);
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        if self.is_marking {
            _ = highlight(&Array::new());
        }
    }
}

fn highlight(ranges: &Array) -> Result<(), JsValue> {
    let global = js_sys::global();
    let registry = Reflect::get(&Reflect::get(&global, &"CSS".into())?, &"highlights".into())?;
    let constructor: Function = Reflect::get(&global, &"Highlight".into())?.dyn_into()?;
    let highlight = Reflect::construct(&constructor, ranges)?;
    let set: Function = Reflect::get(&registry, &"set".into())?.dyn_into()?;
    set.call2(&registry, &NAME.into(), &highlight)?;
    Ok(())
}
