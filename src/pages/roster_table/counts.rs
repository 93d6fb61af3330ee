//! How many accounts there are, are shown and are selected, in the line above a table.

use super::{Counts, TableDesk};
use crate::i18n::Language;
use crate::ui::pager::grouped;
use crate::ui::{Button, ButtonVariant};
use leptos::prelude::*;

/// The line. `said` says how many there are and are shown; `actions` is what can be done with those who are selected, besides
/// selecting them no longer.
pub fn counts(
    desk: TableDesk,
    said: fn(Language, Counts) -> String,
    actions: Option<ChildrenFn>,
) -> AnyView {
    let (words, counts) = (desk.words, desk.table.counts);
    let count = words.with(move |language| said(language, counts.get()));
    let is_any_selected = Memo::new(move |_| counts.with(|counts| counts.selected > 0));
    let selected = words.with(move |language| {
        let selected = counts.with(|counts| counts.selected);
        language.roster_selected(&grouped(u64::from(selected)))
    });
    let selection = move || {
        is_any_selected.get().then(|| {
            view! {
                <span role="status">{selected}</span>
                {actions.as_ref().map(|actions| actions())}
                <Button
                    label=words.of(Language::clear_selection)
                    variant=ButtonVariant::Ghost
                    small=true
                    on_click=Callback::new(move |()| desk.table.select(|view| view.select_nobody()))
                />
            }
        })
    };
    view! {
        <div class="roster-status">
            <span class="roster-count" role="status">{count}</span>
            {selection}
        </div>
    }
    .into_any()
}
