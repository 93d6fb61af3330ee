//! The list of a vendor's connections at the top. A piece of the program of its own: few have several, and the first page
//! is about none.

use super::place::Place;
use super::top_bar::connection_link;
use super::{connection_name, way};
use crate::i18n::{Language, use_words};
use crate::piece::when_wanted;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::store::Connection;
use crate::ui::{Picker, PickerItem};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::Vendor;

piece!(pub fetch_picker = connection_picker, |place: StoredValue<(Vendor, Place)>| {
    let (vendor, place) = place.get_value();
    made(vendor, place)
});

/// The picker for the page that is open.
pub fn picker(vendor: Vendor, place: Place) -> AnyView {
    // Without it, the address and the settings still lead to every connection.
    let missing = Callback::new(|()| {});
    let wanted = Signal::stored(true);
    when_wanted(
        wanted,
        fetch_picker,
        StoredValue::new((vendor, place)),
        missing,
    )
}

fn made(vendor: Vendor, place: Place) -> AnyView {
    let (words, session) = (use_words(), use_session());
    let navigate = use_navigate();
    let go = StoredValue::new(move |link: String| navigate(&link, NavigateOptions::default()));
    let current = {
        let place = place.clone();
        Signal::derive(move || place.connection(session))
    };
    let shown = Signal::derive(move || {
        let language = words.0.get();
        match current.get() {
            Some(connection) => item(language, session, &connection),
            None => PickerItem {
                label: language.unknown_connection().to_owned(),
                hint: String::new(),
                color: "",
                badge: String::new(),
            },
        }
    });
    let items = Callback::new(move |()| {
        let language = words.now();
        untrack(|| {
            let all = session.connections(vendor);
            let chosen = current
                .get()
                .and_then(|current| all.iter().position(|one| one.id == current.id));
            let items = all.iter().map(|one| item(language, session, one)).collect();
            (items, chosen)
        })
    });
    let on_pick = Callback::new(move |place: usize| {
        let picked = untrack(|| session.connections(vendor))
            .into_iter()
            .nth(place);
        if let Some(picked) = picked {
            go.with_value(|go| go(connection_link(session, &picked)));
        }
    });
    let on_last = Callback::new(move |()| {
        let link = Page::Settings.link(&[(parameter::SECTION, vendor.slug())]);
        go.with_value(|go| go(link));
    });
    view! {
        <Picker
            label=words.of(Language::connection)
            current=shown
            items=items
            on_pick=on_pick
            last=words.of(Language::manage_connections)
            on_last=on_last
        />
    }
    .into_any()
}

fn item(language: Language, session: Session, connection: &Connection) -> PickerItem {
    let sandboxed = session.of(connection).is_sandboxed(connection.vendor);
    PickerItem {
        label: connection_name(language, connection),
        hint: way(language, sandboxed, &connection.route).to_owned(),
        color: connection.color.as_str(),
        badge: if connection.production {
            language.production().to_owned()
        } else {
            String::new()
        },
    }
}
