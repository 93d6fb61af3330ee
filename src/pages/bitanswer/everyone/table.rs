//! The grid of everybody, and what can be done with a row of it.

use super::{Board, LoadingState, Phase};
use crate::pages::bitanswer::list::row_menu;
use crate::pages::roster_table::{Fill, accounts_grid};
use leptos::prelude::*;
use vendors::Operation;

/// The grid.
pub fn table(board: Board) -> AnyView {
    let (desk, state) = (board.desk, board.loading.state);
    let menu = Callback::new(move |place: u32| {
        let name = board.table.key(place);
        name.map_or_else(Vec::new, |name| row_menu(desk, name))
    });
    let may_change = desk.session.may(Operation::BitAnswerPatchUser);
    let fill = Fill {
        loading: Signal::derive(move || {
            state.with(|state| matches!(state.phase, Phase::Idle | Phase::Reading))
        }),
        is_complete: Signal::derive(move || state.with(LoadingState::is_complete)),
    };
    // Whoever may not change anybody may copy and export.
    accounts_grid(board.all, fill, true, may_change.then_some(menu))
}
