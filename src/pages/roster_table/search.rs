//! The box that accounts are looked for in, and how that is typed.

use super::desk::TableDesk;
use super::help::filter_help;
use crate::i18n::Language;
use crate::ui::SearchField;
use leptos::prelude::*;

/// The row above a table: the filter, what the page has beside it, how a filter is typed, and at the end the views, and what
/// the page has there.
pub fn search(desk: TableDesk, beside: AnyView, at_end: AnyView) -> AnyView {
    let words = desk.words;
    view! {
        <div
            node_ref=desk.toolbar
            class="toolbar roster-toolbar"
            on:compositionstart=move |_| desk.composing.set(true)
            on:compositionend=move |_| desk.composing.set(false)
        >
            <SearchField
                label=words.of(desk.facts.filter)
                placeholder=words.of(desk.facts.filter)
                value=desk.typed
                clear_label=words.of(Language::clear)
            />
            {beside}
            {filter_help(desk)}
            <div class="toolbar-end">
                {desk.views.menu(desk)}
                {at_end}
            </div>
        </div>
    }
    .into_any()
}
