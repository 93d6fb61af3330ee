//! The page in the frame. All but the first are pieces of the program of their own, fetched when they are gone to.
//!
//! Only a release build by `cargo xtask` is cut into pieces (`cfg(split)`); elsewhere everything is there from the start.

use super::connection_name;
use super::place::Place;
use crate::i18n::{Language, Words, use_words};
use crate::jobs::use_jobs;
use crate::pages::{
    ActivityPage, BitAnswerPage, JobsPage, OverviewPage, PlanPage, SettingsPage, ShareCreatorsPage,
    T12Page, TingyunPage,
};
use crate::piece::{Arriving, Make, PieceMissing};
use crate::routes::{Page, parameter};
use crate::session::Session;
use crate::ui::{Button, EmptyState, IconName, LINK_BUTTON, LINK_BUTTON_PRIMARY, Skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use vendors::Vendor;

// Named after the page's path, so that a visit that begins there gets all that it needs at once.
piece!(fetch_t12 = page_t12, T12Page());
piece!(fetch_tingyun = page_tingyun, TingyunPage());
piece!(fetch_bitanswer = page_bitanswer, BitAnswerPage());
piece!(
    fetch_sharecreators = page_sharecreators,
    ShareCreatorsPage()
);
piece!(fetch_plan = page_plan, PlanPage());
piece!(fetch_jobs = page_jobs, JobsPage());
piece!(fetch_activity = page_activity, ActivityPage());
piece!(fetch_settings = page_settings, SettingsPage());

fn fetch(page: Page) -> Arriving {
    match page {
        // The first page comes with the program.
        Page::Overview => Box::pin(async { Ok((|()| OverviewPage().into_any()) as Make) }),
        Page::T12 => fetch_t12(),
        Page::Tingyun => fetch_tingyun(),
        Page::BitAnswer => fetch_bitanswer(),
        Page::ShareCreators => fetch_sharecreators(),
        Page::Plan => fetch_plan(),
        Page::Jobs => fetch_jobs(),
        Page::Activity => fetch_activity(),
        Page::Settings => fetch_settings(),
    }
}

/// How long the first page has the network for itself.
const PAUSE: Duration = Duration::from_secs(3);

/// Sets up, after a pause, what may be wanted on every page. The files of other pages are fetched by the loader of the pieces,
/// and set up where they are gone to.
pub fn fetch_ahead() {
    let jobs = use_jobs();
    set_timeout(
        move || {
            spawn_local(async move {
                // What did not arrive is fetched again, and a failure told, when it is wanted.
                let _ = super::commands::fetch_palette().await;
                let _ = super::connection_picker::fetch_picker().await;
                jobs.look_closely().await;
            });
        },
        PAUSE,
    );
}

/// The page of a place, or what there is to say until it is there. The page gets a session of its own, bound to the
/// place's connection: another connection is another page.
pub fn place_view(session: Session, place: Place) -> AnyView {
    let words = use_words();
    let (page, session) = match place {
        Place::Page(page) => (page, session),
        Place::Vendor(vendor, id) => (Page::of(vendor), session.of_id(vendor, id)),
        Place::NoConnection(vendor, name) => return no_connection(words, session, vendor, name),
        Place::Nowhere => return not_found(words),
    };
    provide_context(session);
    match page {
        Page::Overview => OverviewPage().into_any(),
        page => arriving(page, words),
    }
}

fn arriving(page: Page, words: Words) -> AnyView {
    let arrival = RwSignal::new(None::<Result<Make, PieceMissing>>);
    spawn_local(async move {
        let made = fetch(page).await;
        // The admin may have gone elsewhere meanwhile.
        arrival.try_set(Some(made));
    });
    (move || match arrival.get() {
        Some(Ok(make)) => make(()),
        Some(Err(PieceMissing)) => not_loaded(words),
        None => view! { <div class="page" aria-busy="true"><Skeleton lines=6/></div> }.into_any(),
    })
    .into_any()
}

pub fn not_loaded(words: Words) -> AnyView {
    // A new address of the pieces, after an upgrade, comes only with a new start.
    let reload = Callback::new(move |_| {
        let _ = window().location().reload();
    });
    view! {
        <EmptyState
            icon=IconName::Alert
            title=words.of(Language::page_not_loaded)
            body=words.of(Language::page_not_loaded_body)
        >
            <Button label=words.of(Language::reload) on_click=reload/>
        </EmptyState>
    }
    .into_any()
}

fn no_connection(words: Words, session: Session, vendor: Vendor, name: String) -> AnyView {
    let body = words
        .with(move |language| language.unknown_connection_body(language.vendor(vendor), &name));
    let first = words.with(move |language| {
        let first = session.of_id(vendor, session.current(vendor));
        language.use_first_connection(&connection_name(language, &first.connection(vendor)))
    });
    view! {
        <EmptyState
            icon=IconName::Plug
            title=words.of(Language::unknown_connection)
            body=body
            is_page=true
        >
            <a class=LINK_BUTTON_PRIMARY href=Page::of(vendor).address()>
                {first}
            </a>
            <a class=LINK_BUTTON href=Page::Settings.link(&[(parameter::SECTION, vendor.slug())])>
                {words.of(Language::manage_connections)}
            </a>
        </EmptyState>
    }
    .into_any()
}

fn not_found(words: Words) -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Search
            title=words.of(Language::page_not_found)
            body=words.of(Language::page_not_found_body)
            is_page=true
        >
            <a class=LINK_BUTTON_PRIMARY href=Page::Overview.address()>
                {words.of(Language::back_to_overview)}
            </a>
        </EmptyState>
    }
    .into_any()
}
