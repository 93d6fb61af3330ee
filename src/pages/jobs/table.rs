//! The rows of a job and what became of each, a page of them at a time.

use super::desk::Desk;
use super::rows::{Shown, requests, visible};
use super::words;
use crate::i18n::{Language, Message, Words};
use crate::jobs::Ask;
use crate::pages::list_parameters::filter_text;
use crate::pages::parameters::Parameters;
use crate::pages::shared_words::{pager_words, table_words};
use crate::routes::parameter;
use crate::ui::{
    Button, ButtonVariant, Cell, Column, ColumnWidth, DataTable, EmptyState, IconName, MenuItem,
    Pager, PagerState, Row, SearchField,
};
use jobs::{Decision, Job, Outcome, RowState};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Rows on a page: many enough to scroll through, few enough for a browser.
const PAGE_SIZE: u64 = 100;

/// The search, the table and its pager.
pub fn rows_table(desk: Desk, parameters: Parameters) -> AnyView {
    let words = desk.words;
    let typed = filter_text(parameters);
    let state = parameters.signal(parameter::STATE);
    let page = parameters.signal(parameter::PAGE);
    let opened = parameters.signal(parameter::DETAIL);
    let selection = RwSignal::new(BTreeSet::<String>::new());
    let shown = Memo::new(move |_| {
        let shown = state.with(|name| Shown::from_name(name));
        typed.with(|typed| {
            desk.job(|job| visible(job, shown, typed))
                .unwrap_or_default()
        })
    });
    let pager = Memo::new(move |_| {
        let total = shown.with(Vec::len) as u64;
        let wanted: u64 = page.with(|page| page.parse().unwrap_or(1));
        let last = total.saturating_sub(1) / PAGE_SIZE;
        let offset = wanted.saturating_sub(1).min(last) * PAGE_SIZE;
        PagerState {
            offset,
            limit: PAGE_SIZE,
            total: Some(total),
            shown: (total - offset).min(PAGE_SIZE),
        }
    });
    let rows = Signal::derive(move || {
        let language = words.0.get();
        let offset = usize::try_from(pager.get().offset).unwrap_or_default();
        let here: Vec<u32> = shown.with(|shown| {
            let rows = shown.iter().skip(offset).take(PAGE_SIZE as usize);
            rows.copied().collect()
        });
        desk.job(|job| table_rows(language, job, &here))
            .unwrap_or_default()
    });
    let menu = Callback::new(move |key: String| decisions(desk, &key));
    let go = Callback::new(move |offset: u64| {
        let page = match offset / PAGE_SIZE {
            0 => String::new(),
            before => (before + 1).to_string(),
        };
        parameters.set(&[(parameter::PAGE, &page)]);
    });
    let needs_pager = Memo::new(move |_| shown.with(Vec::len) as u64 > PAGE_SIZE);
    view! {
        <div class="toolbar">
            <SearchField
                label=words.of(Language::job_search)
                value=typed
                clear_label=words.of(Language::clear)
                placeholder=words.of(Language::job_search)
            />
        </div>
        {selection_bar(desk, selection)}
        <DataTable
            columns=columns(words)
            rows=rows
            words=table_words(words, Language::job_rows_table)
            on_open=Callback::new(move |key: String| {
                parameters.set(&[(parameter::DETAIL, &key)]);
            })
            current=Signal::derive(move || Some(opened.get()).filter(|key| !key.is_empty()))
            selection=Some(selection)
            row_menu=Some(menu)
            empty=move || {
                view! {
                    <EmptyState icon=IconName::Filter title=words.of(Language::job_no_rows)/>
                }
                    .into_any()
            }
        />
        {move || {
            needs_pager
                .get()
                .then(|| view! { <Pager state=pager on_go=go words=pager_words(words)/> })
        }}
    }
    .into_any()
}

fn columns(words: Words) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let language = words.0.get();
        vec![
            Column::new("account", language.job_account()),
            Column::new("action", language.job_action()).width(ColumnWidth::Narrow),
            Column::new("outcome", language.job_outcome()).width(ColumnWidth::Narrow),
            Column::new("changes", language.job_changes()),
            Column::new("why", language.job_why()).width(ColumnWidth::Fill),
            Column::new("ids", language.job_ids()),
        ]
    })
}

fn table_rows(language: Language, job: &Job, here: &[u32]) -> Vec<Row> {
    let requests = requests(job, here);
    here.iter()
        .filter_map(|index| {
            let row = job.rows().get(*index as usize)?;
            let state = job.states().get(*index as usize)?;
            let (tone, outcome, why) = words::outcome(language, state);
            let changes = words::changes(language, row);
            let ids = words::ids(requests.get(index).map(String::as_str), state);
            let given = |text: String, cell: fn(String) -> Cell| {
                if text.is_empty() {
                    Cell::Empty
                } else {
                    cell(text)
                }
            };
            let cells = vec![
                given(row.target.clone(), Cell::Mono),
                Cell::Text(words::action(language, row.action).to_owned()),
                Cell::Badge(tone, outcome.to_owned()),
                given(changes, Cell::Text),
                Cell::Muted(why),
                given(ids, Cell::Mono),
            ];
            Some(Row::new(index.to_string(), cells))
        })
        .collect()
}

fn is_unknown(job: &Job, row: u32) -> bool {
    matches!(
        job.states().get(row as usize),
        Some(RowState::Done(Outcome::Unknown(_)))
    )
}

/// What can be said of rows that nobody can read, in their order.
const DECISIONS: [(Decision, Message); 3] = [
    (Decision::Done, Language::job_was_done),
    (Decision::NotDone, Language::job_was_not_done),
    (Decision::SendAgain, Language::job_send_again),
];

fn decisions(desk: Desk, key: &str) -> Vec<MenuItem> {
    let language = desk.words.now();
    let Ok(row) = key.parse::<u32>() else {
        return Vec::new();
    };
    let is_unknown = desk.job_now(|job| is_unknown(job, row)).unwrap_or_default();
    DECISIONS
        .map(|(decision, label)| MenuItem {
            label: label(language).to_owned(),
            icon: None,
            danger: false,
            disabled: !is_unknown,
            on_select: Callback::new(move |()| {
                desk.ask(Ask::Decide {
                    rows: vec![row],
                    decision,
                });
            }),
        })
        .to_vec()
}

/// What can be said of several; nothing while none of the selected rows is unknown.
fn selection_bar(desk: Desk, selection: RwSignal<BTreeSet<String>>) -> AnyView {
    let unknown = Memo::new(move |_| {
        let rows: Vec<u32> = selection.with(|selected| {
            let rows = selected.iter();
            rows.filter_map(|key| key.parse().ok()).collect()
        });
        desk.job(|job| {
            let mut rows = rows;
            rows.retain(|row| is_unknown(job, *row));
            rows
        })
        .unwrap_or_default()
    });
    (move || {
        let rows = unknown.get();
        if rows.is_empty() {
            return ().into_any();
        }
        let count = rows.len();
        let summary = desk
            .words
            .with(move |language| language.job_unknown_selected(count));
        let buttons = DECISIONS.map(|(decision, label)| {
            let rows = rows.clone();
            let decide = Callback::new(move |()| {
                desk.ask(Ask::Decide {
                    rows: rows.clone(),
                    decision,
                });
                selection.set(BTreeSet::new());
            });
            view! { <Button label=desk.words.of(label) small=true on_click=decide/> }
        });
        view! {
            <div class="selection-bar" role="group" aria-label=summary>
                <p role="status">{summary}</p>
                {buttons.into_iter().collect_view()}
                <Button
                    label=desk.words.of(Language::clear_selection)
                    variant=ButtonVariant::Ghost
                    small=true
                    on_click=Callback::new(move |()| selection.set(BTreeSet::new()))
                />
            </div>
        }
        .into_any()
    })
    .into_any()
}
