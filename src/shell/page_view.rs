//! The page in the frame. All but the first are pieces of the program of their own, fetched when they are gone to.
//!
//! Only a release build by `cargo xtask` is cut into pieces (`cfg(split)`); elsewhere everything is there from the start.

use crate::i18n::{Language, Words, use_words};
use crate::pages::{
    BitAnswerPage, OverviewPage, SettingsPage, ShareCreatorsPage, T12Page, TingyunPage,
};
use crate::routes::Page;
use crate::ui::{Button, EmptyState, IconName, LINK_BUTTON_PRIMARY, Skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::time::Duration;

/// Makes a page. Handed out by a piece once it is there, so that the page itself is made like any other view.
type Make = fn() -> AnyView;

/// A place where the program may be cut: what only this component needs goes with it.
macro_rules! piece {
    ($name:ident, $page:ident) => {
        #[cfg_attr(
            split,
            leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)
        )]
        fn $name() -> Result<Make, SplitLoaderError> {
            Ok(|| $page().into_any())
        }
    };
}

piece!(t12, T12Page);
piece!(tingyun, TingyunPage);
piece!(bitanswer, BitAnswerPage);
piece!(sharecreators, ShareCreatorsPage);
piece!(settings, SettingsPage);

/// Takes what a piece gives: at once where the program is whole, and after its arrival where it is cut.
macro_rules! arrived {
    ($name:ident) => {{
        #[cfg(split)]
        let piece = $name().await;
        #[cfg(not(split))]
        let piece = $name();
        piece
    }};
}

async fn fetch(page: Page) -> Result<Make, SplitLoaderError> {
    match page {
        Page::Overview => Ok(|| OverviewPage().into_any()),
        Page::T12 => arrived!(t12),
        Page::Tingyun => arrived!(tingyun),
        Page::BitAnswer => arrived!(bitanswer),
        Page::ShareCreators => arrived!(sharecreators),
        Page::Settings => arrived!(settings),
    }
}

/// How long the first page has the network for itself.
const PAUSE: Duration = Duration::from_secs(3);

/// Fetches all pages after a pause, so that going to one does not wait for the network.
pub fn fetch_ahead() {
    set_timeout(
        || {
            spawn_local(async {
                for page in Page::ALL {
                    // What did not arrive is fetched again, and a failure told, when the page is gone to.
                    let _ = fetch(page).await;
                }
            });
        },
        PAUSE,
    );
}

/// The page at the address, or what there is to say until it is there.
pub fn page_view(page: Option<Page>) -> AnyView {
    let words = use_words();
    match page {
        Some(Page::Overview) => OverviewPage().into_any(),
        Some(page) => arriving(page, words),
        None => not_found(words),
    }
}

fn arriving(page: Page, words: Words) -> AnyView {
    let arrival = RwSignal::new(None::<Result<Make, SplitFailed>>);
    spawn_local(async move {
        let made = fetch(page).await.map_err(|_| SplitFailed);
        // The admin may have gone elsewhere meanwhile.
        arrival.try_set(Some(made));
    });
    (move || match arrival.get() {
        Some(Ok(make)) => make(),
        Some(Err(SplitFailed)) => not_loaded(words),
        None => view! { <div class="page" aria-busy="true"><Skeleton lines=6/></div> }.into_any(),
    })
    .into_any()
}

/// A piece did not arrive. The library's own error cannot be kept in a signal.
#[derive(Clone, Copy)]
struct SplitFailed;

fn not_loaded(words: Words) -> AnyView {
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

fn not_found(words: Words) -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Search
            title=words.of(Language::page_not_found)
            body=words.of(Language::page_not_found_body)
            is_page=true
        >
            <a class=LINK_BUTTON_PRIMARY href=Page::Overview.path()>
                {words.of(Language::back_to_overview)}
            </a>
        </EmptyState>
    }
    .into_any()
}
