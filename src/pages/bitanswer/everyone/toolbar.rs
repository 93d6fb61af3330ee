//! What is shown of everybody: the filter, which acts at every key, and the status, with how many there are of each.

use super::Board;
use super::columns::{DISABLED, NAMES, NORMAL, STATUS};
use crate::i18n::Language;
use crate::pages::roster_table::filter_help;
use crate::routes::parameter;
use crate::ui::pager::grouped;
use crate::ui::{SearchField, SegmentedControl};
use leptos::prelude::*;

/// The row above the table.
pub fn toolbar(board: Board) -> AnyView {
    let words = board.desk.words;
    view! {
        <div
            class="toolbar roster-toolbar"
            on:compositionstart=move |_| board.composing.set(true)
            on:compositionend=move |_| board.composing.set(false)
        >
            <SearchField
                label=words.of(Language::roster_filter)
                placeholder=words.of(Language::roster_filter_placeholder)
                value=board.typed
                clear_label=words.of(Language::clear)
            />
            {states(board)}
            {filter_help(words, board.typed, &NAMES)}
            <div class="toolbar-end">
                {board.views.menu()}
                {super::export::export_menu(board)}
            </div>
        </div>
    }
    .into_any()
}

/// All, or those of one status; with their numbers.
fn states(board: Board) -> AnyView {
    let (words, parameters) = (board.desk.words, board.desk.parameters);
    let in_url = parameters.signal(parameter::STATE);
    let chosen = RwSignal::new(in_url.get_untracked());
    Effect::new(move |_| chosen.set(in_url.get()));
    Effect::new(move |_| {
        let state = chosen.get();
        if state != in_url.get_untracked() {
            parameters.replace(&[(parameter::STATE, &state)]);
        }
    });
    let options = Memo::new(move |_| {
        let language = words.0.get();
        let facets = board.table.facets(STATUS);
        let counted = |value: &str, name: &str| {
            let rows = facets.iter().find(|facet| facet.value == value);
            let count = grouped(rows.map_or(0, |facet| u64::from(facet.rows)));
            (
                value.to_owned(),
                language.roster_state_counted(name, &count),
            )
        };
        vec![
            (String::new(), language.roster_any_state().to_owned()),
            counted(NORMAL, language.bitanswer_status_normal()),
            counted(DISABLED, language.bitanswer_status_disabled()),
        ]
    });
    view! {
        <SegmentedControl
            label=words.of(Language::roster_state_label)
            value=chosen
            options=options
        />
    }
    .into_any()
}
