//! What there is to say about a job besides its progress: what it waits for, and what to do.

use super::desk::Desk;
use super::passwords::passwords;
use super::rows::Shown;
use super::words;
use crate::i18n::Language;
use crate::jobs::driver::JobState;
use crate::pages::parameters::Parameters;
use crate::routes::{Page, parameter};
use crate::session::now_milliseconds;
use crate::ui::{LINK_BUTTON, Notice, Tone};
use jobs::{Hold, RowState, Status};
use leptos::prelude::*;
use std::time::Duration;
use vendors::Vendor;

/// The notices; each is there as long as what it says.
pub fn notices(desk: Desk, parameters: Parameters) -> AnyView {
    let place = Memo::new(move |_| desk.known(|known| known.place()));
    let held = Memo::new(move |_| {
        desk.job(|job| match job.status() {
            Status::Held(hold) => Some(hold),
            _ => None,
        })
        .flatten()
    });
    let status = Memo::new(move |_| desk.job(|job| job.status()));
    let unknown = Memo::new(move |_| desk.job(|job| job.tally().unknown).unwrap_or_default());
    let vendor = desk.job_now(|job| job.head().vendor()).flatten();
    let body = match vendor {
        Some(Vendor::BitAnswer | Vendor::T12) => Language::job_unknown_body,
        _ => Language::job_unknown_body_unreadable,
    };
    view! {
        {move || {
            (place.get() == JobState::Damaged)
                .then(|| {
                    view! {
                        <Notice tone=Tone::Bad title=desk.words.of(Language::job_damaged)>
                            <p>{desk.words.of(Language::job_damaged_body)}</p>
                        </Notice>
                    }
                })
        }}
        {move || held.get().map(|hold| held_notice(desk, hold))}
        {next_try(desk)}
        {move || {
            (unknown.get() > 0)
                .then(|| {
                    let link = move || {
                        parameters
                            .link(
                                &[(parameter::STATE, Shown::Unknown.name()), (parameter::PAGE, "")],
                            )
                    };
                    view! {
                        <Notice
                            tone=Tone::Warn
                            title=desk.words.with(move |language| language.job_unknown_title(unknown.get()))
                        >
                            <p>{desk.words.of(body)}</p>
                            <div class="notice-actions">
                                <a class=LINK_BUTTON href=link>
                                    {desk.words.of(Language::job_show_unknown)}
                                </a>
                            </div>
                        </Notice>
                    }
                })
        }}
        {move || {
            let note = match (status.get(), place.get()) {
                (Some(Status::Running), JobState::Elsewhere) => Language::job_elsewhere_note,
                (Some(Status::Running), _) => Language::job_resumable,
                _ => return ().into_any(),
            };
            view! { <p class="section-note">{desk.words.of(note)}</p> }.into_any()
        }}
    }
    .into_any()
}

fn held_notice(desk: Desk, hold: Hold) -> AnyView {
    let without = move || {
        desk.job(|job| {
            let rows = job.rows().iter().zip(job.states());
            rows.filter(|(row, state)| row.sets_password && !matches!(state, RowState::Done(_)))
                .count()
        })
        .unwrap_or_default()
    };
    let title = desk
        .words
        .with(move |language| words::hold(language, hold, without()).0);
    let body = desk
        .words
        .with(move |language| words::hold(language, hold, 0).1.to_owned());
    let vendor = desk
        .job_now(|job| job.head().vendor.clone())
        .unwrap_or_default();
    let connection = desk
        .job_now(|job| job.head().connection.clone())
        .unwrap_or_default();
    let settings = Page::Settings.link(&[
        (parameter::SECTION, &vendor),
        (parameter::CONNECTION, &connection),
    ]);
    let leads_to_settings = matches!(hold, Hold::Credentials | Hold::Connection);
    view! {
        <Notice tone=Tone::Warn title=title>
            <p>{body}</p>
            {leads_to_settings
                .then(|| {
                    view! {
                        <div class="notice-actions">
                            <a class=LINK_BUTTON href=settings>
                                {desk.words.of(Language::open_settings)}
                            </a>
                        </div>
                    }
                })}
            {(hold == Hold::Passwords).then(|| passwords(desk))}
        </Notice>
    }
    .into_any()
}

/// The seconds until the next try, counted down.
fn next_try(desk: Desk) -> AnyView {
    let now = RwSignal::new(now_milliseconds());
    let ticking = set_interval_with_handle(
        move || _ = now.try_set(now_milliseconds()),
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let seconds = Memo::new(move |_| {
        let until = desk.known(|known| known.waits())?;
        let wait = until.saturating_sub(now.get() as u64);
        Some(wait.div_ceil(1_000)).filter(|seconds| *seconds > 0)
    });
    (move || {
        seconds.get().map(|seconds| {
            let text = desk
                .words
                .with(move |language| language.job_next_try(seconds));
            view! { <Notice tone=Tone::Info title=text/> }
        })
    })
    .into_any()
}
