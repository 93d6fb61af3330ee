//! The way from a vendor's page to the settings of the connection that it was opened with.

use crate::routes::{Page, parameter};
use crate::session::use_session;
use leptos::prelude::*;
use vendors::Vendor;

/// The settings of the connection by which this page calls a vendor. Asked for while the page is made.
pub fn settings_link(vendor: Vendor) -> String {
    let session = use_session();
    let name = untrack(|| session.address_name(&session.connection(vendor)));
    Page::Settings.link(&[
        (parameter::SECTION, vendor.slug()),
        (parameter::CONNECTION, &name),
    ])
}
