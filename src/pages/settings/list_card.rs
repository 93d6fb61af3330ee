//! The vendor's connections: which there are, in which order, and what can be done to each as a whole.

use super::form::tell_saved;
use super::forms::{Forms, NEW};
use super::removal::Removal;
use crate::i18n::Language;
use crate::routes::{Page, parameter};
use crate::session::new_id;
use crate::shell::{connection_name, way};
use crate::store::{Connection, ConnectionId};
use crate::ui::{Badge, Icon, IconButton, IconName, LINK_BUTTON, Menu, MenuItem, Tone, color_dot};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::Vendor;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The settings of a connection.
pub fn settings_link(vendor: Vendor, name: &str) -> String {
    Page::Settings.link(&[
        (parameter::SECTION, vendor.slug()),
        (parameter::CONNECTION, name),
    ])
}

/// The card. `current` is the connection whose form is below.
pub fn list_card(
    forms: Forms,
    removal: Removal,
    vendor: Vendor,
    current: Memo<Option<ConnectionId>>,
) -> AnyView {
    let (words, session) = (forms.words, forms.session);
    let moved = RwSignal::new(String::new());
    let all = Memo::new(move |_| session.connections(vendor));
    let rows = move || {
        let all = all.get();
        let count = all.len();
        all.into_iter()
            .enumerate()
            .map(|(place, connection)| {
                row(forms, removal, connection, (place, count), current, moved)
            })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="connections-title">
            <div class="card-header connections-header">
                <h2 class="connections-title" id="connections-title">
                    {words.of(Language::connections)}
                </h2>
                <a class=LINK_BUTTON href=settings_link(vendor, NEW)>
                    <Icon name=IconName::Plus/>
                    {words.of(Language::connection_add)}
                </a>
            </div>
            <ol class="connections">{rows}</ol>
            <p class="visually-hidden" role="status">{moved}</p>
        </section>
    }
    .into_any()
}

fn row(
    forms: Forms,
    removal: Removal,
    connection: Connection,
    (place, count): (usize, usize),
    current: Memo<Option<ConnectionId>>,
    moved: RwSignal<String>,
) -> AnyView {
    let (words, session, toasts) = (forms.words, forms.session, forms.toasts);
    let (id, vendor) = (connection.id, connection.vendor);
    let own = StoredValue::new(connection.clone());
    let name = move |language| own.with_value(|own| connection_name(language, own));
    let link = settings_link(vendor, &untrack(|| session.address_name(&connection)));
    let ways = words.with(move |language| {
        own.with_value(|own| {
            let sandboxed = session.of(own).is_sandboxed(vendor);
            let way = way(language, sandboxed, &own.route);
            if own.of_gateway && session.has_gateway() {
                language.of_gateway(way)
            } else if own.of_gateway {
                language.of_site(way)
            } else {
                way.to_owned()
            }
        })
    });
    let is_unsaved = Memo::new(move |_| forms.of(id).is_some_and(|form| form.is_changed()));
    let shift = move |later: bool| {
        Callback::new(move |()| {
            let kept = session.shift_connection(id, later);
            let language = words.now();
            let place = if later { place + 2 } else { place };
            moved.set(language.connection_moved(&name(language), place, count));
            if kept.is_err() {
                tell_saved(toasts, language, name(language), kept);
            }
            focus_mover(id, later);
        })
    };
    let movers = (count > 1).then(|| {
        let (earlier, later) = (
            words.with(move |language| language.connection_earlier(&name(language))),
            words.with(move |language| language.connection_later(&name(language))),
        );
        view! {
            <span id=mover_id(id, false)>
                <IconButton icon=IconName::ArrowUp label=earlier disabled=place == 0 on_click=shift(false)/>
            </span>
            <span id=mover_id(id, true)>
                <IconButton icon=IconName::ArrowDown label=later disabled=place + 1 == count on_click=shift(true)/>
            </span>
        }
    });
    let navigate = use_navigate();
    let go = StoredValue::new(move |link: String| navigate(&link, NavigateOptions::default()));
    let items = Callback::new(move |()| {
        let language = words.now();
        let duplicate = move |()| {
            let copy = own.with_value(|own| copy_of(language, own, &session.connections(vendor)));
            let kept = session.put_connection(&copy);
            let made = language.connection_duplicated(&connection_name(language, &copy));
            tell_saved(toasts, language, made, kept);
            go.with_value(|go| go(settings_link(vendor, copy.id.as_str())));
        };
        let of_gateway = own.with_value(|own| own.of_gateway);
        let item = |label: &str, icon, danger, on_select| MenuItem {
            label: label.to_owned(),
            icon: Some(icon),
            danger,
            disabled: false,
            on_select,
        };
        let remove = if of_gateway {
            item(
                language.connection_reset(),
                IconName::Refresh,
                false,
                Callback::new(move |()| reset(forms, &own.get_value())),
            )
        } else {
            item(
                language.connection_delete(),
                IconName::Trash,
                true,
                Callback::new(move |()| removal.ask(own.get_value())),
            )
        };
        let copy = item(
            language.connection_duplicate(),
            IconName::Copy,
            false,
            Callback::new(move |()| untrack(|| duplicate(()))),
        );
        vec![copy, remove]
    });
    view! {
        <li class="connection-row">
            <a
                class="connection-open"
                href=link
                aria-current=move || (current.get() == Some(id)).then_some("true")
            >
                {color_dot(connection.color.as_str())}
                <span class="connection-name">{words.with(name)}</span>
                {connection
                    .production
                    .then(|| view! { <Badge tone=Tone::Bad label=words.of(Language::production)/> })}
                {move || {
                    is_unsaved
                        .get()
                        .then(|| {
                            view! { <Badge tone=Tone::Warn label=words.of(Language::settings_unsaved)/> }
                        })
                }}
                <span class="connection-way">{ways}</span>
            </a>
            {movers}
            <Menu
                label=words.with(move |language| language.connection_actions(&name(language)))
                icon=IconName::More
                items=items
            />
        </li>
    }
    .into_any()
}

/// Undoes the admin's changes to a connection that the gateway names.
fn reset(forms: Forms, connection: &Connection) {
    let kept = forms.session.remove_connection(connection.id);
    if let Some(form) = untrack(|| forms.of(connection.id)) {
        form.discard();
    }
    let language = forms.words.now();
    let now = untrack(|| forms.session.of(connection).connection(connection.vendor));
    let done = language.connection_reset_done(&connection_name(language, &now));
    tell_saved(forms.toasts, language, done, kept);
}

/// A connection like another one, under a name and an id of its own.
fn copy_of(language: Language, original: &Connection, all: &[Connection]) -> Connection {
    let mut name = language.connection_copy_of(&connection_name(language, original));
    while all.iter().any(|other| other.name == name) {
        name = language.connection_copy_of(&name);
    }
    Connection {
        id: ConnectionId::fresh(original.vendor, &new_id()),
        name,
        of_gateway: false,
        ..original.clone()
    }
}

fn mover_id(id: ConnectionId, later: bool) -> String {
    format!("{}-{id}", if later { "later" } else { "earlier" })
}

/// The rows are made anew by a move; focus stays with the button that was pressed, or at an end with its neighbour.
fn focus_mover(id: ConnectionId, later: bool) {
    request_animation_frame(move || {
        let button = |later| {
            let found = document()
                .get_element_by_id(&mover_id(id, later))?
                .query_selector("button:not(:disabled)")
                .ok()??;
            found.dyn_into::<HtmlElement>().ok()
        };
        if let Some(button) = button(later).or_else(|| button(!later)) {
            // It fails only for an element that is gone.
            _ = button.focus();
        }
    });
}
