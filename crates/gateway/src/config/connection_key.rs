//! The keys of a connection's table, and which of them have variables in the environment.

use vendors::Vendor;
use vendors::problem::Field;

/// A key of a connection that is not one of its credentials'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    Vendor,
    Upstream,
    Name,
    Color,
    Production,
    Apps,
    AllowPrivate,
}

pub(super) const PLAIN: [(&str, Plain); 7] = [
    ("vendor", Plain::Vendor),
    ("upstream", Plain::Upstream),
    ("name", Plain::Name),
    ("color", Plain::Color),
    ("production", Plain::Production),
    ("apps", Plain::Apps),
    ("allow_private", Plain::AllowPrivate),
];

/// One part of a vendor's credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) key: &'static str,
    pub(super) vendor: Vendor,
    pub(super) field: Field,
    /// Whether it must not be seen; the others only say who we are.
    pub(super) secret: bool,
}

const fn part(key: &'static str, vendor: Vendor, field: Field, secret: bool) -> Part {
    Part {
        key,
        vendor,
        field,
        secret,
    }
}

pub(super) const PARTS: [Part; 6] = [
    part("manager_name", Vendor::T12, Field::ManagerName, false),
    part("manager_key", Vendor::T12, Field::ManagerKey, true),
    part("authkey", Vendor::Tingyun, Field::Authkey, true),
    part("bitkey", Vendor::BitAnswer, Field::Bitkey, true),
    part("token", Vendor::ShareCreators, Field::Token, true),
    part("bid", Vendor::ShareCreators, Field::Bid, false),
];

/// Every key of a connection's table.
pub(super) fn keys() -> impl Iterator<Item = String> {
    let plain = PLAIN.into_iter().map(|(key, _)| key.to_owned());
    let parts = PARTS
        .into_iter()
        .flat_map(|part| [part.key.to_owned(), format!("{}_file", part.key)]);
    plain.chain(parts)
}

/// The keys that can come from the environment: where a connection leads and what it is let in with. The others would be
/// ambiguous (`ROLLCALL_A_MANAGER_NAME`: the name of `a-manager`, or the manager of `a`?) and are no secrets.
pub(super) fn variable_keys() -> impl Iterator<Item = String> {
    keys().filter(|key| {
        !matches!(
            key.as_str(),
            "vendor" | "name" | "color" | "production" | "apps"
        )
    })
}

/// The beginning of a connection's variables.
pub(super) fn variable_prefix(id: &str) -> String {
    format!("ROLLCALL_{}_", id.to_ascii_uppercase().replace('-', "_"))
}
