//! The table every list is shown in: sorting, selection, the keyboard, and the states before the rows are there.

mod events;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::{children::ViewFn, prelude::*};

use super::{
    icon::{IconName, icon},
    menu::{MenuItem, menu},
    row_selection::{PageSelection, apply, page_selection},
    style::adopt_style,
    table_row::{Align, Cell, Column, ColumnWidth, Row, cell_text, cell_view},
};

/// A table's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableWords {
    /// The table's name.
    pub label: String,
    /// Select every row of this page.
    pub select_all: String,
    /// Select one row; `{name}` is the row's first cell.
    pub select_row: String,
    /// The actions of one row; `{name}` is the row's first cell.
    pub row_menu: String,
}

/// What the header and every row share. All of it can be copied, so rows cost little.
#[derive(Clone, Copy)]
struct Table {
    columns: Signal<Vec<Column>>,
    rows: Memo<Arc<BTreeMap<String, Row>>>,
    keys: Memo<Arc<Vec<String>>>,
    words: Signal<TableWords>,
    sort: Signal<Option<(String, bool)>>,
    on_sort: Option<Callback<String>>,
    on_open: Option<Callback<String>>,
    current: Signal<Option<String>>,
    selection: Option<RwSignal<BTreeSet<String>>>,
    /// The row selected last, from which a range starts.
    anchor: StoredValue<Option<String>>,
    row_menu: Option<Callback<String, Vec<MenuItem>>>,
}

/// A table.
///
/// Arrow up and down move between rows, Enter opens one, Space selects it, Shift with a press selects a range. On a
/// narrow screen rows become cards with their first cell as the title. It shows skeleton rows while the first rows are
/// on their way, and dims those it has while they are refreshed.
#[component]
pub fn DataTable(
    /// Its columns, in order.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// Its rows, in order, already filtered and sorted. Keys are unique.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// Its words.
    #[prop(into)]
    words: Signal<TableWords>,
    /// The column sorted by and whether upwards.
    #[prop(optional, into)]
    sort: Signal<Option<(String, bool)>>,
    /// Runs with the key of the column whose heading was pressed.
    #[prop(optional, into)]
    on_sort: Option<Callback<String>>,
    /// Runs with the key of the row that is to be opened.
    #[prop(optional, into)]
    on_open: Option<Callback<String>>,
    /// The row that is open now.
    #[prop(optional, into)]
    current: Signal<Option<String>>,
    /// The selected rows; without it rows cannot be selected. Keys of other pages stay in it.
    #[prop(default = None)]
    selection: Option<RwSignal<BTreeSet<String>>>,
    /// The actions of a row, asked for when its menu opens.
    #[prop(default = None)]
    row_menu: Option<Callback<String, Vec<MenuItem>>>,
    /// Whether rows are on their way.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Shown when there are no rows.
    #[prop(optional, into)]
    empty: Option<ViewFn>,
) -> impl IntoView {
    adopt_style(include_str!("../../style/table.css"));
    let by_key = Memo::new(move |_| {
        Arc::new(rows.with(|rows| {
            rows.iter()
                .map(|row| (row.key.clone(), row.clone()))
                .collect::<BTreeMap<_, _>>()
        }))
    });
    let keys = Memo::new(move |_| {
        Arc::new(rows.with(|rows| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>()))
    });
    let table = Table {
        columns,
        rows: by_key,
        keys,
        words,
        sort,
        on_sort,
        on_open,
        current,
        selection,
        anchor: StoredValue::new(None),
        row_menu,
    };
    let has_rows = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    let body = move || {
        if !has_rows.get() && loading.get() {
            return table.skeleton();
        }
        view! {
            <For each=move || keys.get().as_ref().clone() key=String::clone let:key>
                {table.row(key)}
            </For>
        }
        .into_any()
    };
    let nothing =
        move || (!has_rows.get() && !loading.get()).then(|| empty.as_ref().map(ViewFn::run));
    // Roles are written out because cards are not laid out as a table, and browsers forget the roles then.
    view! {
        <div
            class="table-region"
            data-loading=move || (loading.get() && has_rows.get()).then_some("true")
        >
            <table
                class="table"
                role="table"
                aria-label=move || words.with(|words| words.label.clone())
                aria-busy=move || if loading.get() { "true" } else { "false" }
            >
                <thead role="rowgroup">{table.header()}</thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
            {nothing}
        </div>
    }
    .into_any()
}

impl Table {
    fn header(self) -> AnyView {
        let select = self.selection.map(|selection| {
            let state = Memo::new(move |_| {
                self.keys
                    .with(|keys| selection.with(|selected| page_selection(keys, selected)))
            });
            view! {
                <th class="table-select" role="columnheader" scope="col">
                    <label class="checkbox">
                        <input
                            type="checkbox"
                            aria-label=move || self.words.with(|words| words.select_all.clone())
                            prop:checked=move || state.get() == PageSelection::All
                            prop:indeterminate=move || state.get() == PageSelection::Some
                            // Ticked on an empty page it would stay ticked for rows that nobody selected.
                            disabled=move || self.keys.with(|keys| keys.is_empty())
                            on:change=move |event| {
                                let select = event_target_checked(&event);
                                let keys = self.keys.get_untracked();
                                selection.update(|selected| apply(selected, &keys, select));
                            }
                        />
                    </label>
                </th>
            }
        });
        let headings = move || {
            self.columns
                .get()
                .into_iter()
                .map(|column| self.heading(column))
                .collect_view()
        };
        let menu = self
            .row_menu
            // No heading, because it has no words: a cell.
            .map(|_| view! { <th class="table-menu" role="cell"></th> });
        view! { <tr role="row">{select} {headings} {menu}</tr> }.into_any()
    }

    fn heading(self, column: Column) -> AnyView {
        let Column {
            key,
            label,
            sortable,
            align,
            width,
        } = column;
        let direction = Signal::derive(move || {
            self.sort.with(|sort| {
                sort.as_ref()
                    .and_then(|(by, upwards)| (by == key).then_some(*upwards))
            })
        });
        let content = match self.on_sort.filter(|_| sortable) {
            None => view! { <span class="table-heading">{label}</span> }.into_any(),
            Some(on_sort) => view! {
                <button type="button" class="table-heading" on:click=move |_| on_sort.run(key.to_owned())>
                    <span>{label}</span>
                    {move || icon(match direction.get() {
                        Some(true) => IconName::ArrowUp,
                        Some(false) => IconName::ArrowDown,
                        None => IconName::Sort,
                    })}
                </button>
            }
            .into_any(),
        };
        view! {
            <th
                role="columnheader"
                scope="col"
                data-sortable=sortable.then_some("true")
                data-align=align_name(align)
                data-width=width_name(width)
                aria-sort=move || match direction.get() {
                    Some(true) => Some("ascending"),
                    Some(false) => Some("descending"),
                    None => None,
                }
            >
                {content}
            </th>
        }
        .into_any()
    }

    fn row(self, key: String) -> AnyView {
        let key = StoredValue::new(key);
        let row =
            Memo::new(move |_| key.with_value(|key| self.rows.with(|rows| rows.get(key).cloned())));
        let is_current = Signal::derive(move || {
            self.current
                .with(|current| key.with_value(|key| current.as_deref() == Some(key)))
        });
        let is_selected = Signal::derive(move || {
            self.selection.is_some_and(|selection| {
                selection.with(|selected| key.with_value(|key| selected.contains(key)))
            })
        });
        let name = Signal::derive(move || {
            row.with(|row| {
                row.as_ref()
                    .and_then(|row| row.cells.first())
                    .map(cell_text)
            })
            .unwrap_or_default()
        });
        let select = self.selection.map(|_| {
            view! {
                <td class="table-select" role="cell">
                    <label class="checkbox">
                        <input
                            type="checkbox"
                            aria-label=move || self.words.with(|words| words.select_row.replace("{name}", &name.get()))
                            prop:checked=move || is_selected.get()
                            on:click=move |event| {
                                self.select(&key.get_value(), event_target_checked(&event), event.shift_key());
                            }
                        />
                    </label>
                </td>
            }
        });
        let cells = move || {
            let Some(row) = row.get() else {
                return Vec::new();
            };
            let href = row.href;
            let columns = self.columns.read();
            row.cells
                .into_iter()
                .zip(columns.iter())
                .enumerate()
                .map(|(index, (cell, column))| {
                    self.cell(key, cell, column, (index == 0).then(|| href.clone()))
                })
                .collect::<Vec<_>>()
        };
        let menu = self.row_menu.map(|row_menu| {
            let label = Signal::derive(move || self.words.with(|words| words.row_menu.replace("{name}", &name.get())));
            let items = Callback::new(move |()| row_menu.run(key.get_value()));
            view! { <td class="table-menu" role="cell">{menu(label, IconName::More, items, false)}</td> }
        });
        view! {
            <tr
                role="row"
                aria-current=move || is_current.get().then_some("true")
                data-selected=move || is_selected.get().then_some("true")
                data-dimmed=move || row.with(|row| row.as_ref().is_some_and(|row| row.dimmed)).then_some("true")
                data-opens=self.on_open.map(|_| "true")
                on:click=move |event| self.on_row_click(&event, &key.get_value())
                on:keydown=move |event| self.on_row_key(&event, &key.get_value())
            >
                {select}
                {cells}
                {menu}
            </tr>
        }
        .into_any()
    }

    /// A cell. The first (`Some`) is what the keyboard lands on: a link where the row leads somewhere, a button where
    /// it can be opened.
    fn cell(
        self,
        key: StoredValue<String>,
        cell: Cell,
        column: &Column,
        first: Option<Option<String>>,
    ) -> AnyView {
        let is_first = first.is_some();
        let content = match (first, self.on_open) {
            (Some(Some(href)), _) => view! { <a class="table-open" href=href>{cell_view(cell)}</a> }.into_any(),
            (Some(None), Some(on_open)) => view! {
                <button type="button" class="table-open" on:click=move |_| on_open.run(key.get_value())>
                    {cell_view(cell)}
                </button>
            }
            .into_any(),
            _ => cell_view(cell),
        };
        view! {
            <td
                role="cell"
                class:table-title=is_first
                data-label=column.label.clone()
                data-align=align_name(column.align)
                data-width=width_name(column.width)
            >
                {content}
            </td>
        }
        .into_any()
    }

    /// Rows of the shape the real ones will have.
    fn skeleton(self) -> AnyView {
        let columns = self.columns.with(Vec::len)
            + usize::from(self.selection.is_some())
            + usize::from(self.row_menu.is_some());
        (0..8)
            .map(|_| {
                view! {
                    <tr class="table-skeleton" aria-hidden="true">
                        {(0..columns)
                            .map(|index| {
                                let class = (index == 0 && self.selection.is_some()).then_some("table-select");
                                view! { <td class=class><span class="skeleton-line"></span></td> }
                            })
                            .collect_view()}
                    </tr>
                }
            })
            .collect_view()
            .into_any()
    }
}

fn align_name(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::End => Some("end"),
    }
}

fn width_name(width: ColumnWidth) -> Option<&'static str> {
    match width {
        ColumnWidth::Auto => None,
        ColumnWidth::Narrow => Some("narrow"),
        ColumnWidth::Fill => Some("fill"),
    }
}
