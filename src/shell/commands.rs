//! The keys that open the command palette, and its arrival: it is not needed before it is asked for.

use super::palette::Palette;
use crate::piece::when_wanted;
use leptos::prelude::*;

/// Whether the command palette is open, given by context.
#[derive(Clone, Copy)]
pub struct PaletteOpen(pub RwSignal<bool>);

piece!(pub fetch_palette = palette, Palette());

/// The command palette, opened by Ctrl K or ⌘ K from anywhere.
#[component]
pub fn Commands(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    provide_context(PaletteOpen(open));
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "k" {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || keys.remove());
    // Pressed again, it is fetched again.
    let missing = Callback::new(move |()| open.set(false));
    when_wanted(open.into(), fetch_palette, (), missing)
}
