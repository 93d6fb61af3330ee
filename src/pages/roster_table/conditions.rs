//! What a filter was taken for, in plain words under it: conditions on columns, each of which can be taken away, and what
//! may have been meant otherwise. Nothing for plain words.

use super::desk::TableDesk;
use crate::i18n::{Language, Name};
use crate::ui::{IconButton, IconName};
use leptos::prelude::*;
use roster::{Bound, ColumnKind, Doubt, Meaning, Part, Query, Term, Test, without_part};
use wasm_bindgen::JsCast;

/// A column as conditions name it.
struct Named {
    heading: String,
    /// Whether it has few values, of which a condition names one.
    has_few: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A condition, and the part of the filter that it was read from.
    Condition(String, Part),
    /// What is before it or what is behind.
    Or(&'static str),
}

/// What there is to say of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    typed: String,
    pieces: Vec<Piece>,
    doubts: Vec<String>,
    /// Whether a value is asked for that nobody has.
    misses_value: bool,
}

/// The conditions and the doubts; nothing where there are none.
pub fn conditions(desk: TableDesk) -> AnyView {
    let words = desk.words;
    let said = Memo::new(move |before: Option<&Said>| {
        if desk.composing.get() {
            return before.cloned().unwrap_or_default();
        }
        let language = words.0.get();
        let typed = desk.typed.get();
        let said = desk.table.read(|view| {
            let columns = view.roster().columns();
            let named: Vec<Named> = columns
                .iter()
                .enumerate()
                .map(|(place, column)| Named {
                    heading: desk.facts.heading(language, place),
                    has_few: column.kind == ColumnKind::Category,
                })
                .collect();
            let query = Query::read(&typed, columns);
            let fits = |place: usize, test: &Test| view.roster().may_meet(place, test);
            say(language, typed, &query, &named, &fits)
        });
        let said = said.unwrap_or_default();
        if said.misses_value {
            // An account may come that has it.
            desk.table.version.track();
        }
        said
    });
    let pieces = move || {
        let said = said.get();
        (!said.pieces.is_empty()).then(|| {
            let pieces = said.pieces.into_iter().map(|piece| match piece {
                Piece::Or(or) => view! { <li class="muted">{or}</li> }.into_any(),
                Piece::Condition(text, part) => condition(desk, text, part),
            });
            view! {
                <ul class="roster-conditions" aria-label=words.of(Language::roster_conditions)>
                    {pieces.collect_view()}
                </ul>
            }
        })
    };
    let doubts = move || {
        let said = said.get();
        (!said.doubts.is_empty()).then(|| {
            let doubts = said.doubts.into_iter();
            view! {
                <div class="roster-doubts" role="status">
                    {doubts.map(|doubt| view! { <p>{doubt}</p> }).collect_view()}
                </div>
            }
        })
    };
    view! {
        {pieces}
        {doubts}
    }
    .into_any()
}

fn condition(desk: TableDesk, text: String, part: Part) -> AnyView {
    let shown = text.clone();
    let label = desk
        .words
        .with(move |language| language.roster_remove_condition(&text));
    let remove = Callback::new(move |()| {
        let rest = without_part(&desk.typed.get_untracked(), &part);
        desk.typed.set(rest);
        // The button is gone: whoever goes on by the keyboard is where conditions come from.
        let toolbar = desk.toolbar.get_untracked();
        let input = toolbar.and_then(|toolbar| toolbar.query_selector("input").ok().flatten());
        if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
            // It fails for what cannot be focused.
            _ = input.focus();
        }
    });
    view! {
        <li class="roster-condition">
            <span>{shown}</span>
            <IconButton icon=IconName::Close label=label on_click=remove/>
        </li>
    }
    .into_any()
}

/// `fits` tells of a column's place whether any of its values meets a test.
fn say(
    language: Language,
    typed: String,
    query: &Query,
    columns: &[Named],
    fits: &dyn Fn(usize, &Test) -> bool,
) -> Said {
    let parts = query.parts();
    let is_about_columns = parts
        .iter()
        .any(|part| matches!(&part.meaning, Meaning::Term(term) if term.column.is_some()));
    let mut pieces = Vec::new();
    if is_about_columns {
        for part in parts {
            match &part.meaning {
                Meaning::Term(term) => {
                    let words = condition_words(language, term, columns);
                    pieces.push(Piece::Condition(words, part.clone()));
                }
                Meaning::Or => pieces.push(Piece::Or(language.roster_condition_or())),
                Meaning::Unfinished => {}
            }
        }
    }
    let is_missing = |part: &Part| match &part.meaning {
        Meaning::Term(Term {
            column: Some(column),
            test,
            ..
        }) => !fits(*column, test),
        _ => false,
    };
    let doubts = parts.iter().enumerate().filter_map(|(index, part)| {
        let written = typed.get(part.place.clone()).unwrap_or_default();
        // The last one is being typed.
        let is_left = part.meaning == Meaning::Unfinished && index + 1 < parts.len();
        match part.doubt {
            Some(Doubt::UnknownColumn) => Some(language.roster_doubt_column(written)),
            Some(Doubt::NoNumber) => Some(language.roster_doubt_number(written)),
            Some(Doubt::NoDate) => Some(language.roster_doubt_date(written)),
            Some(Doubt::OpenQuotation) => Some(language.roster_doubt_quotation().to_owned()),
            None if is_missing(part) => Some(language.roster_doubt_value(written)),
            None => is_left.then(|| language.roster_doubt_unfinished(written)),
        }
    });
    let doubts = doubts.collect();
    Said {
        typed,
        pieces,
        doubts,
        misses_value: parts.iter().any(is_missing),
    }
}

fn condition_words(language: Language, term: &Term, columns: &[Named]) -> String {
    let column = term.column.and_then(|place| columns.get(place));
    let words = match column {
        None => language.roster_condition_word(&written(&term.test)),
        Some(column) => column_words(language, &term.test, column),
    };
    if term.negated {
        language.roster_condition_not(&words)
    } else {
        words
    }
}

fn column_words(language: Language, test: &Test, column: &Named) -> String {
    let heading = column.heading.as_str();
    let name = Name(heading);
    match test {
        Test::Contains(text) => language.roster_condition_contains(name, text),
        Test::Is(text) => language.roster_condition_is(heading, text),
        Test::Empty => language.roster_condition_empty(name),
        Test::Pattern(pieces) => match pieces.as_slice() {
            [begin, end] if end.is_empty() && column.has_few => {
                language.roster_condition_is(heading, begin)
            }
            [begin, end] if end.is_empty() => language.roster_condition_begins(name, begin),
            [begin, end] if begin.is_empty() => language.roster_condition_ends(name, end),
            _ => language.roster_condition_like(name, &written(test)),
        },
        Test::Range(from, to) => {
            let sign = |bound: &Bound, with: &str, without: &str| {
                let sign = if bound.included { with } else { without };
                [sign, bound.text.as_str()].join(" ")
            };
            let ends = [
                from.as_ref().map(|bound| sign(bound, "≥", ">")),
                to.as_ref().map(|bound| sign(bound, "≤", "<")),
            ];
            let ends: Vec<String> = ends.into_iter().flatten().collect();
            [heading, &ends.join(language.roster_condition_and())].join(" ")
        }
    }
}

/// A test of a word as it can be typed.
fn written(test: &Test) -> String {
    match test {
        Test::Contains(text) | Test::Is(text) => text.clone(),
        Test::Pattern(pieces) => pieces.join("*"),
        Test::Empty | Test::Range(..) => String::new(),
    }
}

#[cfg(test)]
mod tests;
