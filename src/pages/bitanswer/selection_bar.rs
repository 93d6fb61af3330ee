//! What can be done with the selected users.

use super::action::{Action, ActionKind};
use super::desk::Desk;
use crate::i18n::Language;
use crate::ui::{Button, ButtonVariant, IconName, Menu, MenuItem};
use leptos::prelude::*;

/// An action, its icon and its words.
type Offered = (ActionKind, IconName, fn(Language) -> &'static str);

/// More users than this are never written by one call, whose answer nobody could read, but by a plan and its job. As large as
/// the vendor's pages.
const AT_ONCE: usize = 1_000;

/// What a plan can do with a selection.
const PLANNED: [Offered; 4] = [
    (
        ActionKind::Disable,
        IconName::Ban,
        Language::bitanswer_disable,
    ),
    (
        ActionKind::Enable,
        IconName::Check,
        Language::bitanswer_enable,
    ),
    (
        ActionKind::SetPassword,
        IconName::Key,
        Language::bitanswer_set_password,
    ),
    (ActionKind::Delete, IconName::Trash, Language::delete),
];

/// The bar; nothing while nobody is selected.
#[component]
pub fn SelectionBar(
    /// What the page shares.
    desk: Desk,
    /// How many are selected.
    count: Signal<usize>,
    /// What is said of them.
    summary: Signal<String>,
    /// Selects nobody.
    on_clear: Callback<()>,
) -> impl IntoView {
    let words = desk.words;
    let some = Memo::new(move |_| count.get() > 0);
    move || {
        some.get().then(|| {
            view! {
                <div
                    class="selection-bar"
                    role="group"
                    aria-label=words.of(Language::bitanswer_selection_label)
                >
                    <p role="status">{summary}</p>
                    {button(desk, ActionKind::Disable, IconName::Ban, Language::bitanswer_disable)}
                    {button(desk, ActionKind::Enable, IconName::Check, Language::bitanswer_enable)}
                    {button(desk, ActionKind::SetPassword, IconName::Key, Language::bitanswer_set_password)}
                    {button(desk, ActionKind::ForceOffline, IconName::Power, Language::bitanswer_force_offline)}
                    {button(desk, ActionKind::Delete, IconName::Trash, Language::delete)}
                    {plans(desk)}
                    <Button
                        label=words.of(Language::clear_selection)
                        variant=ButtonVariant::Ghost
                        small=true
                        on_click=on_clear
                    />
                </div>
            }
        })
    }
}

/// The bar of a list by page: the selection outlives the page that it was made on, and says so.
pub fn selection_by_page(desk: Desk) -> AnyView {
    let summary = desk.words.with(move |language| {
        let count = desk.selection.with(|selected| selected.len());
        let selected = language.selected(count);
        match elsewhere(desk) {
            0 => selected,
            elsewhere => {
                let elsewhere = language.bitanswer_selection_elsewhere(elsewhere);
                let separator = language.bitanswer_clause_separator();
                [selected.as_str(), elsewhere.as_str()].join(separator)
            }
        }
    });
    view! {
        <SelectionBar
            desk=desk
            count=Signal::derive(move || desk.selection.with(|selected| selected.len()))
            summary=summary
            on_clear=Callback::new(move |()| desk.selection.update(|selected| selected.clear()))
        />
    }
    .into_any()
}

/// How many of the selected users are not on the page that is shown.
fn elsewhere(desk: Desk) -> usize {
    desk.selection.with(|selected| {
        let here = desk.listing.value.with(|listing| {
            listing.as_ref().map_or(0, |listing| {
                let users = listing.users.items.iter();
                users.filter(|user| selected.contains(&user.name)).count()
            })
        });
        selected.len().saturating_sub(here)
    })
}

fn ask(desk: Desk, kind: ActionKind, as_plan: bool) {
    let targets = desk.selected_targets();
    let is_too_much = targets.len() > AT_ONCE && kind != ActionKind::ForceOffline;
    desk.action.set(Some(Action {
        kind,
        targets,
        as_plan: as_plan || is_too_much,
    }));
}

/// What can be planned for the selection.
fn plans(desk: Desk) -> AnyView {
    let words = desk.words;
    let may = move |kind: ActionKind| desk.session.may(kind.operation());
    if !PLANNED.into_iter().any(|(kind, ..)| may(kind)) {
        return ().into_any();
    }
    let items = Callback::new(move |()| {
        let language = words.now();
        PLANNED
            .into_iter()
            .filter(move |(kind, ..)| may(*kind))
            .map(|(kind, icon, label)| MenuItem {
                label: label(language).to_owned(),
                icon: Some(icon),
                danger: kind == ActionKind::Delete,
                disabled: false,
                on_select: Callback::new(move |()| ask(desk, kind, true)),
            })
            .collect()
    });
    view! {
        <Menu label=words.of(Language::plan_as_plan) icon=IconName::Tasks items=items labelled=true/>
    }
    .into_any()
}

fn button(
    desk: Desk,
    kind: ActionKind,
    icon: IconName,
    label: fn(Language) -> &'static str,
) -> AnyView {
    if !desk.session.may(kind.operation()) {
        return ().into_any();
    }
    let variant = if kind == ActionKind::Delete {
        ButtonVariant::Danger
    } else {
        ButtonVariant::Secondary
    };
    view! {
        <Button
            label=desk.words.of(label)
            icon=icon
            variant=variant
            small=true
            on_click=Callback::new(move |()| ask(desk, kind, false))
        />
    }
    .into_any()
}
