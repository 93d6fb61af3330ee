//! The list: rows, pages, and what is said when there are none or not those that were meant.

use super::action::{Action, ActionKind};
use super::create_dialog::NEW;
use super::desk::Desk;
use super::list_state::{SIZES, SORT_BY_NAME, page_parameter, runs_downwards, size_parameter};
use super::user_words::row_cells;
use crate::i18n::Language;
use crate::pages::problem_notice::ProblemNotice;
use crate::pages::shared_words::{pager_words, table_words};
use crate::routes::parameter;
use crate::ui::{
    Button, ButtonVariant, Column, ColumnWidth, DataTable, EmptyState, IconName, MenuItem, Notice,
    Pager, PagerState, Row, Tone,
};
use leptos::prelude::*;
use vendors::Operation;
use vendors::bitanswer::UserStatus;

/// The table with what belongs above and below it.
#[component]
pub fn UserTable(
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let (words, parameters, listing) = (desk.words, desk.parameters, desk.listing);
    let columns = Signal::derive(move || columns(words.0.get()));
    let rows = Signal::derive(move || rows(desk));
    let sort = Signal::derive(move || {
        desk.state.get().sort_by_name.then(|| {
            let downwards = listing.value.with(|listing| {
                listing.as_ref().is_some_and(|listing| {
                    runs_downwards(listing.users.items.iter().map(|user| user.name.as_str()))
                })
            });
            (SORT_BY_NAME.to_owned(), !downwards)
        })
    });
    let on_sort = Callback::new(move |_: String| {
        let sorted = desk.state.get_untracked().sort_by_name;
        let word = if sorted { "" } else { SORT_BY_NAME };
        parameters.set(&[(parameter::SORT, word), (parameter::PAGE, "")]);
    });
    let open =
        Callback::new(move |name: String| parameters.set(&[(parameter::DETAIL, name.as_str())]));
    let current =
        Signal::derive(move || Some(desk.detail_name.get()).filter(|name| !name.is_empty()));
    let may_change = desk.session.may(Operation::BitAnswerPatchUser);
    let row_menu = Callback::new(move |name: String| row_menu(desk, name));
    // After a first question that failed there is nothing to show, not even that there are no rows.
    let blank = Memo::new(move |_| {
        listing.value.with(Option::is_none) && listing.problem.with(Option::is_some)
    });
    let table = move || {
        view! {
            <DataTable
                columns=columns
                rows=rows
                words=table_words(words, Language::bitanswer_table)
                sort=sort
                on_sort=on_sort
                on_open=open
                current=current
                selection=may_change.then_some(desk.selection)
                row_menu=may_change.then_some(row_menu)
                loading=listing.loading
                empty=move || nothing(desk)
            />
            <Pager
                state=Signal::derive(move || pager_state(desk))
                on_go=Callback::new(move |offset: u64| go(desk, offset))
                words=pager_words(words)
                limits=&SIZES
                on_limit=Callback::new(move |size: u64| {
                    let size = size_parameter(size);
                    parameters.set(&[(parameter::SIZE, size.as_str()), (parameter::PAGE, "")]);
                })
            />
        }
    };
    view! {
        {notices(desk)}
        {move || (!blank.get()).then(table)}
    }
    .into_any()
}

fn columns(language: Language) -> Vec<Column> {
    vec![
        Column::new(SORT_BY_NAME, language.bitanswer_account()).sortable(),
        Column::new("nickName", language.bitanswer_display_name()).width(ColumnWidth::Fill),
        Column::new("status", language.bitanswer_status()).width(ColumnWidth::Narrow),
        Column::new("regDate", language.bitanswer_registered()).width(ColumnWidth::Narrow),
        Column::new("online", language.bitanswer_online()).width(ColumnWidth::Narrow),
    ]
}

fn rows(desk: Desk) -> Vec<Row> {
    let language = desk.words.0.get();
    let stale = desk.listing.problem.with(Option::is_some);
    desk.listing.value.with(|listing| {
        let Some(listing) = listing else {
            return Vec::new();
        };
        let mut rows: Vec<Row> = Vec::with_capacity(listing.users.items.len());
        for user in &listing.users.items {
            let known = user.guid.as_deref().and_then(|guid| desk.online.of(guid));
            let outside = listing.state.excludes(&user.name);
            let row = Row::new(user.name.clone(), row_cells(language, user, known.as_ref()));
            let link = desk.parameters.link(&[
                (parameter::ACTION, ""),
                (parameter::DETAIL, user.name.as_str()),
            ]);
            rows.push(row.href(link).dimmed(stale || outside));
        }
        rows
    })
}

fn pager_state(desk: Desk) -> PagerState {
    let failed = desk.listing.problem.with(Option::is_some);
    let wanted = desk.state.get();
    desk.listing.value.with(|listing| {
        // The old rows stay below a problem, and what is said of the page is about them.
        let state = match listing {
            Some(listing) if failed => listing.state.clone(),
            _ => wanted,
        };
        let (total, shown) = listing.as_ref().map_or((None, 0), |listing| {
            let shown = listing.users.items.len() as u64;
            (
                listing.users.total,
                if listing.state == state { shown } else { 0 },
            )
        });
        let offset = state.offset();
        let expected = total.map_or(0, |total| total.saturating_sub(offset).min(state.size));
        PagerState {
            offset,
            limit: state.size,
            total,
            // While a page is on its way, as many are announced as should come.
            shown: if shown == 0 && desk.listing.loading.get() {
                expected
            } else {
                shown
            },
        }
    })
}

fn go(desk: Desk, offset: u64) {
    let index = offset / desk.state.get_untracked().size;
    let page = page_parameter(index);
    desk.parameters.set(&[(parameter::PAGE, page.as_str())]);
}

fn notices(desk: Desk) -> AnyView {
    let words = desk.words;
    let retry = Callback::new(move |()| desk.refresh());
    let problem = move || {
        let problem = desk.listing.problem.get()?;
        Some(view! { <ProblemNotice problem=problem on_retry=retry/> })
    };
    let online_problem = move || {
        let problem = desk.online.problem.get()?;
        Some(view! { <ProblemNotice problem=problem/> })
    };
    let ambiguous = move || {
        let state = desk.state.get();
        let ambiguous = state
            .condition
            .is_some_and(|condition| condition.is_ambiguous());
        ambiguous.then(|| {
            view! {
                <Notice tone=Tone::Info title=words.of(Language::bitanswer_ambiguous)>
                    <p>{words.of(Language::bitanswer_ambiguous_body)}</p>
                </Notice>
            }
        })
    };
    let outside = move || {
        let count = desk.listing.value.with(|listing| {
            listing.as_ref().map_or(0, |listing| {
                let users = listing.users.items.iter();
                users
                    .filter(|user| listing.state.excludes(&user.name))
                    .count()
            })
        });
        (count > 0).then(|| {
            view! {
                <Notice tone=Tone::Warn title=words.with(move |language| language.bitanswer_outside(count))>
                    <p>{words.of(Language::bitanswer_outside_body)}</p>
                </Notice>
            }
        })
    };
    view! {
        {problem}
        {online_problem}
        {ambiguous}
        {outside}
    }
    .into_any()
}

/// Why there are no rows: nobody yet, nobody who matches, or a page past the end. Nothing is said while a problem is.
fn nothing(desk: Desk) -> AnyView {
    let words = desk.words;
    let Some(state) = desk
        .listing
        .value
        .with(|listing| listing.as_ref().map(|listing| listing.state.clone()))
    else {
        return ().into_any();
    };
    if state.index > 0 {
        let first = Callback::new(move |()| go(desk, 0));
        return view! {
            <EmptyState
                icon=IconName::List
                title=words.of(Language::bitanswer_past_the_end)
                body=words.of(Language::bitanswer_past_the_end_body)
            >
                <Button label=words.of(Language::first_page) on_click=first/>
            </EmptyState>
        }
        .into_any();
    }
    if state.condition.is_some() {
        return view! {
            <EmptyState
                icon=IconName::Search
                title=words.of(Language::bitanswer_no_match)
                body=words.of(Language::bitanswer_no_match_body)
            >
                <Button
                    label=words.of(Language::bitanswer_clear_filter)
                    on_click=Callback::new(move |()| {
                        desk.parameters.set(&[(parameter::FILTER, ""), (parameter::MATCH, "")]);
                    })
                />
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            icon=IconName::Users
            title=words.of(Language::bitanswer_no_users)
            body=words.of(Language::bitanswer_no_users_body)
        >
            <Button
                label=words.of(Language::bitanswer_new_user)
                icon=IconName::Plus
                variant=ButtonVariant::Primary
                on_click=Callback::new(move |()| desk.parameters.set(&[(parameter::ACTION, NEW)]))
            />
        </EmptyState>
    }
    .into_any()
}

/// What can be done to one user.
pub fn row_menu(desk: Desk, name: String) -> Vec<MenuItem> {
    let language = desk.words.now();
    let disabled = desk
        .listed(&name)
        .is_some_and(|user| user.status == Some(UserStatus::Disabled));
    let item = |kind: ActionKind, icon: IconName, label: &str| {
        let target = desk.target(name.clone());
        let item = MenuItem {
            label: label.to_owned(),
            icon: Some(icon),
            danger: kind == ActionKind::Delete,
            disabled: kind == ActionKind::ForceOffline && target.guid.is_none(),
            on_select: Callback::new(move |()| {
                desk.action.set(Some(Action {
                    kind,
                    targets: vec![target.clone()],
                    as_plan: false,
                }));
            }),
        };
        desk.session.may(kind.operation()).then_some(item)
    };
    let switch = if disabled {
        item(
            ActionKind::Enable,
            IconName::Check,
            language.bitanswer_enable(),
        )
    } else {
        item(
            ActionKind::Disable,
            IconName::Ban,
            language.bitanswer_disable(),
        )
    };
    [
        switch,
        item(
            ActionKind::SetPassword,
            IconName::Key,
            language.bitanswer_set_password(),
        ),
        item(
            ActionKind::ForceOffline,
            IconName::Power,
            language.bitanswer_force_offline(),
        ),
        item(ActionKind::Delete, IconName::Trash, language.delete()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ids of the users of the page that is shown, whose presence can be asked for.
pub fn shown_guids(desk: Desk) -> Vec<String> {
    desk.listing.value.with(|listing| {
        listing.as_ref().map_or_else(Vec::new, |listing| {
            let users = listing.users.items.iter();
            users.filter_map(|user| user.guid.clone()).collect()
        })
    })
}
