//! Toasts and the pager.

use crate::events::choose;
use crate::stage::{Stage, until, words};
use leptos::prelude::*;
use rollcall_app::ui::{Pager, PagerState, PagerWords, Toasts, Tone, provide_toasts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlButtonElement, HtmlSelectElement};

#[wasm_bindgen_test]
async fn toasts_appear_above_everything_and_leave_when_dismissed() {
    let owner = Owner::new();
    let hub = owner.with(provide_toasts);
    let retried = RwSignal::new(0);
    let stage = Stage::show(move || {
        view! { <Toasts hub=hub label="Notifications" dismiss_label="Dismiss"/> }
    })
    .await;
    let region = stage.one("[role=region]");
    assert_eq!(region.get_attribute("aria-live").unwrap(), "polite");
    let on_top = || region.matches(":popover-open").unwrap();
    assert!(!on_top());

    let retry = Callback::new(move |()| retried.update(|retried| *retried += 1));
    let detail = Some("Code 7".to_owned());
    hub.push(
        Tone::Bad,
        "Not saved",
        detail,
        Some(("Retry".to_owned(), retry)),
    );
    hub.push(Tone::Warn, "Storage is full", None, None);
    until("both are there", || stage.all(".toast").len() == 2).await;
    until("they are on top", on_top).await;
    let alert = stage.one("[role=alert]");
    assert!(words(&alert).contains("Not saved") && words(&alert).contains("Code 7"));

    stage.button("Retry").click();
    assert_eq!(retried.get_untracked(), 1);
    until("the button also dismisses", || !stage.says("Not saved")).await;
    assert!(stage.says("Storage is full") && on_top());
    stage.button("Dismiss").click();
    until("none is left", || {
        stage.all(".toast").is_empty() && !on_top()
    })
    .await;
}

fn pager_words() -> PagerWords {
    PagerWords {
        label: "Pages".to_owned(),
        of_total: "{from}–{to} of {total}".to_owned(),
        open: "{from}–{to}".to_owned(),
        none: "No rows".to_owned(),
        first: "First".to_owned(),
        previous: "Previous".to_owned(),
        next: "Next".to_owned(),
        last: "Last".to_owned(),
        per_page: "Rows per page".to_owned(),
        size: "{total} per page".to_owned(),
    }
}

#[wasm_bindgen_test]
async fn the_pager_goes_where_there_is_something() {
    let state = RwSignal::new(PagerState {
        offset: 0,
        limit: 50,
        total: Some(2184),
        shown: 50,
    });
    let limit = RwSignal::new(Vec::new());
    let stage = Stage::show(move || {
        view! {
            <Pager
                state=state
                words=Signal::stored(pager_words())
                limits=&[50, 100]
                on_go=move |offset| state.update(|state| {
                    state.offset = offset;
                    state.shown = (2184 - offset).min(50);
                })
                on_limit=move |chosen| limit.update(|limits| limits.push(chosen))
            />
        }
    })
    .await;
    let can = || {
        ["First", "Previous", "Next", "Last"].map(|name| {
            !stage
                .button(name)
                .unchecked_ref::<HtmlButtonElement>()
                .disabled()
        })
    };
    assert_eq!(can(), [false, false, true, true]);
    assert!(stage.says("1–50 of 2,184"));
    for (name, summary, steps) in [
        ("Next", "51–100 of 2,184", [true; 4]),
        ("Last", "2,151–2,184 of 2,184", [true, true, false, false]),
        ("Previous", "2,101–2,150 of 2,184", [true; 4]),
        ("First", "1–50 of 2,184", [false, false, true, true]),
    ] {
        stage.button(name).click();
        until(summary, || stage.says(summary)).await;
        until("the steps follow", || can() == steps).await;
    }
    let sizes = stage.one("select");
    let select: &HtmlSelectElement = sizes.unchecked_ref();
    until("the size in use is chosen", || select.value() == "50").await;
    assert!(limit.get_untracked().is_empty(), "showing is not choosing");
    choose(&sizes, "100");
    until("the choice is told", || limit.get_untracked() == [100]).await;
    state.update(|state| state.limit = 100);
    until("the size in use is chosen", || select.value() == "100").await;
    assert_eq!(limit.get_untracked(), [100], "and told once");
}
