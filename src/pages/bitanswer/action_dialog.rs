//! The last question before something is done to one user or to a selection, and how it goes.

use super::action::{Action, ActionKind, Settled, wish};
use super::desk::Desk;
use super::planning::{plan_offer, planned};
use super::writing::{DoneWords, Writing, writing_status};
use crate::i18n::Language;
use crate::jobs::use_jobs;
use crate::pages::write_target::write_target;
use crate::ui::{
    Button, ButtonKind, ButtonVariant, ConfirmDialog, Dialog, Form, Notice, SecretField, Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::Secret;
use vendors::Vendor;

/// How many names a dialog lists.
const NAMES_LISTED: usize = 10;
/// From more users than this, their number has to be typed before they are deleted.
const DELETED_AT_A_GLANCE: usize = 5;

/// The dialog of the open question, if one is open.
#[component]
pub fn ActionDialogs(
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let jobs = use_jobs();
    let navigate = use_navigate();
    let plan = Callback::new(move |(action, password): (Action, Secret)| {
        let navigate = navigate.clone();
        spawn_local(async move {
            let link = planned(desk, jobs, action, password).await;
            navigate(&link, NavigateOptions::default());
        });
    });
    // Where there is nothing more to ask.
    let at_once = |action: &Action| action.as_plan && action.kind != ActionKind::SetPassword;
    Effect::new(move |_| {
        if let Some(action) = desk.action.get().filter(at_once) {
            plan.run((action, Secret::default()));
        }
    });
    move || {
        let action = desk.action.get()?;
        match action.kind {
            ActionKind::SetPassword => Some(password_dialog(desk, action, plan)),
            _ if at_once(&action) => None,
            _ => Some(confirm_dialog(desk, action, plan)),
        }
    }
}

/// What makes a plan of an action, and goes to it.
type MakePlan = Callback<(Action, Secret)>;

fn done_words(kind: ActionKind) -> DoneWords {
    match kind {
        ActionKind::Enable => Language::bitanswer_enabled,
        ActionKind::Disable => Language::bitanswer_disabled,
        ActionKind::SetPassword => Language::bitanswer_password_set,
        ActionKind::ForceOffline => Language::bitanswer_forced_offline,
        ActionKind::Delete => Language::bitanswer_deleted,
    }
}

fn title(language: Language, action: &Action) -> String {
    let who = match action.targets.as_slice() {
        [target] => language.bitanswer_one(&target.name),
        targets => language.bitanswer_several(targets.len()),
    };
    match action.kind {
        ActionKind::Enable => language.bitanswer_enable_title(&who),
        ActionKind::Disable => language.bitanswer_disable_title(&who),
        ActionKind::SetPassword => language.bitanswer_password_title(&who),
        ActionKind::ForceOffline => language.bitanswer_offline_title(&who),
        ActionKind::Delete => language.bitanswer_delete_title(&who),
    }
}

type Text = fn(Language) -> &'static str;

/// What will happen, and the word for it.
fn meaning(kind: ActionKind) -> (Text, Text) {
    match kind {
        ActionKind::Enable => (Language::bitanswer_enable_body, Language::bitanswer_enable),
        ActionKind::Disable => (
            Language::bitanswer_disable_body,
            Language::bitanswer_disable,
        ),
        ActionKind::SetPassword => (
            Language::bitanswer_password_body,
            Language::bitanswer_set_password,
        ),
        ActionKind::ForceOffline => (
            Language::bitanswer_offline_body,
            Language::bitanswer_force_offline,
        ),
        ActionKind::Delete => (Language::bitanswer_delete_body, Language::delete),
    }
}

/// What has to be typed before users are deleted: the name of one, the number of many.
fn to_be_typed(action: &Action) -> Option<String> {
    match action.targets.as_slice() {
        _ if action.kind != ActionKind::Delete => None,
        [target] => Some(target.name.clone()),
        targets if targets.len() > DELETED_AT_A_GLANCE => Some(targets.len().to_string()),
        _ => None,
    }
}

fn confirm_dialog(desk: Desk, action: Action, plan: MakePlan) -> AnyView {
    let words = desk.words;
    let open = RwSignal::new(true);
    let close = Callback::new(move |_: Settled| open.set(false));
    let writing = Writing::new(desk, done_words(action.kind), close);
    let (body, verb) = meaning(action.kind);
    let is_delete = action.kind == ActionKind::Delete;
    let typed = to_be_typed(&action);
    let is_one = action.targets.len() == 1;
    let typed_label = {
        let typed = typed.clone().unwrap_or_default();
        words.with(move |language| {
            if is_one {
                language.type_name_to_confirm(&typed)
            } else {
                language.bitanswer_type_count(&typed)
            }
        })
    };
    let action = StoredValue::new(action);
    let title = words.with(move |language| action.with_value(|action| title(language, action)));
    let confirm = Callback::new(move |()| {
        let wish = action.with_value(|action| wish(action, &Secret::default()));
        writing.send(wish);
    });
    let closed = Callback::new(move |()| desk.action.set(None));
    let to_plan = Callback::new(move |()| plan.run((action.get_value(), Secret::default())));
    let says = words.with(move |language| {
        let says = body(language);
        if is_delete {
            language.cannot_be_undone(says)
        } else {
            says.to_owned()
        }
    });
    let content = move || {
        view! {
            <p>{says}</p>
            {action.with_value(|action| concerned(desk, action))}
            {action.with_value(|action| plan_offer(desk, action, writing.busy.into(), to_plan))}
            {write_target(words, desk.session, Vendor::BitAnswer)}
            {writing_status(writing)}
        }
        .into_any()
    };
    match typed {
        Some(typed) => view! {
            <ConfirmDialog
                open=open
                title=title
                confirm_label=words.of(verb)
                cancel_label=words.of(Language::cancel)
                on_confirm=confirm
                danger=is_delete
                typed=Signal::stored(typed)
                typed_label=typed_label
                busy=writing.busy
                on_close=closed
            >
                {content()}
            </ConfirmDialog>
        }
        .into_any(),
        None => view! {
            <ConfirmDialog
                open=open
                title=title
                confirm_label=words.of(verb)
                cancel_label=words.of(Language::cancel)
                on_confirm=confirm
                danger=is_delete
                busy=writing.busy
                on_close=closed
            >
                {content()}
            </ConfirmDialog>
        }
        .into_any(),
    }
}

fn password_dialog(desk: Desk, action: Action, plan: MakePlan) -> AnyView {
    let words = desk.words;
    let open = RwSignal::new(true);
    let password = RwSignal::new(String::new());
    let close = Callback::new(move |_: Settled| open.set(false));
    let writing = Writing::new(desk, done_words(action.kind), close);
    let several = action.targets.len() > 1;
    let as_plan = action.as_plan;
    let action = StoredValue::new(action);
    let missing = Signal::derive(move || password.with(String::is_empty));
    let verb = if as_plan {
        Language::plan_as_plan
    } else {
        Language::bitanswer_set_password
    };
    let to_plan = Callback::new(move |()| {
        let secret = Secret::new(password.get_untracked());
        plan.run((action.get_value(), secret));
    });
    let cannot_plan = Signal::derive(move || missing.get() || writing.busy.get());
    let submit = Callback::new(move |()| {
        if as_plan {
            if !missing.get_untracked() {
                to_plan.run(());
            }
        } else if !missing.get_untracked() {
            let secret = Secret::new(password.get_untracked());
            writing.send(action.with_value(|action| wish(action, &secret)));
        }
    });
    let forget = Callback::new(move |()| {
        password.set(String::new());
        writing.clear();
        desk.action.set(None);
    });
    view! {
        <Dialog
            open=open
            title=words.with(move |language| action.with_value(|action| title(language, action)))
            close_label=words.of(Language::close)
            locked=writing.busy
            on_close=forget
        >
            <Form on_submit=submit>
                {write_target(words, desk.session, Vendor::BitAnswer)}
                {several.then(|| view! { <p>{words.of(Language::bitanswer_password_body)}</p> })}
                {action.with_value(|action| concerned(desk, action))}
                <SecretField
                    label=words.of(Language::bitanswer_password)
                    value=password
                    reveal_label=words.of(Language::show_secret)
                    hint=words.of(Language::bitanswer_password_hint)
                    required=true
                    disabled=writing.busy
                    autofocus=true
                />
                {(!as_plan)
                    .then(|| action.with_value(|action| plan_offer(desk, action, cannot_plan, to_plan)))}
                {writing_status(writing)}
                <div class="dialog-footer">
                    <Button
                        label=words.of(Language::cancel)
                        disabled=writing.busy
                        on_click=Callback::new(move |()| open.set(false))
                    />
                    <Button
                        label=words.of(verb)
                        variant=ButtonVariant::Primary
                        kind=ButtonKind::Submit
                        disabled=missing
                        busy=writing.busy
                    />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

/// Who is concerned, where the title does not say it, and who is left out.
fn concerned(desk: Desk, action: &Action) -> AnyView {
    let words = desk.words;
    let targets = &action.targets;
    let without_id = targets
        .iter()
        .filter(|target| target.guid.is_none())
        .count();
    let left_out = (action.kind == ActionKind::ForceOffline && without_id > 0).then(|| {
        let text = words.with(move |language| language.bitanswer_without_id(without_id));
        view! { <Notice tone=Tone::Warn title=text/> }
    });
    let names = (targets.len() > 1).then(|| {
        let more = targets.len().saturating_sub(NAMES_LISTED);
        let listed: Vec<String> = targets
            .iter()
            .take(NAMES_LISTED)
            .map(|target| target.name.clone())
            .collect();
        let more = (more > 0).then(|| {
            let text = words.with(move |language| language.bitanswer_and_more(more));
            view! { <li class="muted">{text}</li> }
        });
        view! {
            <ul class="names" tabindex="0" aria-label=words.of(Language::bitanswer_names_label)>
                {listed.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}
                {more}
            </ul>
        }
    });
    view! {
        {names}
        {left_out}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::action::Target;
    use super::*;

    fn action(kind: ActionKind, count: usize) -> Action {
        let targets = (0..count)
            .map(|number| Target {
                name: format!("user{number}"),
                guid: None,
            })
            .collect();
        Action {
            kind,
            targets,
            as_plan: false,
        }
    }

    #[test]
    fn deleting_one_needs_its_name_and_many_their_number() {
        let typed = |count| to_be_typed(&action(ActionKind::Delete, count));
        assert_eq!(typed(1).as_deref(), Some("user0"));
        assert_eq!(typed(5), None);
        assert_eq!(typed(6).as_deref(), Some("6"));
        assert_eq!(to_be_typed(&action(ActionKind::Disable, 6)), None);
    }

    #[test]
    fn the_question_says_to_whom() {
        let one = action(ActionKind::Delete, 1);
        let many = action(ActionKind::SetPassword, 3);
        assert_eq!(title(Language::English, &one), "Delete “user0”?");
        assert_eq!(title(Language::Chinese, &many), "为 3 个用户设置密码");
    }
}
