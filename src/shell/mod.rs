//! The frame around the pages: navigation, the bar at the top, the command palette, toasts; and the application's root.

mod appearance;
mod commands;
mod connection_picker;
mod connection_words;
mod embedded;
mod identity_menu;
mod navigation;
mod page_view;
mod palette;
mod place;
mod sign_in;
mod site;
mod site_words;
mod threshold;
mod top_bar;
mod vault_lock;

pub use appearance::{Appearance, use_appearance};
pub use connection_words::{ConnectionNames, color_name, connection_name, way};
pub use navigation::health_dot;
pub use top_bar::connection_link;

use crate::i18n::{Language, use_words};
use crate::jobs::Jobs;
use crate::pages::use_address;
use crate::piece::PieceMissing;
use crate::routes::{DEMO, Page, link_by_hash, open_at, parameter};
use crate::session::{Loaded, Session, load_config, use_session};
use crate::store::vault::is_vault_mark;
use crate::store::{Theme, is_connections, kept_name};
use crate::ui::{Toasts, Tone, provide_toasts, use_toasts};
use commands::Commands;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use navigation::Navigation;
use page_view::{fetch_ahead, not_loaded, place_view};
use place::Place;
pub use site::SiteNotice;
use std::collections::BTreeMap;
use top_bar::TopBar;
use wasm_bindgen::JsCast;

/// Starts the console in the page's `#app`, in place of the static shell.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
    let mut opened = window().location().pathname().unwrap_or_default();
    open_at(&opened);
    let query = window().location().search().unwrap_or_default();
    if query.starts_with(DEMO) {
        opened.push_str(DEMO);
        link_by_hash(&opened);
    }
    // Leptos has no executor of its own before something is mounted.
    wasm_bindgen_futures::spawn_local(async move {
        let beginning = beginning(&opened).await.unwrap_or_else(|PieceMissing| {
            Box::new(|| {
                Appearance::provide(provide_toasts(), None, Theme::System);
                not_loaded(use_words())
            })
        });
        let Some(root) = document().get_element_by_id("app") else {
            return;
        };
        let Ok(root) = root.dyn_into::<web_sys::HtmlElement>() else {
            return;
        };
        root.set_text_content(None);
        leptos::mount::mount_to(root, beginning).forget();
    });
}

/// What the page begins with: the console, or what stands before it. Without what the site wants, nothing is better than a
/// console: it may want that nothing is written.
async fn beginning(opened: &str) -> Result<Box<dyn FnOnce() -> AnyView>, PieceMissing> {
    let (config, notice) = match load_config().await {
        Loaded::Config(config) => (config, None),
        Loaded::Site(file) => site::read(file).await?,
    };
    if config.site.links_by_hash {
        link_by_hash(opened);
    }
    if config.needs_sign_in() || is_framed() {
        let make = threshold::fetch_threshold().await?;
        return Ok(Box::new(move || make(config)));
    }
    let session = Session::new(config);
    Ok(Box::new(move || {
        view! { <App session=session notice=notice/> }.into_any()
    }))
}

/// Whether another page shows this one.
fn is_framed() -> bool {
    let window: wasm_bindgen::JsValue = window().into();
    let parent = web_sys::window().and_then(|own| own.parent().ok().flatten());
    parent.is_none_or(|parent| wasm_bindgen::JsValue::from(parent) != window)
}

/// The application's root: provides what everything below takes from context.
#[component]
pub fn App(
    /// Connections and credentials.
    session: Session,
    /// What there is to say about the site's own file.
    #[prop(optional_no_strip)]
    notice: Option<SiteNotice>,
) -> impl IntoView {
    provide_context(session);
    provide_context(Jobs::new(session));
    session.with_site(|site| Appearance::provide(provide_toasts(), site.language, site.theme));
    fetch_ahead();
    view! {
        <Router>
            <Frame notice=notice/>
        </Router>
    }
}

#[component]
fn Frame(notice: Option<SiteNotice>) -> impl IntoView {
    let words = use_words();
    let (address, pathname) = (use_address(), use_location().pathname);
    let name =
        Memo::new(move |_| address.with(|(_, query)| query.get(parameter::CONNECTION).to_owned()));
    let session = use_session();
    // Follows the address and nothing else: what another tab does to the list must not move a page that is open to
    // another connection.
    let place = Memo::new(move |_| {
        let name = name.get();
        let page = address.with(|(page, _)| *page);
        untrack(|| Place::at(session, page, &name))
    });
    let page = Memo::new(move |_| place.with(Place::page));
    let last = RwSignal::new(BTreeMap::new());
    Effect::new(move || {
        if let Place::Vendor(vendor, id) = place.get() {
            last.update(|last| _ = last.insert(vendor.slug(), id));
        }
    });
    follow_other_tabs(session);
    if untrack(|| session.connections_trouble()).is_some() {
        let (language, toasts) = (words.now(), use_toasts());
        let detail = language.connections_see_settings().to_owned();
        toasts.push(
            Tone::Warn,
            language.connections_troubled(),
            Some(detail),
            None,
        );
    }
    let palette_open = RwSignal::new(false);
    let browser = use_context::<BrowserUrl>();
    Effect::new(move || {
        pathname.track();
        // A press on a link changes the address only when told that its page is there; `Routes`, which is not used
        // here, would do that.
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    Effect::new(move || {
        let language = words.0.get();
        let title = session.title();
        document().set_title(&match page.get() {
            Some(page) => [page_name(language, page), " · ", &title].concat(),
            None => title,
        });
    });
    view! {
        <div class="shell">
            <a class="skip-link" href="#main" on:click=skip_to_content>
                {words.of(Language::skip_to_content)}
            </a>
            <TopBar place=place palette_open=palette_open/>
            <Navigation page=page last=last/>
            <main
                id="main"
                class="main"
                tabindex="-1"
                data-color=move || place.with(|place| place.color(session))
            >
                {notice.map(|make| make())}
                {move || place_view(session, place.get())}
            </main>
            <Commands open=palette_open/>
            {vault_lock::unlock_dialog(session)}
            <Toasts
                hub=use_toasts()
                label=words.of(Language::notifications)
                dismiss_label=words.of(Language::close)
            />
        </div>
    }
}

/// Takes over what other tabs do to the connections and to the vault. Ends with the console.
fn follow_other_tabs(session: Session) {
    let listener = window_event_listener_untyped("storage", move |event| {
        // Read by name: the event's own type would be one more part of web-sys for a single text.
        let key = js_sys::Reflect::get(&event, &"key".into())
            .ok()
            .and_then(|key| key.as_string());
        let is_about = |what: fn(&str) -> bool| match &key {
            None => true,
            Some(key) => kept_name(key).is_some_and(what),
        };
        if is_about(is_connections) {
            session.reload_connections();
        }
        if is_about(is_vault_mark) {
            session.vault().reload();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Moves the focus. Left to the router, the press would change the address and nothing else.
fn skip_to_content(event: web_sys::MouseEvent) {
    event.prevent_default();
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        // It fails only for an element that cannot be focused, and then there is nothing better to do.
        _ = main.focus();
    }
}

/// What a page is called.
pub const fn page_name(language: Language, page: Page) -> &'static str {
    match page {
        Page::Overview => language.overview(),
        Page::Plan => language.plan(),
        Page::Jobs => language.jobs(),
        Page::Activity => language.activity(),
        Page::Settings => language.settings(),
        Page::T12 => language.vendor(vendors::Vendor::T12),
        Page::Tingyun => language.vendor(vendors::Vendor::Tingyun),
        Page::BitAnswer => language.vendor(vendors::Vendor::BitAnswer),
        Page::ShareCreators => language.vendor(vendors::Vendor::ShareCreators),
    }
}
