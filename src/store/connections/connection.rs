//! How a vendor is reached, under a name of the admin's own. Secrets are no part of it.

use super::{ConnectionColor, ConnectionId};
use crate::transport::{ProxyHeaders, Route};
use vendors::Vendor;

/// One of a vendor's connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// What tells it from all others, of whatever vendor.
    pub id: ConnectionId,
    /// Where it leads.
    pub vendor: Vendor,
    /// What the admin calls it; empty for the vendor's own name.
    pub name: String,
    /// By what it is told apart at a glance.
    pub color: ConnectionColor,
    /// Whether real people are behind it: then every write says so.
    pub production: bool,
    /// The vendor's base URL; the gateway does not use it.
    pub base_url: String,
    /// The way there.
    pub route: Route,
    /// What a proxy of somebody's own wants to see. Only the names are kept; the values are secrets.
    pub proxy_headers: ProxyHeaders,
    /// ShareCreators only: delete by `user_id` instead of by e-mail, for tenants that want it so.
    pub delete_by_user_id: bool,
    /// Whether the gateway named it. Then it is there as long as the gateway says so, and cannot be deleted from here.
    pub of_gateway: bool,
}

impl Connection {
    /// A connection that nobody configured: through the gateway, with the documented base URL where there is one.
    pub fn new(id: ConnectionId, vendor: Vendor) -> Connection {
        Connection {
            id,
            vendor,
            name: String::new(),
            color: ConnectionColor::default(),
            production: false,
            base_url: vendor.documented_base_url().unwrap_or_default().to_owned(),
            route: Route::gateway(vendor),
            proxy_headers: ProxyHeaders::default(),
            delete_by_user_id: false,
            of_gateway: false,
        }
    }

    /// The connection that a vendor begins with.
    pub fn first_of(vendor: Vendor) -> Connection {
        Connection::new(ConnectionId::first_of(vendor), vendor)
    }
}
