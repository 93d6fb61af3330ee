//! One of the file's connections: whole, or not at all, for half a connection may lead anywhere.

use super::VENDORS;
use super::fault::{Allowed, Found};
use super::reader::{Reader, below};
use crate::session::{Config, GatewayConnection};
use crate::store::{Connection, ConnectionColor, ConnectionId};
use crate::transport::{HeaderFault, ProxyHeaders, Route, base_url_fault, is_connection_id};
use serde_json::{Map, Value};
use vendors::Vendor;

pub(super) const MEMBERS: &[&str] = &[
    "id",
    "vendor",
    "name",
    "color",
    "production",
    "base_url",
    "route",
    "proxy_headers",
    "delete_by_user_id",
    "apps",
    "signed_by_gateway",
];
pub(super) const ROUTE: &[&str] = &["way", "address", "connection"];
pub(super) const WAYS: &[&str] = &["direct", "prefix", "template", "gateway"];
pub(super) const COLORS: &[&str] = &[
    "red", "orange", "amber", "green", "teal", "blue", "violet", "pink", "grey",
];

/// Reads a connection; `None` if anything of it is wrong.
pub(super) fn read(
    reader: &mut Reader,
    at: &str,
    value: &Value,
    before: &Config,
) -> Option<GatewayConnection> {
    let faults = reader.faults.len();
    let members = reader.object(at, value, MEMBERS)?;
    let id = id(reader, at, members, before);
    let vendor = vendor(reader, at, members);
    let (id, vendor) = (id?, vendor?);
    let mut connection = Connection {
        of_gateway: true,
        ..Connection::new(id, vendor)
    };
    if let Some(name) = members.get("name") {
        connection.name = reader.name(&below(at, "name"), name).unwrap_or_default();
    }
    if let Some(color) = members.get("color") {
        let color = reader.choice(
            &below(at, "color"),
            color,
            COLORS,
            ConnectionColor::from_name,
        );
        connection.color = color.unwrap_or_default();
    }
    if let Some(production) = members.get("production") {
        let production = reader.boolean(&below(at, "production"), production);
        connection.production = production.unwrap_or_default();
    }
    if let Some(route) = route(reader, &below(at, "route"), members.get("route"), id) {
        connection.route = route;
    }
    base_url(reader, at, members, &mut connection);
    if let Some(names) = members.get("proxy_headers") {
        connection.proxy_headers = headers(reader, &below(at, "proxy_headers"), names, vendor);
    }
    if let Some(by_user_id) = members.get("delete_by_user_id") {
        let at = below(at, "delete_by_user_id");
        connection.delete_by_user_id = reader.boolean(&at, by_user_id).unwrap_or_default();
        if vendor != Vendor::ShareCreators {
            let only = Allowed::AtVendorOnly(Vendor::ShareCreators.slug());
            reader.fault(&at, Found::of(Some(by_user_id)), only);
        }
    }
    let holds_credentials = members.get("signed_by_gateway").is_some_and(|signed| {
        let at = below(at, "signed_by_gateway");
        if !connection.route.is_gateway() {
            reader.fault(&at, Found::of(Some(signed)), Allowed::WithGatewayOnly);
        }
        reader.boolean(&at, signed).unwrap_or_default()
    });
    let apps = apps(reader, &below(at, "apps"), members.get("apps"), vendor);
    (reader.faults.len() == faults).then_some(GatewayConnection {
        connection,
        sandbox: false,
        holds_credentials,
        credentials: None,
        apps,
    })
}

fn id(
    reader: &mut Reader,
    at: &str,
    members: &Map<String, Value>,
    before: &Config,
) -> Option<ConnectionId> {
    let at = below(at, "id");
    let value = members.get("id");
    let id = value.and_then(Value::as_str).and_then(ConnectionId::new);
    match id {
        None => reader.fault(&at, Found::of(value), Allowed::Id),
        Some(id) if before.connection(id).is_some() => {
            reader.fault(&at, Found::Twice(id.to_string()), Allowed::Id);
        }
        Some(_) => {}
    }
    id
}

fn vendor(reader: &mut Reader, at: &str, members: &Map<String, Value>) -> Option<Vendor> {
    let value = members.get("vendor");
    let vendor = value.and_then(Value::as_str).and_then(Vendor::from_slug);
    if vendor.is_none() {
        let at = below(at, "vendor");
        reader.fault(&at, Found::of(value), Allowed::OneOf(VENDORS));
    }
    vendor
}

fn route(reader: &mut Reader, at: &str, value: Option<&Value>, id: ConnectionId) -> Option<Route> {
    let Some(value) = value else {
        reader.fault(at, Found::Nothing, Allowed::Object(ROUTE));
        return None;
    };
    let members = reader.object(at, value, ROUTE)?;
    let way = members.get("way");
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let address = text("address").unwrap_or_default().to_owned();
    let (route, allowed) = match way.and_then(Value::as_str) {
        Some("direct") => return Some(Route::Direct),
        Some("prefix") => (Route::Prefix(address), Allowed::Prefix),
        Some("template") => (Route::Template(address), Allowed::Template),
        Some("gateway") => {
            let connection = match members.get("connection") {
                None => id.to_string(),
                Some(value) => {
                    let at = below(at, "connection");
                    let named = reader.text(&at, value, Allowed::Id, is_connection_id)?;
                    named.to_owned()
                }
            };
            return Some(Route::Gateway { connection });
        }
        _ => {
            let at = below(at, "way");
            reader.fault(&at, Found::of(way), Allowed::OneOf(WAYS));
            return None;
        }
    };
    if route.fault().is_some() {
        let found = Found::of(members.get("address"));
        reader.fault(&below(at, "address"), found, allowed);
    }
    Some(route)
}

fn base_url(
    reader: &mut Reader,
    at: &str,
    members: &Map<String, Value>,
    connection: &mut Connection,
) {
    let at = below(at, "base_url");
    match members.get("base_url") {
        Some(value) => {
            let fits = |text: &str| base_url_fault(text).is_none();
            if let Some(text) = reader.text(&at, value, Allowed::BaseUrl, fits) {
                connection.base_url = text.to_owned();
            }
        }
        // The gateway knows its own, and two vendors document their addresses.
        None if connection.route.is_gateway() || !connection.base_url.is_empty() => {}
        None => reader.fault(&at, Found::Nothing, Allowed::BaseUrl),
    }
}

fn headers(reader: &mut Reader, at: &str, value: &Value, vendor: Vendor) -> ProxyHeaders {
    let list = reader.list(at, value);
    let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let headers = ProxyHeaders::named(list.iter().map(name).collect());
    for (place, fault) in headers.faults(vendor).into_iter().enumerate() {
        // The values are typed in the console.
        if fault.is_some_and(|fault| fault != HeaderFault::NoValue) {
            let at = format!("{at}[{place}]");
            reader.fault(&at, Found::of(list.get(place)), Allowed::HeaderName);
        }
    }
    headers
}

fn apps(reader: &mut Reader, at: &str, value: Option<&Value>, vendor: Vendor) -> Vec<String> {
    let Some(value) = value else {
        return Vec::new();
    };
    if vendor != Vendor::T12 {
        let only = Allowed::AtVendorOnly(Vendor::T12.slug());
        reader.fault(at, Found::of(Some(value)), only);
        return Vec::new();
    }
    let list = reader.list(at, value);
    let named = |(place, value)| reader.name(&format!("{at}[{place}]"), value);
    list.iter().enumerate().filter_map(named).collect()
}
