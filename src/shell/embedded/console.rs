//! The console in the frame, once a portal has connected.

use super::Looks;
use super::carrying_out::{Hands, begin_at};
use super::link::Link;
use super::reports::{report, report_height};
use super::unsaved::Unsaved;
use crate::i18n::{Language, Words};
use crate::jobs::Jobs;
use crate::session::{Config, Session};
use crate::shell::page_view::fetch_ahead;
use crate::shell::sign_in::sign_in_page;
use crate::shell::threshold::own_tab_link;
use crate::shell::{Frame, FrameProps};
use crate::store::keeps_anything;
use crate::ui::{Notice, Tone, adopt_style};
use embed::{Layout, News, Refusal, SessionState, Settings, Wish};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::components::Router;
use vendors::Vendor;

/// The console with what the portal wants of it, or the page that asks who is there.
pub fn console(mut config: Config, looks: Looks, settings: &Settings, link: Link) -> AnyView {
    adopt_style(include_str!("../../../style/embedded.css"));
    mark(settings);
    let words = looks.appearance.words;
    let keeps = keeps_anything();
    link.tell(News::Storage(keeps));
    let element = NodeRef::<Div>::new();
    if settings.layout == Layout::Content {
        report_height(element, link);
    }
    let storage_notice = (!keeps).then(|| storage_notice(words));
    if config.needs_sign_in() {
        link.tell(News::Session(SessionState::SignInNeeded));
        link.hear(move |wish| match wish {
            Wish::Look(appearance) => {
                looks.change(&appearance);
                Ok(())
            }
            // There is nothing yet that could go anywhere.
            Wish::Go { .. } | Wish::Connect(_) => Err(Refusal::NoSuchPage),
        });
        return view! {
            <div class="embedded" node_ref=element>
                {storage_notice}
                {sign_in_page(config.access)}
            </div>
        }
        .into_any();
    }
    link.tell(News::Session(SessionState::Good));
    // What whoever runs the host decided stays so.
    config.site.is_read_only |= settings.restrictions.read_only;
    let hidden = Vendor::ALL.into_iter();
    let hidden = hidden.filter(|vendor| !settings.restrictions.show(*vendor));
    config.site.hidden.extend(hidden);
    let session = Session::new(config);
    provide_context(session);
    provide_context(Jobs::new(session));
    fetch_ahead();
    if let Err(refusal) = begin_at(session, settings) {
        link.tell(News::Refused(refusal));
    }
    let connections = settings.connections.clone();
    let has_navigation = settings.has_navigation;
    let inside = move || {
        let unsaved = Unsaved::watch(link);
        let hands = Hands::new(session, looks, unsaved, connections);
        report(session, words, link);
        link.hear(move |wish| hands.carry_out(wish));
        if !has_navigation {
            without_palette();
        }
        Frame(FrameProps { notice: None })
    };
    view! {
        <div class="embedded" node_ref=element>
            {storage_notice}
            <Router>{inside()}</Router>
        </div>
    }
    .into_any()
}

/// What the style sheet needs to know.
fn mark(settings: &Settings) {
    let Some(root) = document().document_element() else {
        return;
    };
    let navigation = if settings.has_navigation {
        "own"
    } else {
        "none"
    };
    let layout = match settings.layout {
        Layout::Fill => "fill",
        Layout::Content => "content",
    };
    for (name, value) in [("data-navigation", navigation), ("data-layout", layout)] {
        // The names are constants that every browser takes.
        _ = root.set_attribute(name, value);
    }
}

fn storage_notice(words: Words) -> AnyView {
    view! {
        <Notice tone=Tone::Warn title=words.of(Language::embed_no_storage)>
            <p>{words.of(Language::embed_no_storage_body)}</p>
            {own_tab_link(words)}
        </Notice>
    }
    .into_any()
}

/// The palette leads everywhere, and here the portal does. Heard before the palette's own listener hears it.
fn without_palette() {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    let keys =
        Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            if (event.ctrl_key() || event.meta_key()) && event.key() == "k" {
                event.stop_immediate_propagation();
            }
        });
    let listener = keys.as_ref().unchecked_ref();
    // It fails for no listener that is a function.
    _ = window().add_event_listener_with_callback_and_bool("keydown", listener, true);
    // For as long as the page is there.
    keys.forget();
}
