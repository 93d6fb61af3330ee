//! `/config.json`: what the console must know of the gateway. Credentials in it are the sandbox's public ones only.

use serde_json::{Map, Value, json};
use vendors::Vendor;

use crate::access::{Identity, Role};
use crate::config::{Config, Connection, Mode};

/// The document, as the console reads it. As long as nobody is signed in where somebody should be, it says so and names
/// no connection.
pub fn document(config: &Config, identity: Option<&Identity>) -> Value {
    let mode = config.access.mode();
    let admitted = mode == Mode::Open || identity.is_some();
    let mut document = json!({
        "gateway": { "version": env!("CARGO_PKG_VERSION") },
        "access": mode.as_str(),
        "connections": if admitted { connections(config) } else { json!([]) },
    });
    // Before anybody is signed in, too: a portal shows the page that asks who is there.
    if !config.access.embed_origins.is_empty() {
        document["embed"] = json!({ "origins": config.access.embed_origins });
    }
    // Who may read the trail: an admin, or whoever is at this machine.
    let reads = match identity {
        Some(identity) => identity.role == Role::Admin,
        None => mode == Mode::Open,
    };
    if config.audit_file.is_some() && reads {
        document["gateway"]["audit"] = true.into();
    }
    if let Some(identity) = identity {
        document["identity"] = json!({ "name": identity.name, "role": identity.role.as_str() });
    }
    document
}

/// Every connection in its order.
pub(crate) fn connections(config: &Config) -> Value {
    config.connections.iter().map(connection).collect()
}

fn connection(connection: &Connection) -> Value {
    let mut entry = json!({
        "id": connection.id,
        "vendor": connection.vendor.slug(),
        "name": connection.name,
        "color": connection.color.map(|color| color.as_str()),
        "production": connection.production,
        "upstream": if connection.upstream.is_some() { "configured" } else { "sandbox" },
        "holds_credentials": connection.credentials.is_some(),
    });
    if let Some(credentials) = public_credentials(connection) {
        entry["credentials"] = credentials;
    }
    if connection.vendor == Vendor::T12 {
        entry["apps"] = apps(connection);
    }
    entry
}

/// What opens the sandbox, where nobody else authorizes.
fn public_credentials(connection: &Connection) -> Option<Value> {
    let needed = connection.upstream.is_none() && connection.credentials.is_none();
    needed.then(|| {
        let fields = sandbox::demo_credentials(connection.vendor).iter();
        let fields: Map<String, Value> = fields
            .map(|(field, value)| ((*field).to_owned(), Value::from(*value)))
            .collect();
        Value::Object(fields)
    })
}

fn apps(connection: &Connection) -> Value {
    if connection.apps.is_empty() && connection.upstream.is_none() {
        return Value::from(sandbox::demo_apps());
    }
    Value::from(connection.apps.clone())
}
