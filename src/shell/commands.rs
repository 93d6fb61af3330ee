//! The keys that open the command palette, and its arrival: it is not needed before it is asked for.

use super::palette::Palette;
use super::piece::Make;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

/// Whether the command palette is open, given by context.
#[derive(Clone, Copy)]
pub struct PaletteOpen(pub RwSignal<bool>);

piece!(palette, Palette());

/// Fetches the palette; at once where the program is whole.
pub async fn fetch_palette() -> Result<Make, SplitLoaderError> {
    arrived!(palette)
}

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
    let arrived = RwSignal::new(None::<Make>);
    Effect::new(move || {
        if !open.get() || arrived.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match fetch_palette().await {
                Ok(make) => arrived.set(Some(make)),
                // Pressed again, it is fetched again.
                Err(_) => open.set(false),
            }
        });
    });
    move || arrived.get().map(|make| make())
}
