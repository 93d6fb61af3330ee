//! The one document in which connections are kept, its versions, and how each becomes the newest. Pure.

use super::entry::Entry;
use super::{Connection, ConnectionId};
use crate::transport::Route;
use serde_json::{Value, json};
use vendors::Vendor;

/// The version that this console writes. Version 0 was a value of its own a vendor, see [`Document::of_version_0`].
pub const VERSION: u64 = 1;

/// Everything that is kept of connections, in the admin's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    entries: Vec<Entry>,
}

/// Why a text gives no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A later console wrote it, in this version of the document.
    Newer(u64),
    /// It is no such document.
    Damaged,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What was understood.
    pub document: Document,
    /// Whether some of it was not, and would be lost by writing it back.
    pub is_partial: bool,
}

impl Document {
    /// Reads a kept document of any version that there was.
    ///
    /// # Errors
    /// [`Unreadable`] if nothing can be made of it.
    pub fn read(text: &str) -> Result<Reading, Unreadable> {
        let root: Value =
            serde_json::from_slice(text.as_bytes()).map_err(|_| Unreadable::Damaged)?;
        match root["version"].as_u64() {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(Unreadable::Newer(newer)),
            _ => return Err(Unreadable::Damaged),
        }
        let found = root["connections"].as_array().ok_or(Unreadable::Damaged)?;
        let mut document = Document::default();
        for entry in found.iter().filter_map(Entry::read) {
            if document.entry(entry.id).is_none() {
                document.entries.push(entry);
            }
        }
        let is_partial = document.entries.len() < found.len();
        Ok(Reading {
            document,
            is_partial,
        })
    }

    /// The document as a text of the newest version.
    pub fn written(&self) -> String {
        let connections: Vec<Value> = self.entries.iter().map(Entry::written).collect();
        // A document of texts and numbers can always be written.
        serde_json::to_string(&json!({ "version": VERSION, "connections": connections }))
            .unwrap_or_default()
    }

    /// The document that the first version's values make, one a vendor: `{"base_url", "route", "proxy",
    /// "proxy_headers", "delete_by_user_id"}`, where `route` is `gateway`, `prefix`, `template` or `direct`. A value that is not understood was
    /// the default then, and is now.
    pub fn of_version_0(kept: impl Fn(Vendor) -> Option<Value>) -> Document {
        let entry = |vendor: Vendor| {
            let value = kept(vendor)?;
            let base_url = value["base_url"].as_str()?;
            let proxy = value["proxy"].as_str().unwrap_or_default().to_owned();
            let headers = value["proxy_headers"].as_array().map(|names| {
                let names = names.iter().filter_map(Value::as_str);
                names.map(str::to_owned).collect()
            });
            let route = match value["route"].as_str()? {
                "prefix" => Some(Route::Prefix(proxy)),
                "template" => Some(Route::Template(proxy)),
                "direct" => Some(Route::Direct),
                _ => None,
            };
            // What merely repeats the documented address was nobody's wish.
            let base_url =
                (Some(base_url) != vendor.documented_base_url()).then(|| base_url.to_owned());
            let by_user_id = value["delete_by_user_id"].as_bool().unwrap_or_default();
            Some(Entry::of_version_0(
                vendor, base_url, route, headers, by_user_id,
            ))
        };
        Document {
            entries: Vendor::ALL.into_iter().filter_map(entry).collect(),
        }
    }

    /// What is kept of a connection.
    fn entry(&self, id: ConnectionId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Every connection that there is: what is kept, what the gateway names, and for a vendor that would have none the
    /// one it begins with. `has_remains` says of which vendors something is kept under that first one's id, which must
    /// not become unreachable.
    pub fn connections(
        &self,
        of_gateway: &[Connection],
        has_remains: impl Fn(Vendor) -> bool,
    ) -> Vec<Connection> {
        let mut all = Vec::new();
        for vendor in Vendor::ALL {
            let named = |id| {
                of_gateway
                    .iter()
                    .find(|named| named.id == id && named.vendor == vendor)
            };
            let mut own: Vec<Connection> = self
                .entries
                .iter()
                .filter(|entry| entry.vendor == vendor)
                .filter_map(|entry| match named(entry.id) {
                    Some(named) => Some(entry.over(named.clone())),
                    None if entry.of_gateway => None,
                    None => Some(entry.over(Connection::new(entry.id, vendor))),
                })
                .collect();
            for named in of_gateway.iter().filter(|named| named.vendor == vendor) {
                if own.iter().all(|connection| connection.id != named.id) {
                    own.push(named.clone());
                }
            }
            let first = Connection::first_of(vendor);
            if own.is_empty()
                || (has_remains(vendor) && own.iter().all(|connection| connection.id != first.id))
            {
                let kept = self.entry(first.id).filter(|kept| kept.vendor == vendor);
                own.push(match kept {
                    Some(kept) => kept.over(first),
                    None => first,
                });
            }
            all.append(&mut own);
        }
        all
    }

    /// Keeps a connection as it is wanted. `listed` are the connections as they are shown, whose order is kept with it.
    pub fn put(&mut self, wanted: &Connection, listed: &[Connection], of_gateway: &[Connection]) {
        self.keep_order(wanted.vendor, listed);
        let entry = match of_gateway.iter().find(|said| said.id == wanted.id) {
            Some(said) => Entry::difference(wanted, said),
            None => Entry::whole(wanted),
        };
        match self.entries.iter_mut().find(|own| own.id == wanted.id) {
            Some(own) => *own = entry,
            None => self.entries.push(entry),
        }
    }

    /// Forgets a connection.
    pub fn remove(&mut self, id: ConnectionId) {
        self.entries.retain(|entry| entry.id != id);
    }

    /// Moves a connection to before or after its neighbour of the same vendor, as they are shown.
    pub fn shift(&mut self, id: ConnectionId, later: bool, listed: &[Connection]) {
        let Some(vendor) = listed
            .iter()
            .find(|shown| shown.id == id)
            .map(|shown| shown.vendor)
        else {
            return;
        };
        self.keep_order(vendor, listed);
        // Entries that are kept and not shown have a place too, and it means nothing to who presses the button.
        let shown: Vec<usize> = (0..self.entries.len())
            .filter(|&place| {
                let entry = &self.entries[place];
                entry.vendor == vendor && listed.iter().any(|other| other.id == entry.id)
            })
            .collect();
        let Some(at) = shown.iter().position(|&place| self.entries[place].id == id) else {
            return;
        };
        let other = if later { at + 1 } else { at.wrapping_sub(1) };
        if let Some(&other) = shown.get(other) {
            self.entries.swap(shown[at], other);
        }
    }

    /// Gives all of a vendor's connections a place of their own, so that what comes later cannot push itself before.
    fn keep_order(&mut self, vendor: Vendor, listed: &[Connection]) {
        for connection in listed.iter().filter(|shown| shown.vendor == vendor) {
            if self.entry(connection.id).is_none() {
                self.entries.push(if connection.of_gateway {
                    Entry::place_of(connection)
                } else {
                    Entry::whole(connection)
                });
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::store::ConnectionColor;
    use crate::transport::ProxyHeaders;

    fn id(text: &str) -> ConnectionId {
        ConnectionId::new(text).unwrap()
    }

    fn own(text: &str, name: &str) -> Connection {
        Connection {
            name: name.to_owned(),
            ..Connection::new(id(text), Vendor::BitAnswer)
        }
    }

    fn named(text: &str, name: &str) -> Connection {
        Connection {
            of_gateway: true,
            ..own(text, name)
        }
    }

    fn shown(document: &Document, of_gateway: &[Connection]) -> Vec<Connection> {
        let mut all = document.connections(of_gateway, |_| false);
        all.retain(|connection| connection.vendor == Vendor::BitAnswer);
        all
    }

    fn ids(all: &[Connection]) -> Vec<&str> {
        all.iter().map(|one| one.id.as_str()).collect()
    }

    fn again(document: &Document) -> Document {
        let reading = Document::read(&document.written()).unwrap();
        assert!(!reading.is_partial);
        reading.document
    }

    #[test]
    fn every_vendor_begins_with_one_connection() {
        let all = Document::default().connections(&[], |_| false);
        let slugs: Vec<&str> = Vendor::ALL.into_iter().map(Vendor::slug).collect();
        assert_eq!(ids(&all), slugs);
    }

    #[test]
    fn what_the_gateway_names_is_followed_but_for_what_the_admin_changed() {
        let mut document = Document::default();
        let gateway = [named("prod", "Production"), named("test", "Test")];
        assert_eq!(shown(&document, &gateway), gateway);
        let wanted = Connection {
            color: ConnectionColor::Teal,
            ..gateway[1].clone()
        };
        document.put(&wanted, &shown(&document, &gateway), &gateway);
        let later = [named("prod", "Production"), named("test", "Staging")];
        let all = shown(&again(&document), &later);
        assert_eq!(ids(&all), ["prod", "test"], "the first stays the first");
        assert_eq!(all[1].name, "Staging");
        assert_eq!(all[1].color, ConnectionColor::Teal);
        // Nobody signed in, or another gateway: what was changed waits.
        assert_eq!(ids(&shown(&document, &[])), ["bitanswer"]);
        document.put(&gateway[1], &all, &gateway);
        assert_eq!(shown(&document, &gateway), gateway, "changed back");
    }

    #[test]
    fn own_connections_come_after_those_that_were_there() {
        let gateway = [named("prod", "P")];
        let mut document = Document::default();
        let mine = Connection {
            route: Route::Prefix("https://p.example/".to_owned()),
            base_url: "https://v.example".to_owned(),
            production: true,
            delete_by_user_id: true,
            proxy_headers: ProxyHeaders::named(vec!["X-Proxy-Key".to_owned()]),
            ..own("bitanswer-1", "张三的连接")
        };
        document.put(&mine, &shown(&document, &gateway), &gateway);
        let all = shown(&again(&document), &gateway);
        assert_eq!(ids(&all), ["prod", "bitanswer-1"]);
        assert_eq!(all[1], mine);
        let gateway = [named("new", "N"), named("prod", "P")];
        assert_eq!(
            ids(&shown(&document, &gateway)),
            ["prod", "bitanswer-1", "new"]
        );
        document.remove(mine.id);
        assert_eq!(ids(&shown(&document, &gateway)), ["prod", "new"]);
    }

    #[test]
    fn the_order_is_the_admins() {
        let gateway = [named("a", ""), named("gone", ""), named("b", "")];
        let mut document = Document::default();
        document.put(&own("c", ""), &shown(&document, &gateway), &gateway);
        // What the gateway no longer names keeps its place, and is not moved past one press at a time.
        let gateway = [named("a", ""), named("b", "")];
        let mut press = |which: &str, later| {
            let listed = shown(&document, &gateway);
            document.shift(id(which), later, &listed);
            shown(&again(&document), &gateway)
                .iter()
                .map(|one| one.id.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(press("c", false), ["a", "c", "b"]);
        assert_eq!(press("c", false), ["c", "a", "b"]);
        assert_eq!(press("c", false), ["c", "a", "b"]);
        assert_eq!(press("a", true), ["c", "b", "a"]);
        assert_eq!(press("a", true), ["c", "b", "a"]);
        assert_eq!(press("nobody", true), ["c", "b", "a"]);
    }

    #[test]
    fn what_is_kept_under_the_first_id_stays_in_reach() {
        let document = Document::default();
        let gateway = [named("prod", "P")];
        let all = document.connections(&gateway, |vendor| vendor == Vendor::BitAnswer);
        let found: Vec<&str> = ids(&all).into_iter().filter(|id| *id != "t12").collect();
        assert_eq!(found, ["tingyun", "prod", "bitanswer", "sharecreators"]);
    }

    #[test]
    fn the_first_version_is_carried_over() {
        let kept = |vendor: Vendor| {
            Some(match vendor {
                Vendor::T12 => json!({ "base_url": "https://t12.example", "route": "gateway" }),
                Vendor::Tingyun => json!({
                    "base_url": Vendor::Tingyun.documented_base_url(),
                    "route": "template", "proxy": "https://p.example/?to={url_encoded}"
                }),
                Vendor::BitAnswer => json!({
                    "base_url": "https://b.example", "route": "tunnel", "proxy": "https://p.example/",
                    "delete_by_user_id": false
                }),
                Vendor::ShareCreators => json!({
                    "base_url": "https://s.example", "route": "prefix", "proxy": "https://p.example/",
                    "delete_by_user_id": true
                }),
            })
        };
        let document = again(&Document::of_version_0(kept));
        let all = document.connections(&[], |_| false);
        let found: Vec<(&str, &str, Route, bool)> = all
            .iter()
            .map(|one| {
                assert_eq!(one.id, ConnectionId::first_of(one.vendor));
                let url = one.base_url.as_str();
                (
                    one.id.as_str(),
                    url,
                    one.route.clone(),
                    one.delete_by_user_id,
                )
            })
            .collect();
        let template = "https://p.example/?to={url_encoded}".to_owned();
        let documented = Vendor::Tingyun.documented_base_url().unwrap();
        let prefix = "https://p.example/".to_owned();
        assert_eq!(
            found,
            [
                (
                    "t12",
                    "https://t12.example",
                    Route::gateway(Vendor::T12),
                    false
                ),
                ("tingyun", documented, Route::Template(template), false),
                // A way that only a later version knows must not send anything to somebody's proxy.
                (
                    "bitanswer",
                    "https://b.example",
                    Route::gateway(Vendor::BitAnswer),
                    false
                ),
                (
                    "sharecreators",
                    "https://s.example",
                    Route::Prefix(prefix),
                    true
                ),
            ]
        );
        let garbage = |_| Some(json!({ "base_url": 7, "route": "gateway" }));
        assert_eq!(Document::of_version_0(garbage), Document::default());
        assert_eq!(Document::of_version_0(|_| None), Document::default());
    }

    #[test]
    fn what_is_not_understood_is_told_from_what_is_newer() {
        for damaged in [
            "",
            "{",
            "null",
            "[]",
            "7",
            "{}",
            r#"{"version":0,"connections":[]}"#,
            r#"{"version":-1,"connections":[]}"#,
            r#"{"version":1}"#,
            r#"{"version":1,"connections":{}}"#,
        ] {
            assert_eq!(
                Document::read(damaged),
                Err(Unreadable::Damaged),
                "{damaged}"
            );
        }
        let newer = r#"{"version":2,"folders":[]}"#;
        assert_eq!(Document::read(newer), Err(Unreadable::Newer(2)));
        let good = r#"{"id":"a","vendor":"t12","name":"A"}"#;
        for bad in [
            r#"{"id":"A b","vendor":"t12"}"#,
            r#"{"id":"b","vendor":"nobody"}"#,
            r#"{"id":"b","vendor":"t12","color":"mauve"}"#,
            r#"{"id":"b","vendor":"t12","production":"yes"}"#,
            r#"{"id":"b","vendor":"t12","route":{"way":"tunnel"}}"#,
            r#"{"id":"b","vendor":"t12","route":{"way":"prefix"}}"#,
            r#"{"id":"a","vendor":"tingyun"}"#,
            "7",
        ] {
            let text = format!(r#"{{"version":1,"connections":[{bad},{good}]}}"#);
            let text = if bad.contains(r#""a""#) {
                format!(r#"{{"version":1,"connections":[{good},{bad}]}}"#)
            } else {
                text
            };
            let reading = Document::read(&text).unwrap();
            assert!(reading.is_partial, "{bad}");
            assert_eq!(reading.document.entries.len(), 1, "{bad}");
        }
    }
}
