//! The known accounts as a table: filtered and ordered in the browser at every key. A piece of the program of its own, because
//! it is large, and the tables of other vendors are made of the same parts. By its name it comes as one file, and with the
//! page where a visit begins here.

use super::account_words::state_name;
use super::overlays::Shared;
use super::roster_columns::{FACTS, STATE, columns, name_values, texts};
use crate::i18n::Language;
use crate::pages::missing_piece::told_missing;
use crate::pages::moment::sortable_time;
use crate::pages::roster_table::{
    Counts, Fill, RosterTable, TableDesk, accounts_grid, conditions, counts, export_menu, search,
};
use crate::piece::when_wanted;
use crate::routes::parameter;
use crate::store::{LedgerEntry, LedgerState};
use crate::ui::pager::grouped;
use crate::ui::{Button, ButtonVariant, IconName, MenuItem, SelectField, Skeleton, adopt_style};
use leptos::prelude::*;
use vendors::Operation;

piece!(
    fetch = page_sharecreators_table,
    |shared: Shared| view! { <LedgerTable shared=shared/> }
);

/// The table, and what stands in its place while it is on its way.
pub fn table(shared: Shared) -> AnyView {
    let waiting = move || (!shared.has_table.get()).then(|| view! { <Skeleton lines=8/> });
    view! {
        {waiting}
        {when_wanted(Signal::stored(true), fetch, shared, told_missing())}
    }
    .into_any()
}

#[component]
fn LedgerTable(shared: Shared) -> impl IntoView {
    adopt_style(include_str!("../../../style/roster.css"));
    shared.has_table.set(true);
    let table = RosterTable::new(columns());
    table.change(|view| name_values(view.roster_mut()));
    let desk = TableDesk::new(
        shared.words,
        shared.toasts,
        shared.parameters,
        &FACTS,
        table,
    );
    let state = shared.parameters.signal(parameter::STATE);
    desk.follow(move || match LedgerState::from_name(&state.read()) {
        Some(state) => ["state:", state.as_str()].concat(),
        None => String::new(),
    });
    Effect::new(move |_| shared.ledger.with(|entries| take(table, entries)));
    let fill = Fill {
        loading: Signal::stored(false),
        is_complete: Signal::stored(true),
    };
    let may_delete = shared.session.may(Operation::ShareCreatorsDeleteUsers);
    let menu = Callback::new(move |place: u32| {
        let email = table.key(place);
        email.map_or_else(Vec::new, |email| row_menu(shared, email, may_delete))
    });
    let delete: ChildrenFn = std::sync::Arc::new(move || delete_selected(shared, table));
    view! {
        {search(desk, state_filter(shared), export_menu(desk))}
        {conditions(desk)}
        {counts(desk, said, may_delete.then_some(delete))}
        {accounts_grid(desk, fill, true, Some(menu))}
    }
    .into_any()
}

/// Shows the ledger as it is now. What was deleted meanwhile is selected no longer.
fn take(table: RosterTable, entries: &[LedgerEntry]) {
    let times: Vec<String> = entries
        .iter()
        .map(|entry| sortable_time(entry.at))
        .collect();
    table.change(|view| {
        view.keep_only(&entries.iter().map(|entry| entry.email.as_str()).collect());
        let deleted = LedgerState::Deleted;
        for entry in entries.iter().filter(|entry| entry.state == deleted) {
            let roster = view.roster();
            let row = roster.find(&entry.email);
            if row.is_some_and(|row| roster.text(row, STATE) != deleted.as_str()) {
                view.deselect(&entry.email);
            }
        }
        let known = entries.iter().zip(&times);
        view.add(known.map(|(entry, at)| texts(entry, at)));
    });
}

fn said(language: Language, counts: Counts) -> String {
    if counts.shown == counts.all {
        language.sharecreators_count(counts.all as usize)
    } else {
        let number = |count: u32| grouped(u64::from(count));
        language.roster_shown(&number(counts.shown), &number(counts.all))
    }
}

fn row_menu(shared: Shared, email: String, may_delete: bool) -> Vec<MenuItem> {
    let language = shared.words.now();
    let known = shared.ledger.account_now(&email);
    let (to_delete, on_forget) = (shared.to_delete, shared.on_forget);
    let deleted = email.clone();
    let delete = may_delete.then(|| MenuItem {
        label: language.sharecreators_delete_at_vendor().to_owned(),
        icon: Some(IconName::Trash),
        danger: true,
        disabled: known.is_some_and(|known| known.state == LedgerState::Deleted),
        on_select: Callback::new(move |()| to_delete.set(vec![deleted.clone()])),
    });
    let forget = MenuItem {
        label: language.sharecreators_forget().to_owned(),
        icon: Some(IconName::Close),
        danger: false,
        disabled: false,
        on_select: Callback::new(move |()| on_forget.run(email.clone())),
    };
    delete.into_iter().chain([forget]).collect()
}

/// The button that deletes those who are selected.
fn delete_selected(shared: Shared, table: RosterTable) -> AnyView {
    let delete = Callback::new(move |()| {
        let emails = table.read(|view| {
            let rows = view.selected_rows();
            rows.map(|row| view.roster().text(row, 0).into_owned())
                .collect::<Vec<_>>()
        });
        shared.to_delete.set(emails.unwrap_or_default());
    });
    view! {
        <Button
            label=shared.words.of(Language::sharecreators_delete_at_vendor)
            icon=IconName::Trash
            variant=ButtonVariant::Danger
            small=true
            on_click=delete
        />
    }
    .into_any()
}

fn state_filter(shared: Shared) -> AnyView {
    let (words, parameters) = (shared.words, shared.parameters);
    let in_url = parameters.signal(parameter::STATE);
    let chosen = RwSignal::new(in_url.get_untracked());
    Effect::new(move |_| chosen.set(in_url.get()));
    Effect::new(move |_| {
        let state = chosen.get();
        if state != in_url.get_untracked() {
            parameters.set(&[(parameter::STATE, &state)]);
        }
    });
    let options = Signal::derive(move || {
        let language = words.0.get();
        let any = (String::new(), language.sharecreators_any_state().to_owned());
        let states = LedgerState::ALL.into_iter().map(|state| {
            let name = state_name(language, state);
            (state.as_str().to_owned(), name.to_owned())
        });
        std::iter::once(any).chain(states).collect::<Vec<_>>()
    });
    view! {
        <SelectField
            label=words.of(Language::sharecreators_state_filter)
            value=chosen
            options=options
            label_hidden=true
        />
    }
    .into_any()
}
