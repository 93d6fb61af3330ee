//! Hearing that a job is over, in whichever tab it was driven: for what shows accounts that it may have changed. Needs
//! nothing of the engine.

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, Event};

/// The channel by which pages talk about jobs. A page hears what it says itself by another end of it.
pub(super) const CHANNEL: &str = "rollcall-jobs";

/// Runs with the id of the connection whose accounts a job changed, when the job is over, until the current owner is left.
/// A browser without such channels says nothing.
pub fn on_job_over(hear: impl Fn(&str) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
        return;
    };
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        // Read by name, and as a plain value: a type of its own would be one more parser in the program.
        let data = js_sys::Reflect::get(&event, &"data".into()).unwrap_or_default();
        let text = data.as_string().unwrap_or_default();
        let message: Value = serde_json::from_slice(text.as_bytes()).unwrap_or_default();
        if let Some(connection) = message["over"].as_str() {
            hear(connection);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((channel, heard));
    on_cleanup(move || {
        kept.try_with_value(|(channel, _)| channel.close());
    });
}
