//! What is done for the storage's sake before a tab drives its first job.

use crate::store::jobs::renew_log;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use leptos::task::spawn_local;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Done once in the life of a page.
#[derive(Default)]
pub struct Safeguards {
    are_taken: Cell<bool>,
}

impl Safeguards {
    /// Takes them, if they are not taken.
    pub async fn prepare(&self) {
        if self.are_taken.replace(true) {
            return;
        }
        // Firefox asks the admin, who may take a while; nothing waits for the answer.
        spawn_local(async {
            _ = persist().await;
        });
        // If this fails, so will what the job itself writes, and that is told.
        _ = renew_log().await;
    }
}

/// Asks the browser not to clear what is kept here when it runs short of space.
async fn persist() -> Result<(), JsValue> {
    // Called by name, since it is missing where a page came by plain http from another machine.
    let manager = Reflect::get(&window().navigator(), &"storage".into())?;
    let ask: Function = Reflect::get(&manager, &"persist".into())?.dyn_into()?;
    let asked: Promise = ask.call0(&manager)?.dyn_into()?;
    JsFuture::from(asked).await.map(|_| ())
}
