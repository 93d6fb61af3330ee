//! Style that only some pieces of the program need, and that comes with them: the page's own sheet is a part of the first
//! load.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static ADOPTED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Gives the page a style sheet, once. The policy that forbids inline styles does not concern sheets that a program makes.
pub fn adopt_style(sheet: &'static str) {
    let is_new = ADOPTED.with_borrow_mut(|adopted| {
        let is_new = !adopted.contains(&sheet);
        if is_new {
            adopted.push(sheet);
        }
        is_new
    });
    if is_new {
        // Every browser that runs the console can. One that could not would show the piece unstyled, and work.
        _ = OwnSheet::adopt().and_then(|own| own.write(sheet));
    }
}

/// A style sheet of the page's that can be written again. What it says comes after all other sheets.
pub struct OwnSheet(JsValue);

impl OwnSheet {
    /// Gives the page an empty sheet.
    ///
    /// # Errors
    /// What the browser throws that knows no such sheets.
    pub fn adopt() -> Result<OwnSheet, JsValue> {
        let make: Function =
            Reflect::get(&window(), &JsValue::from_str("CSSStyleSheet"))?.dyn_into()?;
        let made = Reflect::construct(&make, &Array::new())?;
        adopt(&made)?;
        Ok(OwnSheet(made))
    }

    /// Puts rules in place of those that it has.
    ///
    /// # Errors
    /// What the browser throws; rules that it does not understand are no error.
    pub fn write(&self, rules: &str) -> Result<(), JsValue> {
        let replace: Function =
            Reflect::get(&self.0, &JsValue::from_str("replaceSync"))?.dyn_into()?;
        replace.call1(&self.0, &JsValue::from_str(rules))?;
        Ok(())
    }
}

fn adopt(sheet: &JsValue) -> Result<(), JsValue> {
    let adopted = Reflect::get(&document(), &JsValue::from_str("adoptedStyleSheets"))?;
    let push: Function = Reflect::get(&adopted, &JsValue::from_str("push"))?.dyn_into()?;
    push.call1(&adopted, sheet)?;
    Ok(())
}
