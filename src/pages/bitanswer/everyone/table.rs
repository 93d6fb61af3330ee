//! The grid of everybody: what is on the screen, and what happens when somebody presses something in it.

use super::columns::{NAME, NAMES};
use super::export::{value_words, written};
use super::rows::{AccountRows, grid_columns};
use super::{Board, LoadingState, Phase};
use crate::i18n::Language;
use crate::pages::bitanswer::list::row_menu;
use crate::pages::roster_table::{Written, clipboard_text, grid_words, pressed, read_sort};
use crate::roster::{Direction, ShownSelection};
use crate::routes::parameter;
use crate::store::{load_layout, save_layout};
use crate::ui::pager::grouped;
use crate::ui::{
    Button, DataGrid, EmptyState, GridLayout, GridSelect, GridSelection, IconName, Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use vendors::Operation;

const TABLE: &str = "bitanswer/everyone";

/// The grid.
pub fn table(board: Board) -> AnyView {
    let (desk, table) = (board.desk, board.table);
    let words = desk.words;
    let layout = RwSignal::new(GridLayout::from_text(
        &load_layout(TABLE).unwrap_or_default(),
    ));
    Effect::new(move |before: Option<GridLayout>| {
        let now = layout.get();
        if before.is_some_and(|before| before != now) {
            save_layout(TABLE, &now.to_text(&grid_columns(words.now())));
        }
        now
    });
    let sort_in_url = desk.parameters.signal(parameter::SORT);
    let sort = Signal::derive(move || {
        let sort = read_sort(&sort_in_url.read(), &NAMES);
        sort.into_iter()
            .map(|sort| {
                let name = NAMES[sort.column].to_owned();
                (name, sort.direction == Direction::Ascending)
            })
            .collect::<Vec<_>>()
    });
    let on_sort = Callback::new(move |(column, one_more): (String, bool)| {
        let next = pressed(&sort_in_url.get_untracked(), &column, one_more);
        desk.parameters.set(&[(parameter::SORT, &next)]);
    });
    let on_select = Callback::new(move |select: GridSelect| {
        table.select(|view| match select {
            GridSelect::Toggle(place) => {
                let on = !view.is_selected(place);
                view.select(place, on);
            }
            GridSelect::Range { from, to, on } => view.select_between(from, to, on),
            GridSelect::All(on) => view.select_shown(on),
        });
    });
    let name_at = move |place: u32| table.read(|view| view.text(place, NAME).into_owned());
    let on_open = Callback::new(move |place: u32| {
        if let Some(name) = name_at(place) {
            desk.parameters.set(&[(parameter::DETAIL, &name)]);
        }
    });
    let menu = Callback::new(move |place: u32| {
        name_at(place).map_or_else(Vec::new, |name| row_menu(desk, name))
    });
    let loading = Signal::derive(move || {
        board
            .loading
            .state
            .with(|state| matches!(state.phase, Phase::Idle | Phase::Reading))
    });
    let may_change = desk.session.may(Operation::BitAnswerPatchUser);
    view! {
        <DataGrid
            rows=Rc::new(AccountRows(board))
            version=table.version
            columns=Signal::derive(move || grid_columns(words.0.get()))
            layout=layout
            words=grid_words(words, Language::bitanswer_table)
            sort=sort
            on_sort=on_sort
            selectable=may_change
            on_select=on_select
            all_selected=Signal::derive(move || match table.counts.get().selection {
                ShownSelection::None => GridSelection::None,
                ShownSelection::Some => GridSelection::Some,
                ShownSelection::All => GridSelection::All,
            })
            on_open=on_open
            row_menu=may_change.then_some(menu)
            on_copy=Some(Callback::new(move |shown: Vec<&'static str>| copy(board, &shown)))
            loading=loading
            empty=move || nothing(board)
        />
    }
    .into_any()
}

/// Why there is nobody: nobody at all, or nobody who matches. Nothing is said while a problem is.
fn nothing(board: Board) -> AnyView {
    let words = board.desk.words;
    if board.table.counts.get().all == 0 {
        return if board.loading.state.with(LoadingState::is_complete) {
            view! {
                <EmptyState icon=IconName::Users title=words.of(Language::roster_nobody)/>
            }
            .into_any()
        } else {
            ().into_any()
        };
    }
    let clear = Callback::new(move |()| {
        board.typed.set(String::new());
        board.desk.parameters.replace(&[(parameter::STATE, "")]);
    });
    view! {
        <EmptyState
            icon=IconName::Search
            title=words.of(Language::roster_nobody_matches)
            body=words.of(Language::roster_nobody_matches_body)
        >
            <Button label=words.of(Language::roster_clear_filter) on_click=clear/>
        </EmptyState>
    }
    .into_any()
}

/// The selected accounts into the clipboard, in the columns that are shown.
fn copy(board: Board, shown: &[&'static str]) {
    let (toasts, words) = (board.desk.toasts, board.desk.words);
    let language = words.now();
    let all = written(language);
    let columns: Vec<Written> = shown
        .iter()
        .filter_map(|name| all.iter().find(|(_, own, _)| own == name).cloned())
        .collect();
    let Some((text, count)) = clipboard_text(board.table, language, &columns, value_words) else {
        return;
    };
    spawn_local(async move {
        let clipboard = window().navigator().clipboard();
        let copied = wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await;
        let news = match copied {
            Ok(_) => language.roster_copied(&grouped(u64::from(count))),
            Err(_) => language.roster_not_copied().to_owned(),
        };
        let tone = if copied.is_ok() {
            Tone::Good
        } else {
            Tone::Bad
        };
        toasts.push(tone, news, None, None);
    });
}
