//! What of the plan is in sight, what is left out of it, and the plan as a file.

use super::export::{About, as_csv, as_json, flawed_count, flawed_rows};
use super::review::Review;
use super::shown::{count, to_do};
use super::words::Kind;
use crate::i18n::Language;
use crate::pages::download::download;
use crate::ui::{IconName, Menu, MenuItem, SearchField, Tone, pager::grouped};
use js_sys::Date;
use leptos::prelude::*;

const CSV: &str = "text/csv;charset=utf-8";

/// How many rows there are of each kind; pressing one shows only those.
pub fn chips(review: Review) -> AnyView {
    let words = review.desk.words;
    let counts = review
        .compared
        .with_value(|compared| compared.plan.counts());
    let all: u32 = Kind::ALL.into_iter().map(|kind| count(counts, kind)).sum();
    let chip = move |kind: Option<Kind>, number: u32| {
        let name = words.with(move |language| {
            kind.map_or(language.plan_all(), |kind| kind.name(language))
                .to_owned()
        });
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if review.kind.get() == kind { "true" } else { "false" }
                on:click=move |_| review.kind.set(kind)
            >
                {kind
                    .map(|kind| {
                        let tone = kind.tone().as_str();
                        view! { <span class="health-dot" data-tone=tone aria-hidden="true"></span> }
                    })}
                <span>{name}</span>
                <span class="chip-count">{grouped(u64::from(number))}</span>
            </button>
        }
    };
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| (kind, count(counts, kind)))
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| chip(Some(kind), number))
        .collect_view();
    view! {
        <div class="chips" role="group" aria-label=words.of(Language::plan_filter)>
            {chip(None, all)} {kinds}
        </div>
    }
    .into_any()
}

/// The search, and the menus.
pub fn toolbar(review: Review) -> AnyView {
    let words = review.desk.words;
    let left_out = words.with(move |language| {
        match review.desk.left_out.with(std::collections::BTreeSet::len) {
            0 => String::new(),
            count => language.plan_left_out(count),
        }
    });
    view! {
        <div class="toolbar">
            <SearchField
                label=words.of(Language::plan_search)
                placeholder=words.of(Language::plan_search)
                value=review.typed
                clear_label=words.of(Language::clear)
            />
            <div class="toolbar-end">
                <span role="status">{left_out}</span>
                <Menu
                    label=words.of(Language::plan_rows_menu)
                    icon=IconName::List
                    items=Callback::new(move |()| rows_menu(review))
                    labelled=true
                />
                <Menu
                    label=words.of(Language::plan_export)
                    icon=IconName::Download
                    items=Callback::new(move |()| export_menu(review))
                    labelled=true
                />
            </div>
        </div>
    }
    .into_any()
}

fn item(label: String, disabled: bool, on_select: impl Fn() + Send + Sync + 'static) -> MenuItem {
    MenuItem {
        label,
        icon: None,
        danger: false,
        disabled,
        on_select: Callback::new(move |()| on_select()),
    }
}

/// Leaving out and taking in what is in sight.
fn rows_menu(review: Review) -> Vec<MenuItem> {
    let language = review.desk.words.now();
    let left_out = review.desk.left_out;
    let shown = review.shown.get_untracked();
    let places = review
        .compared
        .with_value(|compared| to_do(compared.plan.rows(), &shown));
    let (within, outside): (Vec<u32>, Vec<u32>) = left_out.with_untracked(|left_out| {
        places
            .into_iter()
            .partition(|place| left_out.contains(place))
    });
    let (taken, left) = (within.len(), outside.len());
    vec![
        item(language.plan_leave_out_shown(left), left == 0, move || {
            left_out.update(|left_out| left_out.extend(&outside));
        }),
        item(language.plan_take_in_shown(taken), taken == 0, move || {
            left_out.update(|left_out| left_out.retain(|place| !within.contains(place)));
        }),
        item(
            language.plan_take_in_all().to_owned(),
            left_out.with_untracked(std::collections::BTreeSet::is_empty),
            move || left_out.update(std::collections::BTreeSet::clear),
        ),
    ]
}

fn export_menu(review: Review) -> Vec<MenuItem> {
    let language = review.desk.words.now();
    let flawed = review
        .compared
        .with_value(|compared| flawed_count(compared));
    let mut items = vec![
        item(language.plan_export_csv().to_owned(), false, move || {
            hand_out(review, Language::plan, "csv", CSV, |review, about| {
                review.compared.with_value(|compared| {
                    let left_out = review.desk.left_out;
                    left_out.with_untracked(|left_out| as_csv(about, compared, left_out))
                })
            });
        }),
        item(language.plan_export_json().to_owned(), false, move || {
            let media_type = "application/json";
            hand_out(
                review,
                Language::plan,
                "json",
                media_type,
                |review, about| {
                    review.compared.with_value(|compared| {
                        let left_out = review.desk.left_out;
                        left_out.with_untracked(|left_out| as_json(about, compared, left_out))
                    })
                },
            );
        }),
    ];
    if review.desk.is_from_rows() {
        let label = language.plan_export_flawed(flawed);
        items.push(item(label, flawed == 0, move || {
            hand_out(
                review,
                Language::plan_flawed_name,
                "csv",
                CSV,
                |review, about| {
                    let file = review.desk.reading.rows.get_untracked();
                    review
                        .compared
                        .with_value(|compared| flawed_rows(about, compared, &file))
                },
            );
        }));
    }
    items
}

/// Hands a text to the browser as a file that is named after what it is and when it was made.
fn hand_out(
    review: Review,
    name: fn(Language) -> &'static str,
    ending: &str,
    media_type: &str,
    text: impl FnOnce(Review, About<'_>) -> String,
) {
    let desk = review.desk;
    let language = desk.words.now();
    let text = desk.reading.mapping.with_untracked(|mapping| {
        let about = About {
            language,
            kind: desk.reading.kind.get_untracked(),
            mapping: mapping.as_ref().map(|(mapping, _)| mapping),
        };
        text(review, about)
    });
    let moment = String::from(Date::new_0().to_iso_string());
    let day = moment.get(..10).unwrap_or_default();
    let name = [
        name(language),
        "-",
        desk.vendor.slug(),
        "-",
        day,
        ".",
        ending,
    ]
    .concat();
    if !download(&text, &name, media_type) {
        desk.toasts
            .push(Tone::Bad, language.plan_export_failed(), None, None);
    }
}
