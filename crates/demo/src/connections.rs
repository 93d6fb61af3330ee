//! `/config.json` as a gateway says it that leads to the sandbox and asks nobody who they are. It keeps no audit trail.

use serde_json::{Map, Value, json};
use vendors::Vendor;

/// The document.
pub(crate) fn document() -> Value {
    let connections: Vec<Value> = Vendor::ALL.into_iter().map(connection).collect();
    json!({
        "gateway": { "version": env!("CARGO_PKG_VERSION") },
        "access": "open",
        "connections": connections,
    })
}

fn connection(vendor: Vendor) -> Value {
    let credentials: Map<String, Value> = sandbox::demo_credentials(vendor)
        .iter()
        .map(|(field, value)| ((*field).to_owned(), Value::from(*value)))
        .collect();
    let mut entry = json!({
        "id": vendor.slug(),
        "vendor": vendor.slug(),
        "upstream": "sandbox",
        "holds_credentials": false,
        "credentials": credentials,
    });
    if vendor == Vendor::T12 {
        entry["apps"] = sandbox::demo_apps().into();
    }
    entry
}
