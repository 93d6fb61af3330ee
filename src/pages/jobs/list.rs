//! All jobs, the newest first.

use super::bar::{bar, parts_told};
use super::words;
use crate::i18n::{Language, Words, grouped, use_words};
use crate::jobs::{driver, use_jobs};
use crate::pages::moment::date_and_time;
use crate::pages::permission::permission_note;
use crate::pages::shared_words::table_words;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::shell::connection_name;
use crate::store::jobs::{Listed, Summary, Unreadable, forget_lost_job, lost_jobs};
use crate::store::{ConnectionId, DatabaseFault};
use crate::ui::{
    Button, Cell, CellView, Column, ColumnWidth, DataTable, EmptyState, IconName,
    LINK_BUTTON_PRIMARY, Notice, Row, Tone,
};
use jobs::Tally;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Operation;

/// The list.
pub fn job_list() -> AnyView {
    let words = use_words();
    let session = use_session();
    let jobs = use_jobs();
    let listed = RwSignal::new(None::<Result<Vec<Listed>, DatabaseFault>>);
    let is_asking = StoredValue::new(false);
    Effect::new(move |_| {
        let driver = driver::of(jobs);
        driver.news();
        if is_asking.try_update_value(|asking| std::mem::replace(asking, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let now = driver.place().list().await;
            // The page may be gone by now.
            is_asking.try_update_value(|asking| *asking = false);
            listed.try_set(Some(now));
        });
    });
    let rows = Signal::derive(move || {
        let language = words.0.get();
        listed.with(|listed| match listed {
            Some(Ok(listed)) => listed
                .iter()
                .map(|listed| row(language, session, listed))
                .collect(),
            _ => Vec::new(),
        })
    });
    let columns = Signal::derive(move || {
        let language = words.0.get();
        vec![
            Column::new("what", language.job_what()),
            Column::new("status", language.job_status()).width(ColumnWidth::Narrow),
            Column::new("progress", language.job_progress()),
            Column::new("connection", language.job_connection()),
            Column::new("from", language.job_from()),
            Column::new("when", language.job_when()),
        ]
    });
    let may_write = session.may_write_anywhere();
    let failed = Memo::new(move |_| listed.with(|listed| matches!(listed, Some(Err(_)))));
    view! {
        <div class="page">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::jobs)}</h1>
                    <p class="page-description">{words.of(Language::jobs_description)}</p>
                </div>
                {may_write.then(|| to_plan(words))}
            </header>
            {move || {
                failed
                    .get()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Bad title=words.of(Language::job_storage_failed)>
                                <p>{words.of(Language::job_storage_failed_body)}</p>
                            </Notice>
                        }
                    })
            }}
            {lost_notice(words, listed)}
            <DataTable
                columns=columns
                rows=rows
                words=table_words(words, Language::jobs_table)
                loading=Signal::derive(move || listed.with(Option::is_none))
                empty=move || empty(words, failed.get(), may_write)
            />
            {(!may_write).then(|| permission_note(words, session, &Operation::ALL))}
            <p class="section-note">{words.of(Language::jobs_kept_for)}</p>
        </div>
    }
    .into_any()
}

/// What is to be said of jobs that were not over when the browser lost them, until the admin knows.
fn lost_notice(
    words: Words,
    listed: RwSignal<Option<Result<Vec<Listed>, DatabaseFault>>>,
) -> AnyView {
    let count = Memo::new(move |_| {
        listed.track();
        lost_jobs().len()
    });
    (move || {
        (count.get() > 0).then(|| {
            let known = Callback::new(move |()| {
                for id in lost_jobs() {
                    forget_lost_job(&id);
                }
                listed.update(|_| {});
            });
            view! {
                <Notice
                    tone=Tone::Warn
                    title=words.with(move |language| language.jobs_lost(count.get()))
                >
                    <p>{words.of(Language::job_lost_body)}</p>
                    <Button label=words.of(Language::job_lost_known) on_click=known/>
                </Notice>
            }
        })
    })
    .into_any()
}

fn to_plan(words: Words) -> AnyView {
    view! {
        <div class="page-actions">
            <a class=LINK_BUTTON_PRIMARY href=Page::Plan.address()>
                {words.of(Language::jobs_to_plan)}
            </a>
        </div>
    }
    .into_any()
}

fn empty(words: Words, failed: bool, may_write: bool) -> AnyView {
    if failed {
        return ().into_any();
    }
    let body = if may_write {
        Language::jobs_empty_body
    } else {
        Language::jobs_empty_followed
    };
    view! {
        <EmptyState
            icon=IconName::Tasks
            title=words.of(Language::jobs_empty)
            body=words.of(body)
        />
    }
    .into_any()
}

fn row(language: Language, session: Session, listed: &Listed) -> Row {
    match listed {
        Listed::Job(summary) => job_row(language, session, summary),
        Listed::Unreadable(id, why) => {
            let why = match why {
                Unreadable::Newer => language.job_unreadable_newer(),
                Unreadable::Damaged => language.job_unreadable_damaged(),
            };
            let cells = vec![
                Cell::Mono(id.chars().take(8).collect()),
                Cell::Badge(Tone::Bad, language.job_unreadable().to_owned()),
                Cell::Muted(why.to_owned()),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ];
            Row::new(id, cells).href(Page::Jobs.link(&[(parameter::JOB, id)]))
        }
    }
}

fn job_row(language: Language, session: Session, summary: &Summary) -> Row {
    let head = &summary.head;
    let tally = summary.tally;
    let (tone, status) = words::status(language, summary.status, tally);
    let cells = vec![
        Cell::Text(words::deed(language, summary.actions)),
        Cell::Badge(tone, status.to_owned()),
        progress_cell(language, tally),
        connection_cell(language, session, summary),
        Cell::Text(words::origin(language, &head.origin)),
        Cell::Muted(date_and_time(head.created_at as f64, language)),
    ];
    Row::new(head.id.clone(), cells).href(Page::Jobs.link(&[(parameter::JOB, &head.id)]))
}

fn progress_cell(language: Language, tally: Tally) -> Cell {
    let count = |count: u32| grouped(u64::from(count));
    let mut text = language.job_counts(&count(tally.done()), &count(tally.all()));
    for (own, word) in [
        (tally.failed, language.job_failed()),
        (tally.unknown, language.job_unknown()),
    ] {
        if own > 0 {
            text.push_str(&format!(" · {word} {}", count(own)));
        }
    }
    let label = parts_told(language, tally);
    Cell::View(CellView::new(move || {
        view! {
            <span class="cell-meter">
                {bar(tally, 20, Some(label.clone()))}
                <span class="cell-number">{text.clone()}</span>
            </span>
        }
        .into_any()
    }))
}

fn connection_cell(language: Language, session: Session, summary: &Summary) -> Cell {
    let (Some(vendor), Some(id)) = (
        summary.head.vendor(),
        ConnectionId::new(&summary.head.connection),
    ) else {
        return Cell::Mono(summary.head.connection.clone());
    };
    let mut name = language.vendor(vendor).to_owned();
    let Some(connection) = session.named(vendor, id.as_str()) else {
        return Cell::Text(format!(
            "{name} · {}",
            language.connection_gone(id.as_str())
        ));
    };
    if session.has_several(vendor) {
        name = format!("{name} · {}", connection_name(language, &connection));
    }
    if connection.production {
        Cell::Badge(Tone::Bad, format!("{name} · {}", language.production()))
    } else {
        Cell::Text(name)
    }
}
