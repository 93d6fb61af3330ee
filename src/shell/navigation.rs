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
) -> impl IntoView {
    let words = use_words();
    let link = move |target: Page| {
        view! {
            <a
                class="nav-link"
                href=target.path()
                aria-current=move || (page.get() == Some(target)).then_some("page")
                title=words.with(move |language| page_name(language, target).to_owned())
            >
                <Icon name=icon(target)/>
                <span class="nav-label">
                    {words.with(move |language| page_name(language, target).to_owned())}
                </span>
                {target.vendor().map(health_dot)}
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="nav" aria-label=words.of(Language::navigation)>
            <div class="nav-group">{link(Page::Overview)}</div>
            <div class="nav-group">
                <p class="nav-heading">{words.of(Language::vendors)}</p>
                {Vendor::ALL.map(|vendor| link(Page::of(vendor))).into_iter().collect::<Vec<_>>()}
            </div>
            <div class="nav-group nav-end">{link(Page::Settings)}</div>
        </nav>
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
