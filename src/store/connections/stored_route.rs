//! A way to a vendor as it is kept.

use crate::transport::{Route, is_connection_id};
use serde_json::{Value, json};

/// Reads a way; `None` if it is not understood. A way that only a later version knows must not send anything to
/// somebody's proxy.
pub(super) fn read_route(value: &Value) -> Option<Route> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    match value["way"].as_str()? {
        "gateway" => text("connection")
            .filter(|id| is_connection_id(id))
            .map(|connection| Route::Gateway { connection }),
        "prefix" => text("address").map(Route::Prefix),
        "template" => text("address").map(Route::Template),
        "direct" => Some(Route::Direct),
        _ => None,
    }
}

/// The way as it is kept.
pub(super) fn written_route(route: &Route) -> Value {
    match route {
        Route::Gateway { connection } => json!({ "way": "gateway", "connection": connection }),
        Route::Prefix(address) => json!({ "way": "prefix", "address": address }),
        Route::Template(address) => json!({ "way": "template", "address": address }),
        Route::Direct => json!({ "way": "direct" }),
    }
}
