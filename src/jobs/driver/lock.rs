//! One tab at a time: the browser's own locks, which it takes back from a tab that is closed or crashes.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A lock, held until this is dropped.
pub struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            // Resolving a promise does not fail.
            _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes a lock if nobody has it.
pub async fn lock_if_free(name: &str) -> Option<Lock> {
    lock(name, true).await
}

/// Takes a lock as soon as nobody has it.
pub async fn lock_when_free(name: &str) -> Option<Lock> {
    lock(name, false).await
}

/// Whether this page has locks. Pages that came by plain http from another machine have none.
pub fn has_locks() -> bool {
    Reflect::get(&window().navigator(), &"locks".into()).is_ok_and(|locks| !locks.is_undefined())
}

/// Where there are no locks, the storage decides between two tabs: it gives the number of a step once.
async fn lock(name: &str, only_if_free: bool) -> Option<Lock> {
    if !has_locks() {
        return Some(Lock(None));
    }
    let manager = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    let granted = Promise::new(&mut |resolve, reject| {
        if let Err(refused) = request(&manager, name, only_if_free, resolve) {
            _ = reject.call1(&JsValue::NULL, &refused);
        }
    });
    let release = JsFuture::from(granted).await.ok()?;
    release.dyn_into().ok().map(|release| Lock(Some(release)))
}

/// Asks; `answer` gets the function that releases the lock, or nothing if somebody has it.
fn request(
    manager: &JsValue,
    name: &str,
    only_if_free: bool,
    answer: Function,
) -> Result<(), JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into())?;
    let refused = answer.clone();
    let hold = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            _ = answer.call0(&JsValue::NULL);
            return JsValue::UNDEFINED;
        }
        // The browser holds the lock for as long as this promise is open.
        Promise::new(&mut |release, _| _ = answer.call1(&JsValue::NULL, &release)).into()
    });
    // Called by name: web-sys has locks behind a flag of the compiler only.
    let method: Function = Reflect::get(manager, &"request".into())?.dyn_into()?;
    let held: Promise = method
        .call3(manager, &name.into(), &options, &hold)?
        .dyn_into()?;
    // It is rejected where a page may have no locks at all.
    let failed = Closure::once_into_js(move |_: JsValue| _ = refused.call0(&JsValue::NULL));
    let catch: Function = Reflect::get(&held, &"catch".into())?.dyn_into()?;
    catch.call1(&held, &failed)?;
    Ok(())
}
