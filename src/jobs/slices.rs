//! Long work in slices, so that the page stays alive meanwhile.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, window};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// For how many milliseconds work goes on before the browser may draw.
const BETWEEN_FRAMES: f64 = 24.0;

thread_local! {
    /// When the browser could last draw, in milliseconds since the page's beginning.
    static LAST_FRAME: Cell<f64> = const { Cell::new(0.0) };
}

/// Lets the browser do what waits: draw a frame, hear a press. Call it between slices of some milliseconds.
///
/// What the browser's own yield is followed by goes before frames, so now and then the rest is a timer's. A page that
/// nobody sees draws none, and its timers are throttled.
pub async fn breathe() {
    let now = now();
    let may_draw = !document().hidden() && now - LAST_FRAME.get() > BETWEEN_FRAMES;
    let rest = if may_draw {
        LAST_FRAME.set(now);
        after_a_task()
    } else {
        yielded().unwrap_or_else(after_a_task)
    };
    // Neither way can fail once it has begun.
    _ = JsFuture::from(rest).await;
}

/// Waits for so many milliseconds, at least. Browsers let pages in the background wait longer.
pub async fn rest(milliseconds: i32) {
    _ = JsFuture::from(timer(milliseconds)).await;
}

/// By the browser's own means, where it has them: timers are clamped to four milliseconds, and throttled in the
/// background.
fn yielded() -> Option<Promise> {
    let scheduler = Reflect::get(&window(), &"scheduler".into()).ok()?;
    if scheduler.is_undefined() {
        return None;
    }
    let method: Function = Reflect::get(&scheduler, &"yield".into())
        .ok()?
        .dyn_into()
        .ok()?;
    method.call0(&scheduler).ok()?.dyn_into().ok()
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

fn after_a_task() -> Promise {
    timer(0)
}

fn timer(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let set =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        if set.is_err() {
            // Not reached in any browser; better not to wait than to wait for ever.
            _ = reject.call0(&JsValue::NULL);
        }
    })
}
