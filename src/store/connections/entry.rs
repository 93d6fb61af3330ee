//! What is kept of one connection: all of it if it is the admin's own, and where the gateway named it only what the
//! admin wants otherwise, so that the rest follows the gateway.

use super::stored_route::{read_route, written_route};
use super::{Connection, ConnectionColor, ConnectionId};
use crate::transport::{ProxyHeaders, Route};
use serde_json::{Map, Value};
use vendors::Vendor;

/// What is kept of one connection. What is `None` is as it is without this entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose entry this is.
    pub id: ConnectionId,
    /// Where the connection leads.
    pub vendor: Vendor,
    /// Whether the gateway named the connection. Without a gateway that does, the entry is kept and not shown.
    pub of_gateway: bool,
    name: Option<String>,
    color: Option<ConnectionColor>,
    production: Option<bool>,
    base_url: Option<String>,
    route: Option<Route>,
    /// Names alone.
    proxy_headers: Option<Vec<String>>,
    delete_by_user_id: Option<bool>,
}

impl Entry {
    /// An entry that says nothing but where in the order the connection stands.
    pub fn place_of(connection: &Connection) -> Entry {
        Entry::empty(connection.id, connection.vendor, connection.of_gateway)
    }

    /// Everything about a connection of the admin's own.
    pub fn whole(connection: &Connection) -> Entry {
        Entry {
            name: Some(connection.name.clone()),
            color: Some(connection.color),
            production: Some(connection.production),
            base_url: Some(connection.base_url.clone()),
            route: Some(connection.route.clone()),
            proxy_headers: Some(header_names(connection)),
            delete_by_user_id: Some(connection.delete_by_user_id),
            ..Entry::place_of(connection)
        }
    }

    /// What the admin wants otherwise than the gateway says.
    pub fn difference(wanted: &Connection, said: &Connection) -> Entry {
        fn changed<T: PartialEq + Clone>(wanted: &T, said: &T) -> Option<T> {
            (wanted != said).then(|| wanted.clone())
        }
        Entry {
            name: changed(&wanted.name, &said.name),
            color: changed(&wanted.color, &said.color),
            production: changed(&wanted.production, &said.production),
            base_url: changed(&wanted.base_url, &said.base_url),
            route: changed(&wanted.route, &said.route),
            proxy_headers: changed(&header_names(wanted), &header_names(said)),
            delete_by_user_id: changed(&wanted.delete_by_user_id, &said.delete_by_user_id),
            ..Entry::place_of(said)
        }
    }

    /// What the first version kept: an address and a way to it.
    pub(super) fn of_version_0(
        vendor: Vendor,
        base_url: Option<String>,
        route: Option<Route>,
        proxy_headers: Option<Vec<String>>,
        delete_by_user_id: bool,
    ) -> Entry {
        let of_gateway = route.is_none();
        Entry {
            base_url,
            route,
            proxy_headers,
            delete_by_user_id: Some(delete_by_user_id),
            ..Entry::empty(ConnectionId::first_of(vendor), vendor, of_gateway)
        }
    }

    fn empty(id: ConnectionId, vendor: Vendor, of_gateway: bool) -> Entry {
        Entry {
            id,
            vendor,
            of_gateway,
            name: None,
            color: None,
            production: None,
            base_url: None,
            route: None,
            proxy_headers: None,
            delete_by_user_id: None,
        }
    }

    /// The connection that this entry and what it stands on give.
    pub fn over(&self, mut base: Connection) -> Connection {
        fn take<T: Clone>(place: &mut T, value: Option<&T>) {
            if let Some(value) = value {
                place.clone_from(value);
            }
        }
        // Without a name of its own it goes by the one that it has already.
        let name = self.name.as_ref().filter(|name| !name.is_empty());
        take(&mut base.name, name);
        take(&mut base.color, self.color.as_ref());
        take(&mut base.production, self.production.as_ref());
        take(&mut base.base_url, self.base_url.as_ref());
        take(&mut base.route, self.route.as_ref());
        if let Some(names) = &self.proxy_headers {
            base.proxy_headers = ProxyHeaders::named(names.clone());
        }
        take(&mut base.delete_by_user_id, self.delete_by_user_id.as_ref());
        base
    }

    /// Reads an entry; `None` if it is not wholly understood, for half a connection may lead anywhere.
    pub(super) fn read(value: &Value) -> Option<Entry> {
        let id = ConnectionId::new(value["id"].as_str()?)?;
        let vendor = Vendor::from_slug(value["vendor"].as_str()?)?;
        let of_gateway = read(value, "of_gateway", Value::as_bool)?.unwrap_or_default();
        Some(Entry {
            name: read(value, "name", text)?,
            color: read(value, "color", |color| {
                ConnectionColor::from_name(color.as_str()?)
            })?,
            production: read(value, "production", Value::as_bool)?,
            base_url: read(value, "base_url", text)?,
            route: read(value, "route", read_route)?,
            proxy_headers: read(value, "proxy_headers", texts)?,
            delete_by_user_id: read(value, "delete_by_user_id", Value::as_bool)?,
            ..Entry::empty(id, vendor, of_gateway)
        })
    }

    /// The entry as it is kept.
    pub(super) fn written(&self) -> Value {
        let mut fields = Map::new();
        let mut field = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                fields.insert(name.to_owned(), value);
            }
        };
        field("id", Some(self.id.as_str().into()));
        field("vendor", Some(self.vendor.slug().into()));
        field("of_gateway", self.of_gateway.then_some(true.into()));
        field("name", self.name.clone().map(Value::from));
        field("color", self.color.map(|color| color.as_str().into()));
        field("production", self.production.map(Value::from));
        field("base_url", self.base_url.clone().map(Value::from));
        field("route", self.route.as_ref().map(written_route));
        field("proxy_headers", self.proxy_headers.clone().map(Value::from));
        field("delete_by_user_id", self.delete_by_user_id.map(Value::from));
        Value::Object(fields)
    }
}

/// A field that may be absent: `None` if it is there and not what it should be.
fn read<T>(value: &Value, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match &value[name] {
        Value::Null => Some(None),
        found => read(found).map(Some),
    }
}

fn header_names(connection: &Connection) -> Vec<String> {
    connection
        .proxy_headers
        .names()
        .map(str::to_owned)
        .collect()
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(text).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
