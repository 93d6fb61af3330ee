//! What is wrong with the file of a static host, in words. Knows no component.

use crate::i18n::Language;
use crate::session::site::{Allowed, Fault, Found};

/// What was found.
pub fn found(language: Language, found: &Found) -> String {
    match found {
        Found::Nothing => language.site_found_nothing().to_owned(),
        Found::Unknown => language.site_found_unknown().to_owned(),
        Found::Credentials => language.site_found_credentials().to_owned(),
        Found::NoJson { line, column } => language.site_found_no_json(*line, *column),
        Found::Value(value) => value.clone(),
        Found::Text(text) => language.site_found_text(text),
        Found::List => language.site_found_list().to_owned(),
        Found::Empty => language.site_found_empty().to_owned(),
        Found::Object => language.site_found_object().to_owned(),
        Found::Twice(text) => language.site_found_twice(text),
    }
}

/// What may stand there.
pub fn allowed(language: Language, fault: &Fault) -> String {
    let listed = |names: &[&str]| {
        let names = names.iter().filter(|name| !name.starts_with('$'));
        names
            .copied()
            .collect::<Vec<_>>()
            .join(language.list_separator())
    };
    match fault.allowed {
        // What is wrong is the member's own name.
        Allowed::Object(names) if fault.found == Found::Unknown => {
            language.site_allowed_one_of(&listed(names))
        }
        Allowed::Object(names) => language.site_allowed_members(&listed(names)),
        Allowed::NoCredentials => language.site_allowed_no_credentials().to_owned(),
        Allowed::Version(number) => language.site_allowed_version(number),
        Allowed::Name(most) => language.site_allowed_name(most),
        Allowed::OneOf(names) => language.site_allowed_one_of(&listed(names)),
        Allowed::Vendors(names) => language.site_allowed_some_of(&listed(names)),
        Allowed::Boolean => language.site_allowed_boolean().to_owned(),
        Allowed::List => language.site_allowed_list().to_owned(),
        Allowed::Id => language.site_allowed_id().to_owned(),
        Allowed::BaseUrl => language.site_allowed_base_url().to_owned(),
        Allowed::Prefix => language.site_allowed_prefix().to_owned(),
        Allowed::Template => language.site_allowed_template().to_owned(),
        Allowed::HeaderName => language.site_allowed_header_name().to_owned(),
        Allowed::Origin => language.site_allowed_origin().to_owned(),
        Allowed::WithGatewayOnly => language.site_allowed_with_gateway().to_owned(),
        Allowed::AtVendorOnly(vendor) => language.site_allowed_at_vendor(vendor),
    }
}

/// Where a fault is.
pub fn member(language: Language, fault: &Fault) -> String {
    if fault.member.is_empty() {
        language.site_whole_file().to_owned()
    } else {
        fault.member.clone()
    }
}
