//! Leaving the settings with something unsaved: a link asks first, closing the tab lets the browser ask, and what leaves
//! by another way (the back button, the command palette) says what it discarded.

use super::forms::Forms;
use crate::i18n::Language;
use crate::query::Query;
use crate::routes::Page;
use crate::ui::{ConfirmDialog, Tone};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Watches, and gives the dialog that asks.
pub fn leave_dialog(forms: Forms) -> AnyView {
    let words = forms.words;
    let unsaved = ArcRwSignal::new(Vec::<String>::new());
    let follow = unsaved.clone();
    Effect::new(move |_| follow.set(forms.unsaved()));
    let target = RwSignal::new(String::new());
    let open = RwSignal::new(false);

    let held = unsaved.clone();
    let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
        if held.with_untracked(|unsaved| !unsaved.is_empty()) {
            event.prevent_default();
        }
    });
    let held = unsaved.clone();
    // On the document, because the router listens on the window and leaves alone what was prevented before.
    let presses = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if held.with_untracked(Vec::is_empty) {
            return;
        }
        if let Some(link) = leads_away(&event) {
            event.prevent_default();
            target.set(link);
            open.set(true);
        }
    });
    let listener = presses.as_ref().clone();
    // It fails for no listener that is a function.
    _ = document().add_event_listener_with_callback("click", listener.unchecked_ref());
    let presses = StoredValue::new_local(Some(presses));
    let held = unsaved.clone();
    on_cleanup(move || {
        closing.remove();
        _ = document().remove_event_listener_with_callback("click", listener.unchecked_ref());
        presses.dispose();
        let unsaved = held.get_untracked();
        if !unsaved.is_empty() {
            let language = words.now();
            let names = unsaved.join(language.list_separator());
            let dropped = language.connection_dropped(&names);
            forms.toasts.push(Tone::Warn, dropped, None, None);
        }
    });

    let navigate = use_navigate();
    let held = unsaved.clone();
    let leave = Callback::new(move |()| {
        open.set(false);
        held.set(Vec::new());
        navigate(&target.get_untracked(), NavigateOptions::default());
    });
    view! {
        <ConfirmDialog
            open=open
            title=words.of(Language::connection_leave_title)
            confirm_label=words.of(Language::connection_leave)
            cancel_label=words.of(Language::connection_stay)
            on_confirm=leave
            danger=true
        >
            <p>{words.of(Language::connection_leave_body)}</p>
            <ul class="settings-notes">
                {
                    let unsaved = unsaved.clone();
                    move || unsaved.get().into_iter().map(|name| view! { <li>{name}</li> }).collect_view()
                }
            </ul>
        </ConfirmDialog>
    }
    .into_any()
}

/// Where a press leads, if that is another page of the console in this tab.
fn leads_away(event: &MouseEvent) -> Option<String> {
    let event_base: &Event = event;
    if event.default_prevented()
        || event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return None;
    }
    let hit = event_base.target()?.dyn_into::<Element>().ok()?;
    let link = hit.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_ours = link.origin() == window().location().origin().ok()?;
    let (path, search, hash) = (link.pathname(), link.search(), link.hash());
    let (page, query) = Page::at(&path, &search, &hash);
    let page = page.filter(|page| *page != Page::Settings)?;
    let in_this_tab = link.target().is_empty() && !link.has_attribute("download");
    (is_ours && in_this_tab).then(|| page.with(&Query::read(query)))
}
