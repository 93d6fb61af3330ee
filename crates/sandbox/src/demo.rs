//! What an admin needs to try the sandbox: credentials and app names. All of it is public, none of it opens anything.

use vendors::Vendor;

pub(crate) const MANAGER_NAME: &str = "sandbox-manager";
pub(crate) const MANAGER_KEY: &str = "sandbox-manager-key";
pub(crate) const AUTHKEY: &str = "sandbox-authkey";
pub(crate) const BITKEY: &str = "sandbox-bitkey";
pub(crate) const BID: &str = "sandbox-tenant";
/// Shaped like the vendor's JWT; its payload is
/// `{"bchCode":"000001","account":"sandbox","iss":"ShareCreators","iat":1767225600}`.
pub(crate) const TOKEN: &str = concat!(
    "eyJhbGciOiJIUzI1NiJ9.",
    "eyJiY2hDb2RlIjoiMDAwMDAxIiwiYWNjb3VudCI6InNhbmRib3giLCJpc3MiOiJTaGFyZUNyZWF0b3JzIiwiaWF0IjoxNzY3MjI1NjAwfQ.",
    "c2FuZGJveCB0b2tlbnMgYXJlIG5vdCBzaWduZWQ"
);

/// The credentials that the sandbox accepts for a vendor: the names of the fields, as in `config.json`, and their
/// values.
pub fn demo_credentials(vendor: Vendor) -> &'static [(&'static str, &'static str)] {
    match vendor {
        Vendor::T12 => &[("manager_name", MANAGER_NAME), ("manager_key", MANAGER_KEY)],
        Vendor::Tingyun => &[("authkey", AUTHKEY)],
        Vendor::BitAnswer => &[("bitkey", BITKEY)],
        Vendor::ShareCreators => &[("token", TOKEN), ("bid", BID)],
    }
}

/// The app names that T12 knows in the sandbox, whatever the seed.
pub fn demo_apps() -> &'static [&'static str] {
    &[
        "huadong-manufacturing",
        "northwind-retail",
        "qingdao-hr",
        "lakeside-bank",
        "shenzhen-campus",
        "harbour-logistics",
        "chengdu-clinic",
        "atlas-insurance",
        "华北电力测评",
        "人才发展中心",
        "trial-2026",
        "closed-pilot",
    ]
}
