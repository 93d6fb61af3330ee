//! The grid of accounts: what is on the screen, and what happens when somebody presses something in it.

use super::copying::{copy_selected, tell_copied_cell};
use super::desk::TableDesk;
use super::find_bar::find_bar;
use super::grid_words::grid_words;
use super::rows::AccountRows;
use super::sorting::pressed;
use crate::i18n::Language;
use crate::roster::ShownSelection;
use crate::routes::parameter;
use crate::shell::use_appearance;
use crate::store;
use crate::ui::{
    Button, DataGrid, Density, EmptyState, GridSelect, GridSelection, IconName, MenuItem,
};
use leptos::prelude::*;
use std::rc::Rc;

/// What the page knows of how the table fills.
#[derive(Clone, Copy)]
pub struct Fill {
    /// Whether accounts are on their way.
    pub loading: Signal<bool>,
    /// Whether all have come: only then can be said that there is nobody.
    pub is_complete: Signal<bool>,
}

/// The grid.
pub fn accounts_grid(
    desk: TableDesk,
    fill: Fill,
    selectable: bool,
    row_menu: Option<Callback<u32, Vec<MenuItem>>>,
) -> AnyView {
    let (words, table, facts) = (desk.words, desk.table, desk.facts);
    let on_sort = Callback::new(move |(column, one_more): (String, bool)| {
        let before = untrack(|| desk.parameters.get(parameter::SORT));
        let next = pressed(&before, &column, one_more);
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
    let on_open = Callback::new(move |place: u32| {
        if let Some(key) = table.key(place) {
            desk.parameters.set(&[(parameter::DETAIL, &key)]);
        }
    });
    Effect::new(move |_| {
        if fill.is_complete.get() {
            table.prepare_ahead();
        }
    });
    let appearance = use_appearance();
    let density = Signal::derive(move || match appearance.density.get() {
        store::Density::Compact => Density::Compact,
        store::Density::Comfortable => Density::Comfortable,
    });
    view! {
        {find_bar(desk)}
        <DataGrid
            rows=Rc::new(AccountRows::new(desk))
            version=table.version
            columns=Signal::derive(move || (facts.columns)(words.0.get()))
            layout=desk.layout
            words=grid_words(words, facts.label)
            sort=desk.sort()
            on_sort=on_sort
            selectable=selectable
            on_select=on_select
            all_selected=Signal::derive(move || match table.counts.get().selection {
                ShownSelection::None => GridSelection::None,
                ShownSelection::Some => GridSelection::Some,
                ShownSelection::All => GridSelection::All,
            })
            on_open=on_open
            row_menu=row_menu
            density=density
            reveal=table.reveal
            seek=desk.sought()
            on_copy=selectable.then(|| Callback::new(move |shown: Vec<&'static str>| copy_selected(desk, &shown)))
            on_cell_copied=Callback::new(move |is_copied| tell_copied_cell(desk, is_copied))
            loading=fill.loading
            empty=move || nothing(desk, fill.is_complete)
        />
    }
    .into_any()
}

/// Why there is nobody: nobody at all, or nobody who matches. Nothing is said before all have come.
fn nothing(desk: TableDesk, is_complete: Signal<bool>) -> AnyView {
    let words = desk.words;
    if desk.table.counts.get().all == 0 {
        return if is_complete.get() {
            let body = desk.facts.nobody_body;
            let body = body.map_or_else(Signal::default, |body| words.of(body));
            view! { <EmptyState icon=IconName::Users title=words.of(desk.facts.nobody) body=body/> }
                .into_any()
        } else {
            ().into_any()
        };
    }
    view! {
        <EmptyState
            icon=IconName::Search
            title=words.of(desk.facts.nobody_matches)
            body=words.of(Language::roster_nobody_matches_body)
        >
            <Button
                label=words.of(Language::roster_clear_filter)
                on_click=Callback::new(move |()| desk.clear())
            />
        </EmptyState>
    }
    .into_any()
}
