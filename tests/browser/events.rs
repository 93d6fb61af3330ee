//! Presses, keys and typing, as a page gets them. They are not trusted by the browser, so that what it does by itself
//! (Tab, Escape, Enter on a link) does not follow; the end-to-end tests cover that.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, HtmlInputElement, HtmlSelectElement};

/// Sends an event that bubbles and can be cancelled. False if it was.
pub fn send(target: &EventTarget, class: &str, name: &str, more: &[(&str, JsValue)]) -> bool {
    let options = Object::new();
    for option in ["bubbles", "cancelable"] {
        Reflect::set(&options, &option.into(), &true.into()).unwrap();
    }
    for (option, value) in more {
        Reflect::set(&options, &(*option).into(), value).unwrap();
    }
    let class: Function = Reflect::get(&js_sys::global(), &class.into())
        .unwrap()
        .unchecked_into();
    let event = Reflect::construct(&class, &Array::of2(&name.into(), &options)).unwrap();
    target
        .dispatch_event(event.unchecked_ref::<Event>())
        .unwrap()
}

/// Presses a key. False if the page took it for its own.
pub fn key(target: &EventTarget, key: &str) -> bool {
    send(target, "KeyboardEvent", "keydown", &[("key", key.into())])
}

/// Presses a key with another one held: `shiftKey`, `ctrlKey`. False if the page took it for its own.
pub fn key_with(target: &EventTarget, held: &str, key: &str) -> bool {
    let options = [("key", key.into()), (held, true.into())];
    send(target, "KeyboardEvent", "keydown", &options)
}

/// Presses the mouse with Shift held.
pub fn shift_click(target: &EventTarget) {
    send(target, "MouseEvent", "click", &[("shiftKey", true.into())]);
}

/// Replaces what stands in a field.
pub fn type_into(field: &EventTarget, text: &str) {
    field.unchecked_ref::<HtmlInputElement>().set_value(text);
    send(field, "InputEvent", "input", &[]);
}

/// Chooses an option of a list.
pub fn choose(list: &EventTarget, value: &str) {
    list.unchecked_ref::<HtmlSelectElement>().set_value(value);
    send(list, "Event", "change", &[]);
}
