//! Everything that the vendor says of one user, beside the list.

use super::columns::Column;
use crate::i18n::{Language, use_words};
use crate::ui::{
    Cell, CellView, CopyButton, Description, DescriptionList, EmptyState, IconName, SidePanel,
    Skeleton,
};
use leptos::prelude::*;
use vendors::tingyun::User;

/// What the panel has to show.
#[derive(Clone, PartialEq, Eq)]
pub enum Shown {
    /// The list is still on its way.
    Loading,
    /// The list has no such user.
    Absent,
    /// The user.
    Found(Box<User>),
}

/// The panel.
#[component]
pub fn UserDetail(
    /// What was asked for, to name the panel by while there is no user.
    key: Memo<String>,
    /// What there is to show.
    #[prop(into)]
    shown: Signal<Shown>,
    /// Closes the panel.
    on_close: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let title = words.with(move |language| match shown.get() {
        Shown::Found(user) => title(&user, language),
        Shown::Loading => language.loading().to_owned(),
        Shown::Absent => key.get(),
    });
    let subtitle = words.with(move |language| match shown.get() {
        Shown::Found(user) => Column::Type.text(&user, language),
        _ => String::new(),
    });
    let body = move || match shown.get() {
        Shown::Loading => view! { <Skeleton lines=8/> }.into_any(),
        Shown::Absent => view! {
            <EmptyState
                icon=IconName::Users
                title=words.of(Language::tingyun_not_in_list)
                body=words.of(Language::tingyun_not_in_list_body)
            />
        }
        .into_any(),
        Shown::Found(user) => fields(*user),
    };
    view! {
        <SidePanel
            title=title
            subtitle=subtitle
            close_label=words.of(Language::close)
            on_close=on_close
        >
            {body}
        </SidePanel>
    }
    .into_any()
}

/// The name, or the next best thing that tells this user from others.
fn title(user: &User, language: Language) -> String {
    [&user.name, &user.code, &user.id]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty())
        .cloned()
        .unwrap_or_else(|| language.tingyun_without_id().to_owned())
}

fn fields(user: User) -> AnyView {
    let words = use_words();
    let user = StoredValue::new(user);
    let documented = Signal::derive(move || {
        let language = words.0.get();
        user.with_value(|user| documented(user, language))
    });
    let undocumented = Signal::derive(move || {
        let language = words.0.get();
        user.with_value(|user| undocumented(user, language))
    });
    view! {
        <DescriptionList items=documented/>
        <section class="section">
            <h3 class="section-title">{words.of(Language::tingyun_undocumented_heading)}</h3>
            <p class="section-note">{words.of(Language::tingyun_undocumented)}</p>
            <DescriptionList items=undocumented/>
        </section>
        <p class="section-note">{words.of(Language::tingyun_inferred_note)}</p>
    }
    .into_any()
}

fn documented(user: &User, language: Language) -> Vec<Description> {
    let columns = [
        Column::Id,
        Column::Code,
        Column::Name,
        Column::Email,
        Column::Type,
        Column::Plans,
        Column::Created,
    ];
    columns
        .into_iter()
        .map(|column| {
            let value = match column {
                Column::Plans => list(&user.detail_ids),
                Column::Id | Column::Code | Column::Email => {
                    copied(column.text(user, language), language)
                }
                Column::Created => created(user, language),
                _ => column.cell(user, language),
            };
            Description::new(column.label(language), value)
        })
        .collect()
}

fn undocumented(user: &User, language: Language) -> Vec<Description> {
    let plain = |text: &Option<String>| match text.as_deref().map(str::trim) {
        None | Some("") => Cell::Empty,
        Some(text) => Cell::Mono(text.to_owned()),
    };
    let of = |column: Column| Description::new(column.label(language), column.cell(user, language));
    vec![
        Description::new(language.tingyun_status(), status(user, language)),
        of(Column::Mobile),
        of(Column::Phone),
        Description::new(language.tingyun_tasks(), list(&user.task_ids)),
        Description::new(
            language.tingyun_task_creator(),
            plain(&user.change_task_ids_creator),
        ),
        Description::new(
            language.tingyun_new_task_view(),
            plain(&user.if_newtask_view),
        ),
        Description::new(language.tingyun_new_create(), plain(&user.new_create)),
    ]
}

/// The status with where it comes from, which a badge alone would hide.
fn status(user: &User, language: Language) -> Cell {
    match Column::Status.cell(user, language) {
        Cell::Badge(tone, text) => {
            let hint = language.tingyun_status_hint();
            let view = move || {
                let text = text.clone();
                view! { <span class="badge" data-tone=tone.as_str() title=hint>{text}</span> }
                    .into_any()
            };
            Cell::View(CellView::new(view))
        }
        other => other,
    }
}

fn created(user: &User, language: Language) -> Cell {
    let Some(time) = user.created.clone().filter(|time| !time.trim().is_empty()) else {
        return Cell::Empty;
    };
    let (zone, hint) = (
        language.tingyun_zone_assumed(),
        language.tingyun_time_assumed(),
    );
    Cell::View(CellView::new(move || {
        let time = time.clone();
        view! { <span class="cell-number" title=hint>{time} " " <span class="muted">{zone}</span></span> }
            .into_any()
    }))
}

fn copied(text: String, language: Language) -> Cell {
    if text.trim().is_empty() {
        return Cell::Empty;
    }
    Cell::View(CellView::new(move || {
        let text = text.clone();
        view! {
            <span class="tingyun-copied">
                <span class="cell-mono">{text.clone()}</span>
                <CopyButton
                    text=Signal::stored(text)
                    label=Signal::stored(language.copy().to_owned())
                    done_label=Signal::stored(language.copied().to_owned())
                />
            </span>
        }
        .into_any()
    }))
}

fn list(ids: &[String]) -> Cell {
    if ids.is_empty() {
        return Cell::Empty;
    }
    let ids = ids.to_vec();
    Cell::View(CellView::new(move || {
        let items = ids
            .iter()
            .map(|id| view! { <li class="cell-mono">{id.clone()}</li> })
            .collect_view();
        view! { <ul class="tingyun-ids">{items}</ul> }.into_any()
    }))
}
