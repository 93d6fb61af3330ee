//! A row of the plan in the table.

use super::export::About;
use super::review::Review;
use super::words::{Kind, field, value};
use crate::i18n::Language;
use crate::ui::{Cell, CellView, Checkbox, Column, ColumnWidth, Row, pager::grouped};
use jobs::Action;
use jobs::plan::Verdict;
use leptos::prelude::*;

/// The columns. A plan that comes from no file has no places in one.
pub fn columns(language: Language, has_places: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("account", language.plan_account()),
        Column::new("verdict", language.plan_verdict()).width(ColumnWidth::Narrow),
        Column::new("changes", language.plan_changes()).width(ColumnWidth::Fill),
    ];
    if has_places {
        columns.push(
            Column::new("place", language.plan_place())
                .end()
                .width(ColumnWidth::Narrow),
        );
    }
    columns.push(Column::new("apply", language.plan_apply_row()).width(ColumnWidth::Narrow));
    columns
}

/// A row by its place in the plan.
pub fn row(review: Review, language: Language, place: u32) -> Option<Row> {
    review.compared.with_value(|compared| {
        let planned = compared.plan.rows().get(place as usize)?;
        let name = match planned.wish.target.as_str() {
            "" => Cell::Muted(language.plan_no_name().to_owned()),
            name => Cell::Mono(name.to_owned()),
        };
        let kind = Kind::of(&planned.verdict);
        let mut cells = vec![
            name,
            Cell::Badge(kind.tone(), kind.name(language).to_owned()),
            match &planned.verdict {
                Verdict::Do(row) => changes(language, row),
                Verdict::AlreadySo => Cell::Empty,
                Verdict::Conflict(_) | Verdict::Invalid(_) => {
                    let reading = review.desk.reading;
                    let reasons = reading.mapping.with_untracked(|mapping| {
                        let about = About {
                            language,
                            kind: reading.kind.get_untracked(),
                            mapping: mapping.as_ref().map(|(mapping, _)| mapping),
                        };
                        about.reasons(compared, planned)
                    });
                    lines(reasons)
                }
            },
        ];
        if review.desk.is_from_rows() {
            cells.push(match planned.wish.place {
                Some(place) => Cell::Number(grouped(u64::from(place))),
                None => Cell::Empty,
            });
        }
        cells.push(match &planned.verdict {
            Verdict::Do(row) => apply(review, place, row.target.clone()),
            _ => Cell::Empty,
        });
        let is_still = matches!(planned.verdict, Verdict::AlreadySo);
        Some(Row::new(place.to_string(), cells).dimmed(is_still))
    })
}

/// The fields before and after. Never a password, only that one will be set.
fn changes(language: Language, row: &jobs::Row) -> Cell {
    let mut parts: Vec<(String, Option<String>, String)> = row
        .changes
        .iter()
        .map(|change| {
            let before = (row.action == Action::Change)
                .then(|| value(language, change.field, change.before.as_deref()));
            let after = value(language, change.field, Some(&change.after));
            (field(language, change.field).to_owned(), before, after)
        })
        .collect();
    if row.sets_password {
        let label = language.bitanswer_password().to_owned();
        parts.push((label, None, language.plan_will_be_set().to_owned()));
    }
    if parts.is_empty() {
        return Cell::Empty;
    }
    Cell::View(CellView::new(move || {
        let part = |(label, before, after): (String, Option<String>, String)| {
            let before = before.map(|before| {
                view! {
                    <span class="before">{before}</span>
                    <span aria-hidden="true">"→"</span>
                }
            });
            view! {
                <span class="plan-change">
                    <span class="muted">{label}</span>
                    <span class="before-after">{before} <span class="after">{after}</span></span>
                </span>
            }
        };
        let parts = parts.clone().into_iter().map(part).collect_view();
        view! { <span class="plan-changes">{parts}</span> }.into_any()
    }))
}

fn lines(reasons: Vec<String>) -> Cell {
    Cell::View(CellView::new(move || {
        let line = |reason: String| view! { <span>{reason}</span> };
        let lines = reasons.clone().into_iter().map(line).collect_view();
        view! { <span class="plan-reasons">{lines}</span> }.into_any()
    }))
}

/// Whether the row is applied.
fn apply(review: Review, place: u32, name: String) -> Cell {
    let left_out = review.desk.left_out;
    let words = review.desk.words;
    Cell::View(CellView::new(move || {
        let name = name.clone();
        let is_applied =
            Signal::derive(move || left_out.with(|left_out| !left_out.contains(&place)));
        let on_change = Callback::new(move |apply: bool| {
            left_out.update(|left_out| {
                if apply {
                    left_out.remove(&place);
                } else {
                    left_out.insert(place);
                }
            });
        });
        view! {
            <Checkbox
                label=words.with(move |language| language.plan_apply_named(&name))
                checked=is_applied
                on_change=on_change
                label_hidden=true
            />
        }
        .into_any()
    }))
}
