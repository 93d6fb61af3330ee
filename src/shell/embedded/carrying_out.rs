//! Doing what the portal wishes, where it may be done.

use super::Looks;
use super::unsaved::Unsaved;
use crate::query::Query;
use crate::routes::{Page, beside, parameter};
use crate::session::Session;
use embed::{Address, Connections, Refusal, Settings, Wish, with_connection};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::Vendor;
use wasm_bindgen::JsValue;

/// Leads the router to an address.
type Go = Box<dyn Fn(&str)>;

/// What wishes are carried out with.
#[derive(Clone, Copy)]
pub struct Hands {
    session: Session,
    looks: Looks,
    unsaved: Unsaved,
    connections: StoredValue<Connections>,
    go: StoredValue<Go, LocalStorage>,
}

impl Hands {
    /// Below the router.
    pub fn new(
        session: Session,
        looks: Looks,
        unsaved: Unsaved,
        connections: Connections,
    ) -> Hands {
        let navigate = use_navigate();
        Hands {
            session,
            looks,
            unsaved,
            connections: StoredValue::new(connections),
            go: StoredValue::new_local(Box::new(move |address: &str| {
                // A portal that leads has made a step of its own; with another one here, going back would take two.
                let options = NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                };
                navigate(address, options);
            })),
        }
    }

    /// Carries a wish out.
    pub fn carry_out(self, wish: Wish) -> Result<(), Refusal> {
        match wish {
            Wish::Look(appearance) => self.looks.change(&appearance),
            Wish::Go { address, discard } => {
                let connections = self.connections.get_value();
                let target = target(self.session, &address, &connections)?;
                self.go_if_nothing_is_lost(&target, discard)?;
            }
            Wish::Connect(connections) => {
                if let Some(target) = same_place(&connections) {
                    self.go_if_nothing_is_lost(&target, false)?;
                }
                self.connections.set_value(connections);
            }
        }
        Ok(())
    }

    fn go_if_nothing_is_lost(self, target: &str, discard: bool) -> Result<(), Refusal> {
        if !discard && self.unsaved.now() {
            return Err(Refusal::Unsaved);
        }
        self.go.with_value(|go| go(target));
        Ok(())
    }
}

/// Puts the address at which the portal wants to begin into the frame, before the router reads it.
///
/// # Errors
/// [`Refusal::NoSuchPage`]; the frame then begins where it was.
pub fn begin_at(session: Session, settings: &Settings) -> Result<(), Refusal> {
    let target = match &settings.address {
        Some(address) => Some(target(session, address, &settings.connections)?),
        None => same_place(&settings.connections),
    };
    let (Some(target), Ok(history)) = (target, window().history()) else {
        return Ok(());
    };
    // Refused for another origin's address, which ours are not; then the frame begins where it was.
    _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&target));
    Ok(())
}

/// Where an address leads here.
fn target(
    session: Session,
    address: &Address,
    connections: &Connections,
) -> Result<String, Refusal> {
    let path = beside(&address.path);
    let page = Page::at(&path, "", "").0.ok_or(Refusal::NoSuchPage)?;
    let query = Query::read(&address.query);
    let vendor = vendor_of(page, &query);
    if vendor.is_some_and(|vendor| !session.shows(vendor)) {
        return Err(Refusal::NoSuchPage);
    }
    let named = vendor.and_then(|vendor| connections.of(vendor));
    let query = match named {
        Some(id) => with_connection(&address.query, parameter::CONNECTION, id),
        None => address.query.clone(),
    };
    Ok(page.with(&Query::read(&query)))
}

/// The vendor that a page is about; a plan says so in its query.
fn vendor_of(page: Page, query: &Query) -> Option<Vendor> {
    match page {
        Page::Plan => Vendor::from_slug(query.get(parameter::SECTION)),
        page => page.vendor(),
    }
}

/// The page that is open by the connection that is wanted for it, if that is another one. What is open over the list is
/// about an account of the other connection, and does not come along.
fn same_place(connections: &Connections) -> Option<String> {
    let location = window().location();
    let (path, search) = (location.pathname().ok()?, location.search().ok()?);
    let hash = location.hash().ok()?;
    let (page, query) = Page::at(&path, &search, &hash);
    let (page, query) = (page?, Query::read(query));
    let id = connections.of(vendor_of(page, &query)?)?;
    if query.get(parameter::CONNECTION) == id {
        return None;
    }
    let changes = [
        (parameter::CONNECTION, id),
        (parameter::DETAIL, ""),
        (parameter::ACTION, ""),
    ];
    Some(page.with(&query.with(&changes)))
}
