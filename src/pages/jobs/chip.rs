//! The chip in the bar at the top: on every page, while a job goes or needs somebody. Wherever it is, jobs are driven.

use crate::i18n::{Language, use_words};
use crate::jobs::{driver, use_jobs};
use crate::routes::{Page, parameter};
use crate::store::jobs::Summary;
use crate::ui::{Icon, IconName, adopt_style};
use jobs::Status;
use leptos::prelude::*;
use leptos::task::spawn_local;

piece!(pub fetch_chip = job_chip, chip());

/// The chip; nothing while there is nothing to say.
fn chip() -> AnyView {
    adopt_style(include_str!("../../../style/jobs.css"));
    let words = use_words();
    let jobs = use_jobs();
    let open = RwSignal::new(Vec::<Summary>::new());
    Effect::new(move |_| {
        let driver = driver::of(jobs);
        driver.news();
        spawn_local(async move {
            let now = driver.open_jobs().await;
            _ = open.try_set(now);
        });
    });
    (move || {
        let language = words.0.get();
        open.with(|open| {
            let worst = open.iter().min_by_key(|job| urgency(job.status))?;
            let (tone, text) = said(language, open, worst);
            let link = if open.len() == 1 {
                Page::Jobs.link(&[(parameter::JOB, &worst.head.id)])
            } else {
                Page::Jobs.address()
            };
            Some(view! {
                <a class="job-chip" data-tone=tone href=link>
                    <Icon name=IconName::Tasks/>
                    <span>{text}</span>
                </a>
            })
        })
    })
    .into_any()
}

/// What needs somebody comes first.
fn urgency(status: Status) -> u8 {
    match status {
        Status::Held(_) => 0,
        Status::Running | Status::Cancelled => 1,
        Status::Paused | Status::Finished => 2,
    }
}

fn said(language: Language, open: &[Summary], worst: &Summary) -> (&'static str, String) {
    let tone = match worst.status {
        Status::Held(_) => "warn",
        Status::Running | Status::Cancelled => "accent",
        Status::Paused | Status::Finished => "neutral",
    };
    let text = match worst.status {
        Status::Held(_) => language.chip_needs_you().to_owned(),
        _ if open.len() > 1 => language.chip_several(open.len()),
        Status::Running | Status::Cancelled => {
            let all = u64::from(worst.tally.all().max(1));
            language.chip_running(u64::from(worst.tally.done()) * 100 / all)
        }
        Status::Paused | Status::Finished => language.chip_paused().to_owned(),
    };
    (tone, text)
}
