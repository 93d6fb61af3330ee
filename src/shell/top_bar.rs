//! The bar at the top: which connection is in use, the command palette, language and theme.

use super::identity_menu::identity_menu;
use super::use_appearance;
use crate::i18n::{Language, use_words};
use crate::routes::{Page, parameter};
use crate::session::use_session;
use crate::store::Theme;
use crate::transport::Route;
use crate::ui::{Badge, Icon, IconButton, IconName, Kbd, Menu, MenuItem, Tone};
use leptos::prelude::*;
use vendors::Vendor;

/// The bar at the top.
#[component]
pub fn TopBar(
    /// The page that is open.
    page: Memo<Option<Page>>,
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
            <a class="brand" href=Page::Overview.path()>
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
                <span>"Rollcall"</span>
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
                {move || page.get().and_then(Page::vendor).map(connection_link)}
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

/// How the vendor of this page is reached; leads to where that is changed.
fn connection_link(vendor: Vendor) -> AnyView {
    let (words, session) = (use_words(), use_session());
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
    let link = Page::Settings.link(&[(parameter::SECTION, vendor.slug())]);
    view! {
        <a class="connection-link" href=link title=words.of(Language::connection)>
            <Icon name=IconName::Plug/>
            <Badge tone=tone label=way/>
        </a>
    }
    .into_any()
}

/// The way to a vendor, in words.
pub const fn way(language: Language, sandboxed: bool, route: &Route) -> &'static str {
    match route {
        Route::Gateway { .. } if sandboxed => language.via_sandbox(),
        Route::Gateway { .. } => language.via_gateway(),
        Route::Prefix(_) => language.via_prefix(),
        Route::Template(_) => language.via_template(),
        Route::Direct => language.via_direct(),
    }
}
