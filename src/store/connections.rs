//! How each vendor is reached. Secrets are not part of it: they live in memory only.

use super::local::{self, StorageFull};
use crate::transport::{ProxyHeaders, Route, is_connection_id};
use serde::{Deserialize, Serialize};
use vendors::Vendor;

/// How a vendor is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The vendor's base URL; the gateway does not use it.
    pub base_url: String,
    /// The way there.
    pub route: Route,
    /// What a proxy of somebody's own wants to see. Only the names are kept; the values are secrets.
    pub proxy_headers: ProxyHeaders,
    /// ShareCreators only: delete by `user_id` instead of by e-mail, for tenants that want it so.
    pub delete_by_user_id: bool,
}

impl Connection {
    /// What a vendor starts with: the gateway, and the documented base URL where there is one.
    pub fn default_for(vendor: Vendor) -> Connection {
        Connection {
            base_url: vendor.documented_base_url().unwrap_or_default().to_owned(),
            route: Route::gateway(vendor),
            proxy_headers: ProxyHeaders::default(),
            delete_by_user_id: false,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    base_url: String,
    route: String,
    /// The prefix, the template, or the id of the gateway's connection.
    #[serde(default)]
    proxy: String,
    #[serde(default)]
    proxy_headers: Vec<String>,
    #[serde(default)]
    delete_by_user_id: bool,
}

fn name(vendor: Vendor) -> String {
    format!("connection/{}", vendor.slug())
}

/// The kept connection, or the default.
pub fn load_connection(vendor: Vendor) -> Connection {
    let Some(stored) = local::read::<Stored>(&name(vendor)) else {
        return Connection::default_for(vendor);
    };
    Connection {
        base_url: stored.base_url,
        route: match stored.route.as_str() {
            "prefix" => Route::Prefix(stored.proxy),
            "template" => Route::Template(stored.proxy),
            "direct" => Route::Direct,
            "gateway" if is_connection_id(&stored.proxy) => Route::Gateway {
                connection: stored.proxy,
            },
            _ => Route::gateway(vendor),
        },
        proxy_headers: ProxyHeaders::named(stored.proxy_headers),
        delete_by_user_id: stored.delete_by_user_id,
    }
}

/// Keeps a connection.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn save_connection(vendor: Vendor, connection: &Connection) -> Result<(), StorageFull> {
    let (route, proxy) = match &connection.route {
        Route::Gateway { connection } => ("gateway", connection.as_str()),
        Route::Prefix(prefix) => ("prefix", prefix.as_str()),
        Route::Template(template) => ("template", template.as_str()),
        Route::Direct => ("direct", ""),
    };
    local::write(
        &name(vendor),
        &Stored {
            base_url: connection.base_url.clone(),
            route: route.to_owned(),
            proxy: proxy.to_owned(),
            proxy_headers: connection
                .proxy_headers
                .names()
                .map(str::to_owned)
                .collect(),
            delete_by_user_id: connection.delete_by_user_id,
        },
    )
}
