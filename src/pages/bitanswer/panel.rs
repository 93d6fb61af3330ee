//! One user beside the list: everything that the vendor says of it, and everything that can be done to it. It reads the
//! user by itself, so that a link works whatever page the list is on.

use super::action::{Action, ActionKind, Target};
use super::desk::Desk;
use super::edit_dialog::EDIT;
use super::online::Known;
use super::user_words::{online_cell, status_cell, text_cell};
use crate::i18n::Language;
use crate::pages::problem_notice::ProblemNotice;
use crate::routes::parameter;
use crate::ui::{
    Button, ButtonVariant, Cell, Description, DescriptionList, EmptyState, IconName, SidePanel,
    Skeleton,
};
use leptos::prelude::*;
use vendors::Operation;
use vendors::bitanswer::{Presence, User, UserStatus};

/// The panel of the user that the URL names.
#[component]
pub fn DetailPanel(
    /// What the page shares.
    desk: Desk,
    /// The user, as far as it is known.
    user: Memo<Option<User>>,
) -> impl IntoView {
    let words = desk.words;
    let known = Memo::new(move |_| user.get()?.guid.and_then(|guid| desk.online.of(&guid)));
    // Asked anew whenever nothing is known: on opening, and after something was done that may have changed it.
    Effect::new(move |_| {
        if let Some(guid) = user.get().and_then(|user| user.guid)
            && known.get().is_none()
        {
            desk.online.check_one(guid);
        }
    });
    let subtitle = Signal::derive(move || {
        user.with(|user| user.as_ref().and_then(|user| user.nick_name.clone()))
            .unwrap_or_default()
    });
    let close = Callback::new(move |()| {
        desk.parameters
            .set(&[(parameter::DETAIL, ""), (parameter::ACTION, "")]);
    });
    view! {
        <SidePanel
            title=desk.detail_name
            subtitle=subtitle
            close_label=words.of(Language::close)
            on_close=close
            footer=move || actions(desk, user, known)
        >
            {problem(desk)}
            {move || body(desk, user, known)}
        </SidePanel>
    }
    .into_any()
}

fn problem(desk: Desk) -> AnyView {
    let retry = Callback::new(move |()| desk.refresh_detail());
    (move || {
        let problem = desk.detail.problem.get()?;
        Some(view! { <ProblemNotice problem=problem on_retry=retry/> })
    })
    .into_any()
}

fn body(desk: Desk, user: Memo<Option<User>>, known: Memo<Option<Known>>) -> AnyView {
    let words = desk.words;
    let is_there = Memo::new(move |_| user.with(Option::is_some));
    let is_gone = Memo::new(move |_| desk.detail.value.with(|value| matches!(value, Some(None))));
    (move || {
        if is_there.get() {
            return facts(desk, user, known);
        }
        if !is_gone.get() {
            let loading = desk.detail.loading.get();
            return loading.then(|| view! { <Skeleton lines=6/> }).into_any();
        }
        let body =
            words.with(move |language| language.bitanswer_not_found_body(&desk.detail_name.get()));
        view! {
            <EmptyState
                icon=IconName::Users
                title=words.of(Language::bitanswer_not_found)
                body=body
            >
                <Button
                    label=words.of(Language::bitanswer_check_again)
                    icon=IconName::Refresh
                    busy=desk.detail.loading
                    on_click=Callback::new(move |()| desk.refresh_detail())
                />
            </EmptyState>
        }
        .into_any()
    })
    .into_any()
}

fn facts(desk: Desk, user: Memo<Option<User>>, known: Memo<Option<Known>>) -> AnyView {
    let words = desk.words;
    let items = Signal::derive(move || {
        let language = words.0.get();
        user.with(|user| {
            user.as_ref().map_or_else(Vec::new, |user| {
                vec![
                    Description::new(language.bitanswer_account(), Cell::Mono(user.name.clone())),
                    Description::new(
                        language.bitanswer_display_name(),
                        text_cell(user.nick_name.as_deref()),
                    ),
                    Description::new(
                        language.bitanswer_status(),
                        status_cell(language, user.status.as_ref()),
                    ),
                    Description::new(
                        language.bitanswer_registered(),
                        text_cell(user.reg_date.as_deref()),
                    ),
                    Description::new(
                        language.bitanswer_guid(),
                        user.guid.clone().map_or(Cell::Empty, Cell::Mono),
                    ),
                    Description::new(
                        language.bitanswer_online(),
                        online_cell(language, known.get().as_ref()),
                    ),
                ]
            })
        })
    });
    let guid = Memo::new(move |_| user.get().and_then(|user| user.guid));
    let check = move || match guid.get() {
        None => view! { <p class="muted">{words.of(Language::bitanswer_no_id)}</p> }.into_any(),
        Some(guid) => view! {
            <Button
                label=words.of(Language::bitanswer_check_online)
                icon=IconName::Refresh
                small=true
                busy=Signal::derive(move || known.get() == Some(Known::Asking))
                on_click=Callback::new(move |()| desk.online.check_one(guid.clone()))
            />
        }
        .into_any(),
    };
    let failed = move || match known.get() {
        Some(Known::Failed(problem)) => Some(view! { <ProblemNotice problem=problem/> }),
        _ => None,
    };
    view! {
        <DescriptionList items=items/>
        <div class="cluster">{check}</div>
        {failed}
    }
    .into_any()
}

fn actions(desk: Desk, user: Memo<Option<User>>, known: Memo<Option<Known>>) -> AnyView {
    let words = desk.words;
    let is_there = Memo::new(move |_| user.with(Option::is_some));
    let may_edit = desk.session.may(Operation::BitAnswerPatchUser);
    let is_disabled = Memo::new(move |_| {
        user.with(|user| {
            user.as_ref()
                .is_some_and(|user| user.status == Some(UserStatus::Disabled))
        })
    });
    let is_online = Memo::new(move |_| known.get() == Some(Known::Told(Presence::Online)));
    let switch = move || {
        if is_disabled.get() {
            action(
                desk,
                user,
                ActionKind::Enable,
                IconName::Check,
                Language::bitanswer_enable,
            )
        } else {
            action(
                desk,
                user,
                ActionKind::Disable,
                IconName::Ban,
                Language::bitanswer_disable,
            )
        }
    };
    let offline = move || {
        is_online.get().then(|| {
            action(
                desk,
                user,
                ActionKind::ForceOffline,
                IconName::Power,
                Language::bitanswer_force_offline,
            )
        })
    };
    (move || {
        is_there.get().then(|| {
            let edit = may_edit.then(|| {
                view! {
                    <Button
                        label=words.of(Language::edit)
                        icon=IconName::Edit
                        on_click=Callback::new(move |()| desk.parameters.set(&[(parameter::ACTION, EDIT)]))
                    />
                }
            });
            view! {
                {edit}
                {switch}
                {action(
                    desk,
                    user,
                    ActionKind::SetPassword,
                    IconName::Key,
                    Language::bitanswer_set_password,
                )}
                {offline}
                {action(desk, user, ActionKind::Delete, IconName::Trash, Language::delete)}
            }
        })
    })
    .into_any()
}

fn action(
    desk: Desk,
    user: Memo<Option<User>>,
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
    let ask = Callback::new(move |()| {
        if let Some(User { name, guid, .. }) = user.get_untracked() {
            let targets = vec![Target { name, guid }];
            desk.action.set(Some(Action {
                kind,
                targets,
                as_plan: false,
            }));
        }
    });
    view! { <Button label=desk.words.of(label) icon=icon variant=variant on_click=ask/> }.into_any()
}
