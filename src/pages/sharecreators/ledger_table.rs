//! The table of known accounts.

use super::account_words::{role_of_code, state_cell};
use super::ledger::Ledger;
use super::ledger_rows::{PAGE_SIZE, SORTABLE, page_offset, page_parameter, visible_accounts};
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::{next_sort, read_sort};
use crate::pages::moment::date_and_time;
use crate::pages::parameters::Parameters;
use crate::pages::shared_words::{pager_words, table_words};
use crate::roster::Direction;
use crate::routes::parameter;
use crate::store::{LedgerEntry, LedgerState};
use crate::ui::{
    Cell, Column, ColumnWidth, DataTable, EmptyState, IconName, MenuItem, Pager, PagerState, Row,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The table, and its pager where one page does not do.
#[component]
pub fn LedgerTable(
    words: Words,
    parameters: Parameters,
    ledger: Ledger,
    /// Accounts that somebody wants deleted: whoever puts them here is asked.
    to_delete: RwSignal<Vec<String>>,
    /// Whether whoever is signed in may delete at the vendor.
    may_delete: bool,
    /// What the list is filtered by.
    filter: RwSignal<String>,
    selection: RwSignal<BTreeSet<String>>,
    /// Removes an account from the ledger.
    on_forget: Callback<String>,
) -> impl IntoView {
    let sort = parameters.signal(parameter::SORT);
    let state = parameters.signal(parameter::STATE);
    let page = parameters.signal(parameter::PAGE);
    let opened = parameters.signal(parameter::DETAIL);
    let visible = Memo::new(move |_| {
        let state = LedgerState::from_name(&state.read());
        let sort = sort.get();
        ledger.with(|entries| {
            visible_accounts(entries, &filter.read(), state, read_sort(&sort, &SORTABLE))
        })
    });
    let pager = Signal::derive(move || {
        let total = visible.with(Vec::len) as u64;
        let offset = page_offset(&page.read(), total);
        PagerState {
            offset,
            limit: PAGE_SIZE,
            total: Some(total),
            shown: total.saturating_sub(offset).min(PAGE_SIZE),
        }
    });
    let rows = Signal::derive(move || {
        let language = words.0.get();
        let offset = usize::try_from(pager.get().offset).unwrap_or_default();
        ledger.with(|entries| {
            visible.with(|visible| {
                visible
                    .iter()
                    .skip(offset)
                    .take(PAGE_SIZE as usize)
                    .filter_map(|&place| entries.get(place))
                    .map(|entry| {
                        let link = parameters.link(&[(parameter::DETAIL, &entry.email)]);
                        row(language, entry).href(link)
                    })
                    .collect::<Vec<_>>()
            })
        })
    });
    let menu = Callback::new(move |key: String| {
        let language = words.now();
        let account = ledger.account_now(&key);
        let email = account
            .as_ref()
            .map_or_else(|| key.clone(), |entry| entry.email.clone());
        let (deleted, forgotten) = (email.clone(), email);
        [
            may_delete.then(|| MenuItem {
                label: language.sharecreators_delete_at_vendor().to_owned(),
                icon: Some(IconName::Trash),
                danger: true,
                disabled: account.is_some_and(|entry| entry.state == LedgerState::Deleted),
                on_select: Callback::new(move |()| {
                    to_delete.set(vec![deleted.clone()]);
                }),
            }),
            Some(MenuItem {
                label: language.sharecreators_forget().to_owned(),
                icon: Some(IconName::Close),
                danger: false,
                disabled: false,
                on_select: Callback::new(move |()| on_forget.run(forgotten.clone())),
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    });
    let is_ledger_empty = Memo::new(move |_| ledger.with(<[LedgerEntry]>::is_empty));
    let needs_pager = Memo::new(move |_| visible.with(Vec::len) as u64 > PAGE_SIZE);
    view! {
        <DataTable
            columns=columns(words)
            rows=rows
            words=table_words(words, Language::sharecreators_table)
            sort=Signal::derive(move || {
                read_sort(&sort.read(), &SORTABLE)
                    .map(|(column, direction)| (column.to_owned(), direction == Direction::Ascending))
            })
            on_sort=Callback::new(move |column: String| {
                let next = next_sort(&sort.read_untracked(), &column);
                parameters.set(&[(parameter::SORT, &next), (parameter::PAGE, "")]);
            })
            on_open=Callback::new(move |key: String| {
                let email = ledger.account_now(&key).map_or(key, |entry| entry.email);
                parameters.set(&[(parameter::DETAIL, &email)]);
            })
            current=Signal::derive(move || {
                Some(crate::store::account_key(&opened.read())).filter(|key| !key.is_empty())
            })
            selection=may_delete.then_some(selection)
            row_menu=Some(menu)
            empty=move || empty(words, is_ledger_empty.get())
        />
        {move || {
            needs_pager
                .get()
                .then(|| {
                    view! {
                        <Pager
                            state=pager
                            words=pager_words(words)
                            on_go=move |offset: u64| {
                                parameters.set(&[(parameter::PAGE, &page_parameter(offset))]);
                            }
                        />
                    }
                })
        }}
    }
    .into_any()
}

fn columns(words: Words) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let language = words.0.get();
        let column = |key, label: &str| Column::new(key, label).sortable();
        vec![
            column("email", language.sharecreators_email()),
            column("state", language.sharecreators_state()).width(ColumnWidth::Narrow),
            column("user_id", language.sharecreators_user_id()),
            column("role", language.sharecreators_role()),
            column("is_admin", language.sharecreators_is_admin()).width(ColumnWidth::Narrow),
            column("phone", language.sharecreators_phone()),
            column("at", language.sharecreators_at()),
        ]
    })
}

fn row(language: Language, entry: &LedgerEntry) -> Row {
    let given =
        |text: &Option<String>, cell: fn(String) -> Cell| text.clone().map_or(Cell::Empty, cell);
    let role = entry.role.as_ref().map(|code| role_of_code(language, code));
    let cells = vec![
        Cell::Text(entry.email.clone()),
        state_cell(language, entry.state),
        given(&entry.user_id, Cell::Mono),
        given(&role, Cell::Text),
        given(&entry.is_admin, Cell::Mono),
        given(&entry.phone, Cell::Number),
        Cell::Muted(date_and_time(entry.at, language)),
    ];
    Row::new(entry.key(), cells).dimmed(entry.state == LedgerState::Deleted)
}

fn empty(words: Words, is_ledger_empty: bool) -> AnyView {
    if is_ledger_empty {
        view! {
            <EmptyState
                icon=IconName::Users
                title=words.of(Language::sharecreators_empty)
                body=words.of(Language::sharecreators_empty_body)
            />
        }
        .into_any()
    } else {
        view! { <EmptyState icon=IconName::Filter title=words.of(Language::sharecreators_no_match)/> }
            .into_any()
    }
}
