//! The table of apps and quotas.

use super::app_list::AppList;
use super::quota_rows::{SORTABLE, amount, largest, tone, visible_apps};
use super::quotas::{AppQuota, Quotas};
use crate::i18n::problem::explain;
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::{next_sort, read_sort};
use crate::pages::parameters::Parameters;
use crate::pages::shared_words::table_words;
use crate::roster::Direction;
use crate::routes::parameter;
use crate::ui::{
    Badge, Button, ButtonVariant, Cell, CellView, Column, ColumnWidth, DataTable, EmptyState,
    IconName, MenuItem, Row, Tone,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use vendors::t12::Quota;

/// The table.
#[component]
pub fn QuotaTable(
    words: Words,
    parameters: Parameters,
    /// What the list is filtered by.
    filter: RwSignal<String>,
    list: AppList,
    quotas: Quotas,
    /// Takes an app out of the list.
    on_remove: Callback<String>,
) -> impl IntoView {
    let sort = parameters.signal(parameter::SORT);
    let opened = parameters.signal(parameter::DETAIL);
    let visible = Memo::new(move |_| {
        let sort = sort.get();
        list.apps_with(|apps| {
            quotas.with(|known| {
                visible_apps(apps, known, &filter.read(), read_sort(&sort, &SORTABLE))
            })
        })
    });
    // Cells that failed are kept, so that the retry button under somebody's finger is not made anew when another row
    // comes in.
    let failed_cells = StoredValue::new(BTreeMap::<String, CellView>::new());
    let rows = Signal::derive(move || {
        let language = words.0.get();
        let most = quotas.with(|known| {
            list.apps_with(|apps| {
                let listed = apps.iter().filter_map(|app| known.get(app)?.quota.as_ref());
                largest(listed)
            })
        });
        visible.with(|apps| {
            apps.iter()
                .map(|app| {
                    let known = quotas.of(app);
                    let state = state_cell(words, language, quotas, app, &known, failed_cells);
                    let meter = |of: fn(Quota) -> i64, max: i64| match known.quota {
                        Some(quota) => {
                            let left = of(quota);
                            Cell::Meter(left as f64, max as f64, tone(left), amount(left))
                        }
                        None => Cell::Empty,
                    };
                    let cells = vec![
                        Cell::Mono(app.clone()),
                        meter(|quota| quota.remain_user, most.remain_user),
                        meter(|quota| quota.remain_test_user, most.remain_test_user),
                        state,
                    ];
                    Row::new(app.clone(), cells)
                        .href(parameters.link(&[(parameter::DETAIL, app)]))
                        .dimmed(known.problem.is_some() && known.quota.is_some())
                })
                .collect::<Vec<_>>()
        })
    });
    let open = Callback::new(move |app: String| parameters.set(&[(parameter::DETAIL, &app)]));
    let menu = Callback::new(move |app: String| {
        let language = words.now();
        let item = |label: &str, icon, on_select| MenuItem {
            label: label.to_owned(),
            icon: Some(icon),
            danger: false,
            disabled: false,
            on_select,
        };
        let (read, removed) = (app.clone(), app);
        vec![
            item(
                language.t12_read_again(),
                IconName::Refresh,
                Callback::new(move |()| quotas.read(std::slice::from_ref(&read))),
            ),
            item(
                language.t12_remove(),
                IconName::Close,
                Callback::new(move |()| on_remove.run(removed.clone())),
            ),
        ]
    });
    let is_list_empty = Memo::new(move |_| list.apps_with(<[String]>::is_empty));
    view! {
        <DataTable
            columns=columns(words)
            rows=rows
            words=table_words(words, Language::t12_apps_label)
            sort=Signal::derive(move || {
                read_sort(&sort.read(), &SORTABLE)
                    .map(|(column, direction)| (column.to_owned(), direction == Direction::Ascending))
            })
            on_sort=Callback::new(move |column: String| {
                let next = next_sort(&sort.read_untracked(), &column);
                parameters.set(&[(parameter::SORT, &next)]);
            })
            on_open=open
            current=Signal::derive(move || Some(opened.get()).filter(|app| !app.is_empty()))
            row_menu=Some(menu)
            empty=move || empty(words, is_list_empty.get())
        />
    }
    .into_any()
}

fn columns(words: Words) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let language = words.0.get();
        vec![
            Column::new("app", language.t12_app()).sortable(),
            Column::new("users", language.t12_users()).sortable(),
            Column::new("test_users", language.t12_test_users()).sortable(),
            Column::new("state", language.t12_state()).width(ColumnWidth::Narrow),
        ]
    })
}

fn state_cell(
    words: Words,
    language: Language,
    quotas: Quotas,
    app: &str,
    known: &AppQuota,
    failed: StoredValue<BTreeMap<String, CellView>>,
) -> Cell {
    if known.problem.is_none() {
        failed.update_value(|failed| _ = failed.remove(app));
    }
    match (&known.problem, known.quota) {
        (Some(_), _) => {
            let kept = failed.with_value(|failed| failed.get(app).cloned());
            let cell = kept.unwrap_or_else(|| {
                let app = app.to_owned();
                CellView::new(move || failed_cell(words, quotas, app.clone()))
            });
            failed.update_value(|failed| _ = failed.insert(app.to_owned(), cell.clone()));
            Cell::View(cell)
        }
        (None, _) if known.reading => Cell::Muted(language.t12_waiting().to_owned()),
        (None, None) => Cell::Empty,
        (None, Some(quota)) => match tone(quota.remain_user) {
            Tone::Bad => Cell::Badge(Tone::Bad, language.t12_used_up().to_owned()),
            Tone::Warn => Cell::Badge(Tone::Warn, language.t12_few_left().to_owned()),
            _ => Cell::Badge(Tone::Good, language.t12_read().to_owned()),
        },
    }
}

/// The cause in one line, and the way to try again; the whole problem stands in the panel.
fn failed_cell(words: Words, quotas: Quotas, app: String) -> AnyView {
    let app = StoredValue::new(app);
    let reason = words.with(move |language| {
        app.with_value(|app| quotas.of(app).problem)
            .map(|problem| explain(language, &problem).reason)
            .unwrap_or_default()
    });
    let reading = Signal::derive(move || app.with_value(|app| quotas.of(app).reading));
    view! {
        <span class="t12-failed">
            <Badge tone=Tone::Bad label=words.of(Language::t12_failed)/>
            <span class="cell-muted">{reason}</span>
            <Button
                label=words.of(Language::retry)
                small=true
                variant=ButtonVariant::Ghost
                busy=reading
                on_click=move |()| quotas.read(&[app.get_value()])
            />
        </span>
    }
    .into_any()
}

fn empty(words: Words, is_list_empty: bool) -> AnyView {
    if is_list_empty {
        view! {
            <EmptyState
                icon=IconName::Gauge
                title=words.of(Language::t12_no_apps)
                body=words.of(Language::t12_no_apps_body)
            />
        }
        .into_any()
    } else {
        view! { <EmptyState icon=IconName::Filter title=words.of(Language::t12_no_match)/> }
            .into_any()
    }
}

/// How many apps there are, and how many need somebody's attention.
pub fn summary(words: Words, list: AppList, quotas: Quotas) -> AnyView {
    let counts = Memo::new(move |_| {
        list.apps_with(|apps| {
            quotas.with(|known| {
                let mut counts = [apps.len(), 0, 0, 0];
                for known in apps.iter().filter_map(|app| known.get(app)) {
                    match known.quota.map(|quota| tone(quota.remain_user)) {
                        Some(Tone::Bad) => counts[1] += 1,
                        Some(Tone::Warn) => counts[2] += 1,
                        _ => {}
                    }
                    counts[3] += usize::from(known.problem.is_some());
                }
                counts
            })
        })
    });
    let badge = move |place: usize, tone: Tone, label: fn(Language, usize) -> String| {
        move || {
            let count = counts.get()[place];
            (count > 0)
                .then(|| view! { <Badge tone=tone label=words.with(move |l| label(l, count))/> })
        }
    };
    view! {
        <span>{words.with(move |l| l.t12_apps(counts.get()[0]))}</span>
        {badge(1, Tone::Bad, Language::t12_exhausted)}
        {badge(2, Tone::Warn, Language::t12_nearly_exhausted)}
        {badge(3, Tone::Bad, Language::t12_not_read)}
    }
    .into_any()
}
