//! The channel by which tabs talk about jobs.

use crate::jobs::Message;
use crate::jobs::over::CHANNEL;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, Event};

/// The channel, open for as long as the page is there. A browser without it has tabs that do not follow each other.
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Opens it; what other tabs say is heard from now on.
    pub fn open(hear: impl Fn(Message) + 'static) -> Channel {
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
            return Channel(None);
        };
        let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // Read by name: the event's own type would be one more part of web-sys for a single text.
            let data = js_sys::Reflect::get(&event, &"data".into()).unwrap_or_default();
            let message = data.as_string();
            // A later console may say what this one does not know.
            if let Some(message) = message.and_then(|text| serde_json::from_str(&text).ok()) {
                hear(message);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        Channel(Some(channel))
    }

    /// Says something to the other tabs.
    pub fn say(&self, message: &Message) {
        if let (Some(channel), Ok(text)) = (&self.0, serde_json::to_string(message)) {
            // It fails only for what cannot be copied, and a text can.
            _ = channel.post_message(&text.into());
        }
    }
}
