//! `/config.json`: what the console must know of the gateway. Credentials in it are the sandbox's public ones only.

use serde_json::{Map, Value, json};
use vendors::Vendor;

use crate::access::Identity;
use crate::config::{Config, Mode};

/// The document, as the console reads it.
/// As long as nobody is signed in where somebody should be, it says so and nothing of the vendors.
pub fn document(config: &Config, identity: Option<&Identity>) -> Value {
    let mode = config.access.mode();
    let vendors: Map<String, Value> = Vendor::ALL
        .into_iter()
        .map(|vendor| (vendor.slug().to_owned(), entry(config, vendor)))
        .collect();
    let mut document = json!({
        "gateway": { "version": env!("CARGO_PKG_VERSION") },
        "access": mode.as_str(),
        "vendors": {},
    });
    if let Some(identity) = identity {
        document["identity"] = json!({ "name": identity.name, "role": identity.role.as_str() });
    }
    if mode == Mode::Open || identity.is_some() {
        document["vendors"] = Value::from(vendors);
    }
    document
}

fn entry(config: &Config, vendor: Vendor) -> Value {
    if config.upstream(vendor).is_some() {
        return json!({ "upstream": "configured" });
    }
    let credentials: Map<String, Value> = sandbox::demo_credentials(vendor)
        .iter()
        .map(|(field, value)| ((*field).to_owned(), Value::from(*value)))
        .collect();
    let mut entry = json!({ "upstream": "sandbox", "credentials": credentials });
    if vendor == Vendor::T12 {
        entry["apps"] = Value::from(sandbox::demo_apps());
    }
    entry
}
