//! The first rows of a file as a table, each column with what it is taken for.

use super::check::number;
use super::columns::secret_columns;
use crate::i18n::Language;
use crate::pages::plan::desk::Desk;
use crate::pages::plan::words::column_name;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;
use sheet::{Mapping, Place, Row};

/// Rows below the heading.
const ROWS: usize = 6;
/// Columns that are shown; nobody compares more at a glance, and what is known is found anyway.
const COLUMNS: usize = 40;
/// What stands for a password.
const HIDDEN: &str = "••••••";

/// The table.
pub fn preview(desk: Desk) -> AnyView {
    let (words, reading) = (desk.words, desk.reading);
    let width = Memo::new(move |_| {
        reading.rows.with(|rows| {
            let looked_at = rows.rows.iter().take(ROWS + 1);
            looked_at.map(Row::len).max().unwrap_or(0).min(COLUMNS)
        })
    });
    let head = move || {
        (0..width.get())
            .map(|column| heading(desk, column))
            .collect_view()
    };
    let body = move || {
        reading.rows.with(|rows| {
            let (skipped, secret) = reading.mapping.with(|mapping| {
                let own = mapping.as_ref().map(|(own, _)| own);
                let has_heading = own.is_some_and(Mapping::has_heading);
                let secret = secret_columns(own, rows.rows.first());
                (usize::from(has_heading), secret)
            });
            rows.rows
                .iter()
                .skip(skipped)
                .take(ROWS)
                .map(|row| {
                    let cells: Vec<String> = (0..width.get())
                        .map(|column| match row.cell(column) {
                            cell if !cell.is_empty() && secret.contains(&column) => {
                                HIDDEN.to_owned()
                            }
                            cell => cell.to_owned(),
                        })
                        .collect();
                    let number = number(row.number());
                    view! {
                        <tr>
                            <th scope="row">{number}</th>
                            {cells.into_iter().map(|cell| view! { <td title=cell.clone()>{cell.clone()}</td> }).collect_view()}
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    let unused = words.with(move |language| {
        let names = unused(desk);
        if names.is_empty() {
            String::new()
        } else {
            language.plan_columns_unused(&names.join(language.plan_separator()))
        }
    });
    view! {
        <div
            class="plan-preview"
            role="region"
            tabindex="0"
            aria-label=words.of(Language::plan_preview)
        >
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.of(Language::plan_preview_row)}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="muted">{unused}</p>
    }
    .into_any()
}

/// What a column of the file is called there: by its heading, or else by its letter.
fn name_of(desk: Desk, column: usize) -> String {
    let has_heading = desk
        .reading
        .mapping
        .with(|mapping| mapping.as_ref().is_some_and(|(own, _)| own.has_heading()));
    let heading = desk.reading.rows.with(|rows| {
        let first = rows.rows.first().filter(|_| has_heading);
        first.map_or("", |row| row.cell(column)).trim().to_owned()
    });
    if heading.is_empty() {
        letter(column)
    } else {
        heading
    }
}

fn letter(column: usize) -> String {
    let place = Place {
        row: 1,
        column: Some(column),
    };
    let written = place.to_string();
    written.trim_end_matches(char::is_numeric).to_owned()
}

/// Columns that have a name and are taken for nothing.
fn unused(desk: Desk) -> Vec<String> {
    desk.reading.mapping.with(|mapping| {
        let Some((own, _)) = mapping else {
            return Vec::new();
        };
        desk.reading.rows.with(|rows| {
            rows.rows.first().map_or_else(Vec::new, |first| {
                let ignored = own.ignored(first).into_iter();
                ignored
                    .map(|ignored| name_of(desk, ignored.column))
                    .collect()
            })
        })
    })
}

/// The head of a column: its name, and the list of what it can be.
fn heading(desk: Desk, column: usize) -> AnyView {
    let (words, reading) = (desk.words, desk.reading);
    let name = Signal::derive(move || name_of(desk, column));
    let label = words.with(move |language| name.with(|name| language.plan_column_is(name)));
    let current = Memo::new(move |_| {
        reading
            .mapping
            .with(|mapping| mapping.as_ref().and_then(|(own, _)| own.key_of(column)))
            .unwrap_or_default()
    });
    let options = move || {
        let language = words.0.get();
        let kind = reading.kind.get();
        let nothing = ("", language.plan_column_nothing());
        let keys = kind.columns().iter();
        let all = keys.map(|own| (own.key, column_name(language, kind, own.key)));
        std::iter::once(nothing)
            .chain(all)
            .map(|(key, name)| {
                view! {
                    <option value=key prop:selected=move || current.get() == key>
                        {name}
                    </option>
                }
            })
            .collect_view()
    };
    let choose = move |event: web_sys::Event| {
        let chosen = event_target_value(&event);
        reading.correct(|mapping| match mapping.key_of(column) {
            Some(key) if chosen.is_empty() => mapping.assign(key, None),
            before => {
                if let Some(key) = before {
                    mapping.assign(key, None);
                }
                mapping.assign(&chosen, Some(column));
            }
        });
    };
    view! {
        <th scope="col" data-used=move || (!current.get().is_empty()).then_some("true")>
            <span class="plan-column-name" title=move || name.get()>
                {name}
            </span>
            <span class="select">
                <select class="input" aria-label=label on:change=choose>
                    {options}
                </select>
                <Icon name=IconName::ChevronDown/>
            </span>
        </th>
    }
    .into_any()
}
