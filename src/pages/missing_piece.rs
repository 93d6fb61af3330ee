//! What is told when a part of a page does not arrive.

use crate::i18n::use_words;
use crate::ui::{Tone, use_toasts};
use leptos::prelude::*;

/// Tells that a part of the page did not arrive, with a way to load the page again: after an upgrade, the parts of the
/// old program are gone.
pub fn told_missing() -> Callback<()> {
    let (words, toasts) = (use_words(), use_toasts());
    Callback::new(move |()| {
        let language = words.now();
        let reload = toasts.action(|| {
            let _ = window().location().reload();
        });
        toasts.push(
            Tone::Bad,
            language.page_not_loaded().to_owned(),
            Some(language.page_not_loaded_body().to_owned()),
            Some((language.reload().to_owned(), reload)),
        );
    })
}
