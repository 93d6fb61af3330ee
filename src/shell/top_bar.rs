//! The bar at the top: which connection is in use, the command palette, language and theme.

use super::connection_picker::picker;
use super::identity_menu::identity_menu;
use super::place::Place;
use super::{use_appearance, way};
use crate::i18n::{Language, Words, use_words};
use crate::jobs::use_jobs;
use crate::pages::{fetch_chip, told_missing};
use crate::piece::when_wanted;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::store::{Connection, Theme};
use crate::ui::{Badge, Icon, IconButton, IconName, Kbd, Menu, MenuItem, Tone};
use leptos::prelude::*;
use vendors::Vendor;

/// The bar at the top.
#[component]
pub fn TopBar(
    /// Where the admin is.
    place: Memo<Place>,
    /// Opens the command palette.
    palette_open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let appearance = use_appearance();
    let theme_icon = move || match appearance.theme.get() {
        Theme::Light => IconName::Sun,
        Theme::Dark => IconName::Moon,
        Theme::System => IconName::Monitor,
    };
    let theme_items = Callback::new(move |()| {
        let language = words.now();
        [
            (Theme::Light, language.theme_light(), IconName::Sun),
            (Theme::Dark, language.theme_dark(), IconName::Moon),
            (Theme::System, language.theme_system(), IconName::Monitor),
        ]
        .map(|(theme, label, icon)| MenuItem {
            label: label.to_owned(),
            icon: Some(icon),
            danger: false,
            disabled: appearance.theme.get_untracked() == theme,
            on_select: Callback::new(move |()| appearance.theme.set(theme)),
        })
        .to_vec()
    });
    view! {
        <header class="bar">
            <a class="brand" href=Page::Overview.address()>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path
                        d="M2 3.5h8M2 8h4M2 12.5h4M8.5 11l2 2 4-5"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.75"
                        stroke-linecap="round"
                        stroke-linejoin="round"
                    ></path>
                </svg>
                <span>{use_session().title()}</span>
            </a>
            <div class="bar-start">
                <button
                    type="button"
                    class="bar-search"
                    aria-keyshortcuts="Control+K Meta+K"
                    on:click=move |_| palette_open.set(true)
                >
                    <Icon name=IconName::Search/>
                    <span>{words.of(Language::command_palette)}</span>
                    <Kbd text="Ctrl K"/>
                </button>
            </div>
            <div class="bar-end">
                {move || connection(place.get())}
                {job_chip()}
                {super::vault_lock::lock_button()}
                {identity_menu()}
                <IconButton
                    icon=IconName::Globe
                    label=words.of(Language::language_switch)
                    on_click=Callback::new(move |()| {
                        words.0.update(|language| *language = language.other());
                    })
                />
                {move || {
                    view! { <Menu label=words.of(Language::theme) icon=theme_icon() items=theme_items/> }
                }}
            </div>
        </header>
    }
}

/// The chip of the jobs, which is fetched with what drives them once there is one.
fn job_chip() -> AnyView {
    let jobs = use_jobs();
    let listener = window_event_listener_untyped("storage", move |_| jobs.look_again());
    on_cleanup(move || listener.remove());
    when_wanted(jobs.wanted(), fetch_chip, (), told_missing())
}

/// How the vendor of this page is reached. Where there is one connection only, it leads to where that is changed; where
/// there are several, it opens the list of them.
fn connection(place: Place) -> AnyView {
    let (words, session) = (use_words(), use_session());
    let vendor = match place {
        Place::Vendor(vendor, _) | Place::NoConnection(vendor, _) => vendor,
        Place::Page(_) | Place::Nowhere => return ().into_any(),
    };
    let has_several = Memo::new(move |_| session.has_several(vendor));
    (move || {
        if has_several.get() {
            picker(vendor, place.clone())
        } else {
            link(words, session, vendor)
        }
    })
    .into_any()
}

fn link(words: Words, session: Session, vendor: Vendor) -> AnyView {
    let way = words.with(move |language| {
        way(
            language,
            session.is_sandboxed(vendor),
            &session.connection(vendor).route,
        )
        .to_owned()
    });
    let tone = Signal::derive(move || {
        if session.is_sandboxed(vendor) {
            Tone::Info
        } else {
            Tone::Neutral
        }
    });
    let is_production = move || {
        session
            .connection(vendor)
            .production
            .then(|| view! { <Badge tone=Tone::Bad label=words.of(Language::production)/> })
    };
    let link = Page::Settings.link(&[(parameter::SECTION, vendor.slug())]);
    view! {
        <a class="connection-link" href=link title=words.of(Language::connection)>
            <Icon name=IconName::Plug/>
            {is_production}
            <Badge tone=tone label=way/>
        </a>
    }
    .into_any()
}

/// The vendor's page by a connection.
pub fn connection_link(session: Session, connection: &Connection) -> String {
    let name = untrack(|| session.address_name(connection));
    Page::of(connection.vendor).link(&[(parameter::CONNECTION, &name)])
}
