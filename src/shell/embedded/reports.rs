//! What the portal hears of: where the admin is, how high the console is, whether the gateway still knows them, and jobs.

use super::jobs_news;
use super::link::Link;
use crate::i18n::Words;
use crate::pages::use_address;
use crate::routes::Page;
use crate::session::Session;
use crate::shell::page_name;
use embed::{News, SessionState};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Reports from now on. Below the router.
pub fn report(session: Session, words: Words, link: Link) {
    let address = use_address();
    Effect::new(move |_| {
        let language = words.0.get();
        let (page, query) = address.get();
        let title = page.map_or(language.page_not_found(), |page| page_name(language, page));
        link.tell(News::Navigated {
            address: page.unwrap_or(Page::Overview).path().to_owned() + &query.written(),
            title: title.to_owned(),
        });
    });
    Effect::new(move |_| {
        if session.is_signed_out() {
            link.tell(News::Session(SessionState::Expired));
        }
    });
    jobs_news::report(link);
}

/// Reports how high the console is. Only where its layout takes nothing from the frame's height: what follows the frame
/// would make the frame follow it for ever.
pub fn report_height(element: NodeRef<Div>, link: Link) {
    element.on_load(move |element| {
        let measured = element.clone();
        let tell = Closure::<dyn FnMut()>::new(move || {
            let height = measured.get_bounding_client_rect().height().ceil();
            link.tell(News::Height(height as u32));
        });
        // A browser without it leaves the frame as high as the portal makes it.
        let Ok(observer) = ResizeObserver::new(tell.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&element);
        let kept = StoredValue::new_local((observer, tell));
        on_cleanup(move || {
            kept.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}
