//! The navigation at the left: the pages, and whether each vendor answered last time.

use super::page_name;
use crate::i18n::{Language, use_words};
use crate::routes::Page;
use crate::session::{Health, use_session};
use crate::ui::{HealthDot, Icon, IconName, Tone};
use leptos::prelude::*;
use vendors::Vendor;

/// The navigation.
#[component]
pub fn Navigation(
    /// The page that is open.
    page: Memo<Option<Page>>,
    /// On a narrow screen: whether it lies over the page.
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let entry = move |target: Page| {
        view! {
            <li>
                <a
                    class="nav-link"
                    href=target.path()
                    aria-current=move || (page.get() == Some(target)).then_some("page")
                >
                    <Icon name=icon(target)/>
                    <span class="nav-name">
                        {words.with(move |language| page_name(language, target).to_owned())}
                    </span>
                    {target.vendor().map(health_dot)}
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <nav class="shell-nav" aria-label=words.of(Language::navigation)>
            <a class="brand" href=Page::Overview.path()>
                <svg class="brand-mark" viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M2 4h7M2 8h4M2 12h4M8.5 10.5l2 2 4-5"></path>
                </svg>
                "Rollcall"
            </a>
            <ul class="nav-list">{Page::ALL.map(entry).into_iter().collect::<Vec<_>>()}</ul>
        </nav>
        <button
            class="nav-backdrop"
            type="button"
            tabindex="-1"
            aria-label=words.of(Language::close)
            on:click=move |_| open.set(false)
        ></button>
    }
}

fn icon(page: Page) -> IconName {
    match page {
        Page::Overview => IconName::Home,
        Page::T12 => IconName::Gauge,
        Page::Tingyun => IconName::List,
        Page::BitAnswer => IconName::Users,
        Page::ShareCreators => IconName::Key,
        Page::Settings => IconName::Settings,
    }
}

/// A vendor's health as a dot, with words for those who cannot see it.
pub fn health_dot(vendor: Vendor) -> AnyView {
    let (words, session) = (use_words(), use_session());
    let tone = Signal::derive(move || match session.health(vendor) {
        Health::Unknown => Tone::Neutral,
        Health::Good => Tone::Good,
        Health::Bad(_) => Tone::Bad,
    });
    let label = words.with(move |language| {
        match session.health(vendor) {
            Health::Unknown => language.health_unknown(),
            Health::Good => language.health_good(),
            Health::Bad(_) => language.health_bad(),
        }
        .to_owned()
    });
    view! { <HealthDot tone=tone label=label/> }.into_any()
}
