//! What is shown of everybody: the filter, which acts at every key, and the status, with how many there are of each.

use super::Board;
use super::columns::{DISABLED, NORMAL, STATUS};
use crate::i18n::Language;
use crate::pages::roster_table::{export_menu, search};
use crate::routes::parameter;
use crate::ui::SegmentedControl;
use crate::ui::pager::grouped;
use leptos::prelude::*;

/// The row above the table.
pub fn toolbar(board: Board) -> AnyView {
    search(board.all, states(board), export_menu(board.all))
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
