//! The page that the frame is in: saying hello to it and hearing its answer. Nothing else that arrives as a message of the
//! window is ever looked at.

use crate::session::new_id;
use embed::{Handshake, Heard, MESSAGE_LIMIT, Refusal, Settings, Verdict};
use js_sys::{JsString, Reflect};
use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, Window};

/// How often hello is said: the portal's script may come later than the frame.
const AGAIN: Duration = Duration::from_millis(300);

/// How often hello is said before an admin is told that nobody answers. It is said again all the same.
const PATIENCE: u32 = 30;

/// What came of it.
pub enum Meeting {
    /// There is no page that may be talked to.
    Unlisted,
    /// Nobody has answered for a while.
    Silent,
    /// The right page sent something that cannot be taken.
    Refused(Refusal),
    /// Connected.
    Connected(Box<Settings>, MessagePort),
}

/// Meets the portal. Tells at most once that nobody answers, and at most once what came of it.
pub fn meet(listed: &[String], tell: impl Fn(Meeting) + 'static) {
    let window = window();
    let parent = window.parent().ok().flatten();
    let handshake = Handshake::new(listed, &ancestors(&window), new_id());
    let (Some(parent), Some(handshake)) = (parent, handshake) else {
        tell(Meeting::Unlisted);
        return;
    };
    let handshake = Rc::new(RefCell::new(handshake));
    let tell = Rc::new(tell);
    let hello: Rc<Cell<Option<IntervalHandle>>> = Rc::default();
    let listener: Rc<Cell<Option<WindowListenerHandle>>> = Rc::default();
    let over = {
        let (hello, listener) = (Rc::clone(&hello), Rc::clone(&listener));
        move || {
            if let Some(hello) = hello.take() {
                hello.clear();
            }
            if let Some(listener) = listener.take() {
                listener.remove();
            }
        }
    };
    let heard = {
        let (handshake, parent, tell) = (Rc::clone(&handshake), parent.clone(), Rc::clone(&tell));
        window_event_listener_untyped("message", move |event| {
            let event: MessageEvent = event.unchecked_into();
            let (verdict, port) = judge(&mut handshake.borrow_mut(), &event, &parent);
            match (verdict, port) {
                (Verdict::Connected(settings), Some(port)) => {
                    over();
                    tell(Meeting::Connected(settings, port));
                }
                (Verdict::Refused(refusal), _) => {
                    over();
                    // It fails for no text, and a page that is gone need not know.
                    _ = parent.post_message(&Handshake::refused(refusal).into(), &event.origin());
                    tell(Meeting::Refused(refusal));
                }
                // Without a port nothing is connected.
                (Verdict::Connected(_) | Verdict::Ignored(_), _) => {}
            }
        })
    };
    listener.set(Some(heard));
    let said = Cell::new(0);
    let say = move || {
        let handshake = handshake.borrow();
        for origin in handshake.addressees() {
            // To that origin only: the browser gives it to no other page.
            _ = parent.post_message(&handshake.hello().into(), origin);
        }
        said.set(said.get() + 1);
        if said.get() == PATIENCE {
            tell(Meeting::Silent);
        }
    };
    say();
    hello.set(set_interval_with_handle(say, AGAIN).ok());
}

fn judge(
    handshake: &mut Handshake,
    event: &MessageEvent,
    parent: &Window,
) -> (Verdict, Option<MessagePort>) {
    let source = Reflect::get(event, &"source".into()).unwrap_or_default();
    let ports = Reflect::get(event, &"ports".into()).unwrap_or_default();
    let ports = js_sys::Array::from(&ports);
    let text = short_text(&event.data());
    let verdict = handshake.hear(Heard {
        origin: &event.origin(),
        from_parent: source == JsValue::from(parent.clone()),
        text: text.as_deref(),
        ports: ports.length() as usize,
    });
    (verdict, ports.get(0).dyn_into().ok())
}

/// A message, if it is a text that may be looked at. Its length is asked before it is copied.
pub fn short_text(data: &JsValue) -> Option<String> {
    let text = data.dyn_ref::<JsString>()?;
    (text.length() as usize <= MESSAGE_LIMIT).then(|| String::from(text))
}

/// The origins of the pages around the frame, the parent's first. Firefox does not say them.
fn ancestors(window: &Window) -> Vec<String> {
    let listed = Reflect::get(&window.location(), &"ancestorOrigins".into()).unwrap_or_default();
    if !listed.is_object() {
        return Vec::new();
    }
    let origins = js_sys::Array::from(&listed);
    origins.iter().filter_map(|one| one.as_string()).collect()
}
