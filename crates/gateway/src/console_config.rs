//! `/config.json`: what the console must know of the gateway. Credentials in it are the sandbox's public ones only.

use serde_json::{Map, Value, json};
use vendors::Vendor;

use crate::config::Config;

/// The document, as the console reads it.
pub fn document(config: &Config) -> Value {
    let vendors: Map<String, Value> = Vendor::ALL
        .into_iter()
        .map(|vendor| (vendor.slug().to_owned(), entry(config, vendor)))
        .collect();
    json!({
        "gateway": { "version": env!("CARGO_PKG_VERSION") },
        "vendors": vendors,
    })
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
