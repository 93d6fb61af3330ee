//! The navigation at the left: the pages, and whether each vendor answered last time.

use super::page_name;
use crate::i18n::{Language, use_words};
use crate::routes::{Page, parameter};
use crate::session::{Health, use_session};
use crate::store::ConnectionId;
use crate::ui::{HealthDot, Icon, IconName, Tone};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The navigation.
#[component]
pub fn Navigation(
    /// The page that is open.
    page: Memo<Option<Page>>,
    /// The connection that was used last, by the vendor's slug: whoever comes back from elsewhere comes back to it.
    last: RwSignal<BTreeMap<&'static str, ConnectionId>>,
) -> impl IntoView {
    let (words, session) = (use_words(), use_session());
    let href = move |target: Page| {
        let back = target.vendor().and_then(|vendor| {
            let id = last.with(|last| last.get(vendor.slug()).copied())?;
            let connection = session.named(vendor, id.as_str())?;
            Some(target.link(&[(parameter::CONNECTION, &session.address_name(&connection))]))
        });
        back.unwrap_or_else(|| target.address())
    };
    let link = move |target: Page| {
        view! {
            <a
                class="nav-link"
                href=move || href(target)
                aria-current=move || (page.get() == Some(target)).then_some("page")
                title=words.with(move |language| page_name(language, target).to_owned())
            >
                <Icon name=icon(target)/>
                <span class="nav-label">
                    {words.with(move |language| page_name(language, target).to_owned())}
                </span>
                {target
                    .vendor()
                    .map(|vendor| {
                        health_dot(Signal::derive(move || session.overall_health(vendor)))
                    })}
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="nav" aria-label=words.of(Language::navigation)>
            <div class="nav-group">{link(Page::Overview)}</div>
            <div class="nav-group">
                <p class="nav-heading">{words.of(Language::vendors)}</p>
                {session.vendors().into_iter().map(|vendor| link(Page::of(vendor))).collect::<Vec<_>>()}
            </div>
            <div class="nav-group nav-end">
                {link(Page::Jobs)} {link(Page::Activity)} {link(Page::Settings)}
            </div>
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
        Page::Plan => IconName::Upload,
        Page::Jobs => IconName::Tasks,
        Page::Activity => IconName::Clock,
        Page::Settings => IconName::Settings,
    }
}

/// Somebody's health as a dot, with words for those who cannot see it.
pub fn health_dot(health: Signal<Health>) -> AnyView {
    let words = use_words();
    let tone = Signal::derive(move || match health.get() {
        Health::Unknown => Tone::Neutral,
        Health::Good => Tone::Good,
        Health::Bad(_) => Tone::Bad,
    });
    let label = words.with(move |language| {
        match health.get() {
            Health::Unknown => language.health_unknown(),
            Health::Good => language.health_good(),
            Health::Bad(_) => language.health_bad(),
        }
        .to_owned()
    });
    view! { <HealthDot tone=tone label=label/> }.into_any()
}
