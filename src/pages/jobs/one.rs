//! One job: what it is, how far it is, what can be done about it, and every row.

use super::desk::Desk;
use super::detail::row_detail;
use super::export::{as_csv, as_json};
use super::notices::notices;
use super::progress::progress;
use super::rows::Shown;
use super::speed::speed;
use super::table::rows_table;
use super::undo::undo_dialog;
use super::words;
use crate::i18n::{Language, Message};
use crate::jobs::Ask;
use crate::jobs::driver::{self, JobState, Refusal};
use crate::pages::download::download;
use crate::pages::moment::date_and_time;
use crate::pages::parameters::Parameters;
use crate::pages::write_target::write_environment;
use crate::routes::{Page, parameter};
use crate::store::ConnectionId;
use crate::store::jobs::Actions;
use crate::ui::{
    Badge, Button, ButtonVariant, ConfirmDialog, EmptyState, IconName, LINK_BUTTON, Menu, MenuItem,
    Skeleton, Tone, keep_focus,
};
use jobs::{Hold, Outcome, RowState, Skip, Status, Tally};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page of the job with this id.
pub fn one_job(id: &str, parameters: Parameters) -> AnyView {
    let desk = Desk::new(id);
    let is_there = Memo::new(move |_| desk.job(|_| ()).is_some());
    let place = Memo::new(move |_| desk.known(|known| known.place()));
    (move || {
        if is_there.get() {
            return job_view(desk, parameters);
        }
        match place.get() {
            JobState::Failed(refusal) => failed(desk, &refusal),
            _ => view! { <div class="page" aria-busy="true"><Skeleton lines=6/></div> }.into_any(),
        }
    })
    .into_any()
}

fn failed(desk: Desk, refusal: &Refusal) -> AnyView {
    let (title, body): (Message, Message) = match refusal {
        Refusal::Storage(_) => (
            Language::job_storage_failed,
            Language::job_storage_failed_body,
        ),
        Refusal::Lost => (Language::job_lost, Language::job_lost_body),
        Refusal::Unreadable => (Language::job_unreadable, Language::job_unreadable_body),
        Refusal::Missing | Refusal::Elsewhere | Refusal::ReadOnly | Refusal::Vendor(_) => {
            (Language::job_not_found, Language::job_not_found_body)
        }
    };
    let again = matches!(refusal, Refusal::Storage(_)).then(|| {
        let press = Callback::new(move |()| desk.open_again());
        view! {
            <Button
                label=desk.words.of(Language::retry)
                variant=ButtonVariant::Primary
                on_click=press
            />
        }
    });
    view! {
        <EmptyState
            icon=IconName::Tasks
            title=desk.words.of(title)
            body=desk.words.of(body)
            is_page=true
        >
            {again}
            <a class=LINK_BUTTON href=Page::Jobs.address()>
                {desk.words.of(Language::job_back)}
            </a>
        </EmptyState>
    }
    .into_any()
}

fn job_view(desk: Desk, parameters: Parameters) -> AnyView {
    let words = desk.words;
    let title = desk.text(|language, job| {
        let vendor = job.head().vendor();
        let vendor = vendor.map_or(job.head().vendor.as_str(), |vendor| language.vendor(vendor));
        language.job_title(vendor, &words::deed(language, Actions::of(job)))
    });
    let described = desk.text(|language, job| {
        [
            words::origin(language, &job.head().origin),
            date_and_time(job.head().created_at as f64, language),
        ]
        .join(" · ")
    });
    let badge = Signal::derive(move || {
        let language = words.0.get();
        let is_elsewhere = desk.known(|known| known.place()) == JobState::Elsewhere;
        let said = desk.job(|job| words::status(language, job.status(), job.tally()));
        match said {
            Some((tone, _)) if is_elsewhere => (tone, language.job_elsewhere()),
            Some(said) => said,
            None => (Tone::Neutral, ""),
        }
    });
    let target = desk.job_now(|job| {
        let vendor = job.head().vendor()?;
        let connection = ConnectionId::new(&job.head().connection)?;
        let session = desk.session.of_id(vendor, connection);
        Some(write_environment(words, session, vendor))
    });
    let asks_undo = RwSignal::new(false);
    let asks_delete = RwSignal::new(false);
    view! {
        <div class="page">
            <header class="page-header">
                <div class="page-titles">
                    <p class="job-back">
                        <a href=Page::Jobs.address()>{words.of(Language::job_back)}</a>
                    </p>
                    <h1 class="page-title">
                        {title}
                        <Badge
                            tone=Signal::derive(move || badge.get().0)
                            label=Signal::derive(move || badge.get().1.to_owned())
                        />
                    </h1>
                    <p class="page-description">{described}</p>
                    {target.flatten()}
                </div>
                {actions(desk, asks_undo, asks_delete)}
            </header>
            {notices(desk, parameters)}
            {progress(desk, parameters)}
            {speed(desk)}
            {rows_table(desk, parameters)}
            {undo_dialog(desk, asks_undo)}
            {delete_dialog(desk, asks_delete, parameters)}
        </div>
        {row_detail(desk, parameters)}
    }
    .into_any()
}

/// How many rows a retry would do again.
fn to_retry(job: &jobs::Job) -> u32 {
    let cancelled = job
        .states()
        .iter()
        .filter(|state| matches!(state, RowState::Done(Outcome::Skipped(Skip::Cancelled))));
    job.tally().failed + cancelled.count() as u32
}

/// What can be done about a job now.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Can {
    pause: bool,
    resume: bool,
    cancel: bool,
    retry: u32,
}

fn can(job: &jobs::Job) -> Can {
    let tally: Tally = job.tally();
    let stands = matches!(job.status(), Status::Paused | Status::Held(_));
    Can {
        pause: job.status() == Status::Running,
        // Passwords are given where they are asked for.
        resume: stands && job.status() != Status::Held(Hold::Passwords),
        cancel: tally.left() > 0 && (stands || job.status() == Status::Running),
        retry: to_retry(job),
    }
}

fn actions(desk: Desk, asks_undo: RwSignal<bool>, asks_delete: RwSignal<bool>) -> AnyView {
    let can = Memo::new(move |_| {
        let is_damaged = desk.known(|known| known.place()) == JobState::Damaged;
        let vendor = desk.job(|job| job.head().vendor()).flatten();
        let may_write = vendor.is_none_or(|vendor| desk.session.may_write(vendor));
        let is_shown_only = is_damaged || !may_write;
        desk.job(can).filter(|_| !is_shown_only).unwrap_or_default()
    });
    let words = desk.words;
    let button = move |label: Message, variant: ButtonVariant, ask: Ask| {
        let press = Callback::new(move |()| desk.ask(ask.clone()));
        view! { <Button label=words.of(label) variant=variant on_click=press/> }
    };
    let main = move || {
        let can = can.get();
        let retry = words.with(move |language| language.job_retry_failed(can.retry));
        view! {
            {can
                .resume
                .then(|| button(Language::job_resume, ButtonVariant::Primary, Ask::Resume))}
            {can.pause.then(|| button(Language::job_pause, ButtonVariant::Secondary, Ask::Pause))}
            {can.cancel.then(|| button(Language::job_cancel, ButtonVariant::Secondary, Ask::Cancel))}
            {(can.retry > 0 && !can.pause)
                .then(|| {
                    let press = Callback::new(move |()| desk.ask(Ask::Retry));
                    view! { <Button label=retry on_click=press/> }
                })}
        }
    };
    let busy = RwSignal::new(false);
    let items = Callback::new(move |()| menu(desk, busy, asks_undo, asks_delete));
    // Pause becomes resume under the finger that pressed it.
    let actions = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(actions) = actions.get() {
            keep_focus(&actions);
        }
    });
    view! {
        <div node_ref=actions class="page-actions">
            {main} <Menu label=words.of(Language::job_more) icon=IconName::More items=items/>
        </div>
    }
    .into_any()
}

fn menu(
    desk: Desk,
    busy: RwSignal<bool>,
    asks_undo: RwSignal<bool>,
    asks_delete: RwSignal<bool>,
) -> Vec<MenuItem> {
    let language = desk.words.now();
    let (tally, to_confirm, status) = desk
        .job_now(|job| (job.tally(), jobs::confirm(job).open.len(), job.status()))
        .unwrap_or((Tally::default(), 0, Status::Finished));
    let may_write = desk
        .job_now(|job| job.head().vendor())
        .flatten()
        .is_some_and(|vendor| desk.session.may_write(vendor));
    let is_driven = tally.left() > 0 && status == Status::Running;
    let item = |label: &str, icon: IconName, disabled: bool, press: Callback<()>| MenuItem {
        label: label.to_owned(),
        icon: Some(icon),
        danger: false,
        disabled,
        on_select: press,
    };
    vec![
        item(
            language.job_confirm(),
            IconName::Eye,
            to_confirm == 0 || busy.get_untracked(),
            Callback::new(move |()| confirm(desk, busy)),
        ),
        item(
            language.job_export_csv(),
            IconName::Download,
            false,
            Callback::new(move |()| export(desk, true)),
        ),
        item(
            language.job_export_json(),
            IconName::Download,
            false,
            Callback::new(move |()| export(desk, false)),
        ),
        item(
            language.job_undo(),
            IconName::Refresh,
            is_driven || tally.succeeded == 0 || !may_write,
            Callback::new(move |()| asks_undo.set(true)),
        ),
        MenuItem {
            danger: true,
            ..item(
                language.job_delete(),
                IconName::Trash,
                is_driven,
                Callback::new(move |()| asks_delete.set(true)),
            )
        },
    ]
}

fn confirm(desk: Desk, busy: RwSignal<bool>) {
    let driver = driver::of(desk.jobs);
    let id = desk.id();
    busy.set(true);
    let language = desk.words.now();
    desk.toasts
        .push(Tone::Info, language.job_confirming(), None, None);
    spawn_local(async move {
        let confirmed = driver.confirm(&id).await;
        busy.try_set(false);
        match confirmed {
            Ok(count) => {
                let text = desk.words.now().job_confirmed(count);
                desk.toasts.push(Tone::Good, text, None, None);
            }
            Err(refusal) => desk.tell(&refusal),
        }
    });
}

fn export(desk: Desk, is_csv: bool) {
    let language = desk.words.now();
    let text = desk.job_now(|job| {
        if is_csv {
            as_csv(language, job)
        } else {
            as_json(job)
        }
    });
    let (ending, media_type) = if is_csv {
        ("csv", "text/csv;charset=utf-8")
    } else {
        ("json", "application/json")
    };
    let short: String = desk.id().chars().take(8).collect();
    let name = format!("rollcall-job-{short}.{ending}");
    let is_done = text.is_some_and(|text| download(&text, &name, media_type));
    if !is_done {
        desk.toasts
            .push(Tone::Bad, language.job_download_failed(), None, None);
    }
}

fn delete_dialog(desk: Desk, open: RwSignal<bool>, parameters: Parameters) -> AnyView {
    let delete = Callback::new(move |()| {
        let driver = driver::of(desk.jobs);
        let id = desk.id();
        spawn_local(async move {
            match driver.delete(&id).await {
                Ok(()) => {
                    let text = desk.words.now().job_deleted();
                    desk.toasts.push(Tone::Good, text, None, None);
                    parameters.replace(&[
                        (parameter::JOB, ""),
                        (parameter::DETAIL, ""),
                        (parameter::STATE, Shown::All.name()),
                        (parameter::PAGE, ""),
                        (parameter::FILTER, ""),
                    ]);
                }
                Err(refusal) => {
                    open.try_set(false);
                    desk.tell(&refusal);
                }
            }
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title=desk.words.of(Language::job_delete)
            confirm_label=desk.words.of(Language::delete)
            cancel_label=desk.words.of(Language::cancel)
            on_confirm=delete
            danger=true
        >
            <p>{desk.words.of(Language::job_delete_body)}</p>
        </ConfirmDialog>
    }
    .into_any()
}
