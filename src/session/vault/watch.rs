//! What closes an open vault without being asked: nobody touching the console in any tab, and another tab that closes it.

use super::{Vault, VaultState};
use crate::session::now_milliseconds;
use crate::store::vault::idle_minutes;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use vault::Idle;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, Event};

const CHANNEL: &str = "rollcall-vault";

/// What a tab says when it closes the vault.
pub(super) const LOCKED: &str = "locked";

/// What a tab says when it is used.
const USED: &str = "used";

/// How often a tab says that it is used, in milliseconds.
const PAUSE: f64 = 5_000.0;

/// Whatever a hand does.
const SIGNS: [&str; 5] = [
    "keydown",
    "pointerdown",
    "pointermove",
    "wheel",
    "touchstart",
];

/// Says something to the other tabs.
pub(super) fn tell(vault: Vault, what: &str) {
    vault.channel.try_with_value(|channel| {
        if let Some(channel) = channel {
            // It fails only for what cannot be copied, and a text can.
            _ = channel.post_message(&what.into());
        }
    });
}

/// Listens from the first opening on, as long as the page is there.
fn watch(vault: Vault) {
    let last_told = Rc::new(Cell::new(0.0_f64));
    for sign in SIGNS {
        let last_told = Rc::clone(&last_told);
        // Dropping the handle leaves the listener in place.
        let _ = window_event_listener_untyped(sign, move |_| used(vault, &last_told));
    }
    // A sleeping computer runs no timers; what is too late is noticed when somebody looks.
    for look in ["focus", "visibilitychange", "pageshow"] {
        let _ = window_event_listener_untyped(look, move |_| check(vault));
    }
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
        return;
    };
    let hear = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        match text_at(&event, "data").as_deref() {
            Some(LOCKED) => vault.close(),
            Some(USED) => _ = touch(vault, now_milliseconds()),
            _ => {}
        }
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    vault.channel.set_value(Some(channel));
}

fn text_at(event: &Event, name: &str) -> Option<String> {
    // Read by name: the events' own types would be more parts of web-sys for a single text each.
    js_sys::Reflect::get(event, &name.into()).ok()?.as_string()
}

fn is_open(vault: Vault) -> bool {
    vault.state.try_get_untracked() == Some(VaultState::Unlocked)
}

fn used(vault: Vault, last_told: &Cell<f64>) {
    if !is_open(vault) {
        return;
    }
    let now = now_milliseconds();
    if touch(vault, now) {
        vault.close();
    } else if (now - last_told.get()).abs() >= PAUSE {
        last_told.set(now);
        tell(vault, USED);
    }
}

/// Notes a use; `true` if it comes too late.
fn touch(vault: Vault, now: f64) -> bool {
    let touched = vault
        .idle
        .try_update_value(|idle| idle.as_mut().is_some_and(|idle| idle.touch(now)));
    touched.unwrap_or_default()
}

/// For how many milliseconds there is nothing to do.
fn remaining(vault: Vault) -> f64 {
    let now = now_milliseconds();
    let remaining = vault
        .idle
        .try_with_value(|idle| Some(idle.as_ref()?.remaining(now)));
    remaining.flatten().unwrap_or_default()
}

fn check(vault: Vault) {
    if is_open(vault) && remaining(vault) <= 0.0 {
        vault.close();
    }
}

/// Begins to count, for a vault that was just opened.
pub(super) fn begin(vault: Vault) {
    let is_first = vault.idle.with_value(Option::is_none);
    let now = Idle::since(now_milliseconds(), idle_minutes());
    vault.idle.set_value(Some(now));
    if is_first {
        watch(vault);
    }
    wait(vault);
}

/// Looks again when the time is up that is left now. Every use puts that off, so it may take several looks.
pub(super) fn wait(vault: Vault) {
    check(vault);
    if !is_open(vault) {
        return;
    }
    let left = remaining(vault);
    // A little more, for timers may be early by a part of a millisecond.
    let left = Duration::from_millis(left as u64 + 20);
    set_timeout(move || wait(vault), left);
}
