//! The words of a grid, the same on every page.

use crate::i18n::{Language, Words};
use crate::ui::GridWords;
use leptos::prelude::*;

/// The words of a grid with a name of its own.
pub fn grid_words(words: Words, label: fn(Language) -> &'static str) -> Signal<GridWords> {
    Signal::derive(move || {
        let language = words.0.get();
        let owned = |text: fn(Language) -> &'static str| text(language).to_owned();
        GridWords {
            label: owned(label),
            select_all: owned(Language::roster_select_all),
            row_menu: owned(Language::roster_row_menu),
            columns: owned(Language::roster_columns),
            reset_columns: owned(Language::roster_reset_columns),
            pin: owned(Language::roster_pin),
            unpin: owned(Language::roster_unpin),
            move_to_start: owned(Language::roster_move_to_start),
            move_to_end: owned(Language::roster_move_to_end),
            fit: owned(Language::roster_fit),
            hide: owned(Language::roster_hide),
            resize: owned(Language::roster_resize),
        }
    })
}
