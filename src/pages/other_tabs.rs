//! What other tabs of the console keep in the same browser, noticed while the page is open.

use crate::store::kept_name;
use leptos::prelude::*;

/// Runs with the name of what another tab has kept or removed; with `None` when everything was. Ends with the component.
pub fn on_other_tabs(react: impl Fn(Option<&str>) + 'static) {
    let listener = window_event_listener_untyped("storage", move |event| {
        // Read by name: the event's own type would be one more part of web-sys for a single text.
        let key = js_sys::Reflect::get(&event, &"key".into())
            .ok()
            .and_then(|key| key.as_string());
        match key.as_deref() {
            None => react(None),
            Some(key) => {
                if let Some(name) = kept_name(key) {
                    react(Some(name));
                }
            }
        }
    });
    on_cleanup(move || listener.remove());
}
