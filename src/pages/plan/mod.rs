//! What a change would do, before it is done: the file or the selection that it comes from, and the plan.
//!
//! Three steps: saying what is wanted, comparing it with what is true now, looking at the plan and applying it. What is
//! planned and applied is `jobs`'s; how a file is read is `sheet`'s.

mod applying;
mod comparing;
mod confirmation;
mod desk;
mod export;
mod live;
pub(super) mod pace;
mod quotas;
mod review;
mod row_cells;
mod shown;
mod source;
mod steps;
mod target;
mod toolbar;
pub(super) mod words;

use crate::i18n::{Language, use_words};
use crate::jobs::{Draft, use_jobs};
use crate::pages::parameters::use_parameters;
use crate::routes::{Page, parameter};
use crate::session::use_session;
use crate::store::Connection;
use crate::ui::{EmptyState, IconName, adopt_style};
use comparing::compare_step;
use desk::{Desk, Step};
use jobs::plan::FileKind;
use leptos::prelude::*;
use review::review_step;
#[cfg(test)]
pub(super) use source::columns;
use source::source_step;
pub(super) use source::{Proposed, READABLE, Reading, Stage};
use steps::steps;
use target::{targets, write_place};
use vendors::Vendor;

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    adopt_style(include_str!("../../../style/jobs.css"));
    adopt_style(include_str!("../../../style/plan.css"));
    let words = use_words();
    let session = use_session();
    let parameters = use_parameters(Page::Plan);
    let vendor = Memo::new(move |_| {
        Vendor::from_slug(&parameters.get(parameter::SECTION)).unwrap_or(Vendor::BitAnswer)
    });
    let connection = parameters.signal(parameter::CONNECTION);
    let draft = StoredValue::new_local(use_jobs().take_draft());
    let content = move || {
        let vendor = vendor.get();
        let name = connection.get();
        untrack(|| {
            let Some(first) = FileKind::of(vendor).first() else {
                return nothing_to_change();
            };
            let Some(connection) = session.named(vendor, &name) else {
                return no_connection(vendor, &name);
            };
            let wanted = parameters.get(parameter::PURPOSE);
            let all = FileKind::of(vendor).iter();
            let kind = all.copied().find(|kind| kind.name() == wanted);
            let draft = draft.try_update_value(Option::take).flatten();
            let draft = draft.filter(|draft| is_for(draft, &connection));
            planning(Desk::new(
                session,
                &connection,
                kind.unwrap_or(*first),
                draft,
            ))
        })
    };
    view! {
        <div class="page page-fill plan-page">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::plan)}</h1>
                    <p class="page-description">{words.of(Language::plan_description)}</p>
                </div>
                {targets(parameters, vendor)}
            </header>
            {content}
        </div>
    }
}

fn is_for(draft: &Draft, connection: &Connection) -> bool {
    draft.vendor == connection.vendor && draft.connection == connection.id
}

fn planning(desk: Desk) -> AnyView {
    // What is below, a problem among it, is about this connection.
    provide_context(desk.session);
    // The first step takes the focus when it is come back to, not when the page opens.
    let was_left = StoredValue::new(false);
    let step = move || {
        let step = desk.step.get();
        untrack(|| match step {
            Step::Source => source_step(desk, was_left.get_value()),
            Step::Compare => {
                was_left.set_value(true);
                compare_step(desk)
            }
            Step::Review => match desk.compared.get() {
                Some(compared) => review_step(desk, compared),
                None => ().into_any(),
            },
        })
    };
    view! {
        {steps(desk)}
        {write_place(desk)}
        {step}
    }
    .into_any()
}

fn nothing_to_change() -> AnyView {
    let words = use_words();
    view! {
        <EmptyState
            icon=IconName::List
            title=words.of(Language::plan_no_files_title)
            body=words.of(Language::plan_no_files_body)
        />
    }
    .into_any()
}

fn no_connection(vendor: Vendor, name: &str) -> AnyView {
    let words = use_words();
    let name = name.to_owned();
    let body = words
        .with(move |language| language.unknown_connection_body(language.vendor(vendor), &name));
    view! {
        <EmptyState
            icon=IconName::Plug
            title=words.of(Language::unknown_connection)
            body=body
        />
    }
    .into_any()
}
