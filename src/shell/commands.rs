//! The keys that open the command palette, and its arrival: it is not needed before it is asked for.

use super::palette::Palette;
use crate::piece::when_wanted;
use leptos::prelude::*;

/// Whether the command palette is open, given by context.
#[derive(Clone, Copy)]
pub struct PaletteOpen {
    /// Whether it is, or is on its way.
    pub open: RwSignal<bool>,
    /// What was typed while it was on its way; `None` once it is there and hears for itself.
    pub ahead: StoredValue<Option<String>>,
}

piece!(pub fetch_palette = palette, Palette());

/// The command palette, opened by Ctrl K or ⌘ K from anywhere.
#[component]
pub fn Commands(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let ahead = StoredValue::new(Some(String::new()));
    provide_context(PaletteOpen { open, ahead });
    let forget = move || {
        ahead.update_value(|ahead| {
            if let Some(typed) = ahead {
                typed.clear();
            }
        });
    };
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let is_plain = !event.ctrl_key() && !event.meta_key();
        if !is_plain && !event.shift_key() && event.key() == "k" {
            event.prevent_default();
            open.update(|open| *open = !*open);
            forget();
        } else if is_plain && open.get_untracked() {
            // What is typed is meant for the palette, not for what has the focus until it is there.
            ahead.update_value(|ahead| {
                let Some(typed) = ahead else { return };
                event.prevent_default();
                let key = event.key();
                if key == "Escape" {
                    open.set(false);
                    typed.clear();
                } else if key == "Backspace" {
                    typed.pop();
                } else if key.chars().count() == 1 {
                    typed.push_str(&key);
                }
            });
        }
    });
    on_cleanup(move || keys.remove());
    // Pressed again, it is fetched again.
    let missing = Callback::new(move |()| open.set(false));
    when_wanted(open.into(), fetch_palette, (), missing)
}
