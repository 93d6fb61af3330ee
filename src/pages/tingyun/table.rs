//! The list as a table: filtered and ordered in the browser at every key. A piece of the program of its own, because it is
//! large, and the tables of other vendors are made of the same parts. By its name it comes as one file, and with the page
//! where a visit begins here.

use super::List;
use super::roster_columns::{FACTS, columns, name_values, texts};
use crate::i18n::Language;
use crate::pages::missing_piece::told_missing;
use crate::pages::roster_table::{
    Counts, Fill, RosterTable, TableDesk, accounts_grid, conditions, counts, export_menu, search,
};
use crate::piece::when_wanted;
use crate::ui::adopt_style;
use leptos::prelude::*;

piece!(
    fetch = page_tingyun_table,
    |list: List| view! { <UserTable list=list/> }
);

/// The table, fetched while the list is.
pub fn table(list: List) -> AnyView {
    when_wanted(Signal::stored(true), fetch, list, told_missing())
}

#[component]
fn UserTable(list: List) -> impl IntoView {
    adopt_style(include_str!("../../../style/roster.css"));
    list.has_table.set(true);
    let table = RosterTable::new(columns());
    table.change(|view| name_values(view.roster_mut()));
    let desk = TableDesk::new(list.words, list.toasts, list.parameters, &FACTS, table);
    desk.follow(String::new);
    Effect::new(move |_| take(list, table));
    let fill = Fill {
        loading: list.remote.loading.into(),
        is_complete: Memo::new(move |_| list.remote.value.with(Option::is_some)).into(),
    };
    let is_wanted = Memo::new(move |_| list.is_wanted());
    // With nothing but a problem to show, an empty table below it would say that there are no users.
    let grid = move || {
        is_wanted
            .get()
            .then(|| accounts_grid(desk, fill, true, None))
    };
    view! {
        {search(desk, ().into_any(), export_menu(desk))}
        {conditions(desk)}
        {move || fill.is_complete.get().then(|| counts(desk, said, None))}
        {grid}
    }
    .into_any()
}

/// Shows the list that came in place of the one before.
fn take(list: List, table: RosterTable) {
    list.remote.value.with(|listing| {
        let Some(listing) = listing else { return };
        let plans: Vec<String> = listing
            .users
            .iter()
            .map(|user| user.detail_ids.join(", "))
            .collect();
        table.change(|view| {
            view.keep_only(&listing.keys.iter().map(String::as_str).collect());
            let users = listing.keys.iter().zip(&listing.users).zip(&plans);
            view.add(users.map(|((key, user), plans)| texts(key, user, plans)));
        });
    });
}

fn said(language: Language, counts: Counts) -> String {
    if counts.shown == counts.all {
        language.users(u64::from(counts.all))
    } else {
        language.tingyun_matching(counts.shown as usize, counts.all as usize)
    }
}
