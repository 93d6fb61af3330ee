//! The words of tables and pagers, the same on every page.

use crate::i18n::{Language, Words};
use crate::ui::{PagerWords, TableWords};
use leptos::prelude::*;

/// The words of a pager.
pub fn pager_words(words: Words) -> Signal<PagerWords> {
    Signal::derive(move || {
        let language = words.0.get();
        let owned = |text: &str| text.to_owned();
        PagerWords {
            label: owned(language.pages()),
            of_total: owned(language.rows_of_total()),
            open: owned(language.rows_open()),
            none: owned(language.rows_none()),
            first: owned(language.first_page()),
            previous: owned(language.previous_page()),
            next: owned(language.next_page()),
            last: owned(language.last_page()),
            per_page: owned(language.rows_per_page()),
            size: owned(language.rows_a_page()),
        }
    })
}

/// The words of a table with a name of its own.
pub fn table_words(words: Words, label: fn(Language) -> &'static str) -> Signal<TableWords> {
    Signal::derive(move || {
        let language = words.0.get();
        TableWords {
            label: label(language).to_owned(),
            select_all: language.select_page().to_owned(),
            select_row: language.select_named_row().to_owned(),
            row_menu: language.actions_of_row().to_owned(),
        }
    })
}
