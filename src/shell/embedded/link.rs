//! The port to the portal: the only thing through which anything passes once the handshake is over.

use super::parent::short_text;
use embed::{News, Refusal, Teller, Wish};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, MessagePort};

/// The port. Cheap to copy; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Link(StoredValue<Held, LocalStorage>);

struct Held {
    port: MessagePort,
    teller: RefCell<Teller>,
}

impl Link {
    /// For a port that came with the portal's answer.
    pub fn new(port: MessagePort) -> Link {
        let link = Link(StoredValue::new_local(Held {
            port,
            teller: RefCell::default(),
        }));
        link.tell(News::Connected);
        link
    }

    /// Tells the portal, if it does not know already.
    pub fn tell(self, news: News) {
        self.0.try_with_value(|held| {
            let message = held.teller.borrow_mut().tell(news);
            if let Some(message) = message {
                // It fails for what cannot be copied, and a text can.
                _ = held.port.post_message(&message.into());
            }
        });
    }

    /// Hears wishes from now on; those that came before were kept by the browser. What is not one is answered with why.
    pub fn hear(self, carry_out: impl Fn(Wish) -> Result<(), Refusal> + 'static) {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let wish = short_text(&event.data())
                .ok_or(Refusal::TooLarge)
                .and_then(|text| Wish::read(&text));
            if let Err(refusal) = wish.and_then(&carry_out) {
                self.tell(News::Refused(refusal));
            }
        });
        self.0.with_value(|held| {
            held.port
                .set_onmessage(Some(heard.as_ref().unchecked_ref()))
        });
        // For as long as the page is there.
        heard.forget();
    }
}
