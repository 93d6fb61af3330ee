//! The way from a vendor's page to a plan from a file, by the connection that the page was opened with.

use crate::i18n::{Language, Words};
use crate::routes::{Page, parameter};
use crate::session::Session;
use crate::ui::{Icon, IconName, LINK_BUTTON};
use leptos::prelude::*;
use vendors::Vendor;

/// The plan page for a connection; follows changes of its name in addresses.
pub fn plan_address(session: Session, vendor: Vendor) -> String {
    let name = session.address_name(&session.connection(vendor));
    Page::Plan.link(&[
        (parameter::SECTION, vendor.slug()),
        (parameter::CONNECTION, &name),
    ])
}

/// A link that looks like a button; nothing where nothing may be changed.
pub fn plan_link(
    words: Words,
    session: Session,
    vendor: Vendor,
    label: fn(Language) -> &'static str,
) -> AnyView {
    if !session.may_write(vendor) {
        return ().into_any();
    }
    view! {
        <a class=LINK_BUTTON href=move || plan_address(session, vendor)>
            <Icon name=IconName::Upload/>
            {words.of(label)}
        </a>
    }
    .into_any()
}
