//! `localStorage` in the states that it can be in: empty, holding anything, full, switched off.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

/// The storage itself.
pub fn storage() -> Storage {
    window().local_storage().unwrap().unwrap()
}

/// The storage, with nothing in it.
pub fn empty_storage() -> Storage {
    let storage = storage();
    storage.clear().unwrap();
    storage
}

/// A storage that is full, until this is dropped.
pub struct Filled;

impl Filled {
    /// Fills the storage up to its last character.
    pub fn up() -> Self {
        let storage = empty_storage();
        let filled = Filled;
        let (mut length, mut count) = (1 << 23, 0);
        while length > 0 {
            let text = "x".repeat(length);
            match storage.set_item(&format!("filler {count}"), &text) {
                Ok(()) => count += 1,
                Err(_) => length /= 2,
            }
        }
        filled
    }
}

impl Drop for Filled {
    fn drop(&mut self) {
        storage().clear().unwrap();
    }
}

/// Storage as in a browser where it is switched off, until this is dropped.
pub struct Blocked {
    original: JsValue,
}

impl Blocked {
    /// Switches it off.
    pub fn off() -> Self {
        let name = JsValue::from("localStorage");
        let original = Object::get_own_property_descriptor(&window(), &name);
        let refusing = Object::new();
        let getter = Function::new_no_args("throw new DOMException('off', 'SecurityError')");
        Reflect::set(&refusing, &"get".into(), &getter).unwrap();
        Reflect::set(&refusing, &"configurable".into(), &true.into()).unwrap();
        Object::define_property(&window(), &name, &refusing);
        Self { original }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        let name = JsValue::from("localStorage");
        Object::define_property(&window(), &name, self.original.unchecked_ref());
    }
}
