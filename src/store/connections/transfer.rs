//! Connections on their way from one browser to another: a document with their secrets in it, to be sealed before it
//! leaves, and what an import of it would do to the connections that are there. Pure.

use super::credentials::{read_credentials, written_credentials};
use super::entry::Entry;
use super::{Connection, ConnectionId};
use crate::transport::ProxyHeaders;
use serde_json::{Value, json};
use vendors::{Credentials, Secret, Vendor};

/// What such a document calls itself.
const KIND: &str = "rollcall-connections";

/// The version that this console writes, and the newest that it reads.
const VERSION: u64 = 1;

/// A connection and the credentials that go with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Transferred {
    /// The connection, with the values of its proxy's headers.
    pub connection: Connection,
    /// Its credentials, if they were held and are meant to travel.
    pub credentials: Option<Credentials>,
}

/// Why a text is no export that can be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFault {
    /// It is something else.
    NotAnExport,
    /// A later console wrote it, in this version.
    Newer(u64),
    /// It is an export, and the connection at this place (from 1) cannot be understood. Nothing is taken in by halves.
    Damaged(usize),
}

/// What becomes of an imported connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It takes the place of the one with the same id, or is added where there is none.
    Take,
    /// It is added under an id of its own beside the one with the same id.
    AddBeside,
    /// It stays where it is.
    Leave,
}

/// An imported connection, and the one that is there already under its id.
#[derive(Clone)]
pub struct ImportStep {
    /// What is imported.
    pub imported: Transferred,
    /// What is there.
    pub present: Option<Connection>,
}

impl ImportStep {
    /// Whether somebody has to decide: what is there is not the same.
    pub fn is_conflict(&self) -> bool {
        let imported = &self.imported.connection;
        self.present.as_ref().is_some_and(|present| {
            let as_imported = Connection {
                of_gateway: imported.of_gateway,
                ..present.clone()
            };
            as_imported != *imported
        })
    }
}

/// The document. It holds secrets in clear, so it is one.
pub fn export_text(all: &[Transferred]) -> Secret {
    let connections: Vec<Value> = all
        .iter()
        .map(|one| {
            let own = Connection {
                of_gateway: false,
                ..one.connection.clone()
            };
            let mut value = Entry::whole(&own).written();
            if let Some(credentials) = &one.credentials {
                value["credentials"] = written_credentials(credentials);
            }
            let headers = one.connection.proxy_headers.iter();
            let held: Vec<Value> = headers.map(|(_, value)| value.expose().into()).collect();
            if !held.is_empty() {
                value["proxy_header_values"] = held.into();
            }
            value
        })
        .collect();
    let document = json!({ "kind": KIND, "version": VERSION, "connections": connections });
    // A document of texts and numbers can always be written.
    Secret::new(serde_json::to_string(&document).unwrap_or_default())
}

/// Reads such a document.
///
/// # Errors
/// [`ImportFault`] if not every connection in it is understood.
pub fn read_export(text: &Secret) -> Result<Vec<Transferred>, ImportFault> {
    let root: Value =
        serde_json::from_slice(text.expose().as_bytes()).map_err(|_| ImportFault::NotAnExport)?;
    if root["kind"] != KIND {
        return Err(ImportFault::NotAnExport);
    }
    match root["version"].as_u64() {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(ImportFault::Newer(newer)),
        _ => return Err(ImportFault::NotAnExport),
    }
    let found = root["connections"]
        .as_array()
        .ok_or(ImportFault::NotAnExport)?;
    let mut all: Vec<Transferred> = Vec::new();
    for (place, value) in found.iter().enumerate() {
        let one = transferred(value)
            .filter(|one| all.iter().all(|own| own.connection.id != one.connection.id))
            .ok_or(ImportFault::Damaged(place + 1))?;
        all.push(one);
    }
    Ok(all)
}

fn transferred(value: &Value) -> Option<Transferred> {
    let entry = Entry::read(value)?;
    let mut connection = entry.over(Connection::new(entry.id, entry.vendor));
    if let Some(values) = value["proxy_header_values"].as_array() {
        let names = connection.proxy_headers.names().map(str::to_owned);
        let values = values.iter().map(|value| value.as_str().map(Secret::new));
        let pairs: Option<Vec<_>> = names
            .zip(values)
            .map(|(name, value)| Some((name, value?)))
            .collect();
        connection.proxy_headers = ProxyHeaders::new(pairs?);
    }
    let credentials = match &value["credentials"] {
        Value::Null => None,
        given => Some(read_credentials(entry.vendor, given)?),
    };
    Some(Transferred {
        connection,
        credentials,
    })
}

/// What importing would do, connection by connection.
pub fn plan_import(imported: Vec<Transferred>, present: &[Connection]) -> Vec<ImportStep> {
    imported
        .into_iter()
        .map(|imported| {
            let present = present
                .iter()
                .find(|own| own.id == imported.connection.id)
                .cloned();
            ImportStep { imported, present }
        })
        .collect()
}

/// The connection that a step adds or changes by a decision; `None` if it changes nothing. `present` is what is there
/// by now, `random` has at least ten hexadecimal digits. A name that another connection of the vendor has gets a number.
pub fn decided(
    step: &ImportStep,
    decision: Decision,
    present: &[Connection],
    random: &str,
) -> Option<Transferred> {
    let mut decided = step.imported.clone();
    let vendor = decided.connection.vendor;
    // An id is of one vendor: what another vendor's connection has cannot be taken.
    let is_foreign = step
        .present
        .as_ref()
        .is_some_and(|present| present.vendor != vendor);
    match decision {
        Decision::Leave => return None,
        Decision::Take if !is_foreign => {}
        Decision::Take | Decision::AddBeside => {
            decided.connection.id = ConnectionId::fresh(vendor, random);
        }
    }
    decided.connection.name = free_name(&decided.connection, present);
    Some(decided)
}

fn free_name(wanted: &Connection, present: &[Connection]) -> String {
    let is_taken = |name: &str| {
        present.iter().any(|other| {
            other.vendor == wanted.vendor && other.id != wanted.id && other.name == name
        })
    };
    if !is_taken(&wanted.name) {
        return wanted.name.clone();
    }
    let base = if wanted.name.is_empty() {
        Vendor::name(wanted.vendor)
    } else {
        &wanted.name
    };
    (2..)
        .map(|number: u32| format!("{base} {number}"))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::store::ConnectionColor;

    fn secret() -> Credentials {
        Credentials::ShareCreators {
            token: Secret::new("a.b.c"),
            bid: "000001".to_owned(),
        }
    }

    fn mine() -> Transferred {
        let vendor = Vendor::ShareCreators;
        Transferred {
            connection: Connection {
                name: "生产".to_owned(),
                color: ConnectionColor::Red,
                production: true,
                base_url: "https://s.example".to_owned(),
                delete_by_user_id: true,
                proxy_headers: ProxyHeaders::new(vec![("X-Key".to_owned(), Secret::new("k1"))]),
                ..Connection::new(ConnectionId::fresh(vendor, "0123456789"), vendor)
            },
            credentials: Some(secret()),
        }
    }

    fn other() -> Transferred {
        Transferred {
            connection: Connection::first_of(Vendor::BitAnswer),
            credentials: None,
        }
    }

    #[test]
    fn what_is_exported_comes_back_whole() {
        let all = [mine(), other()];
        let text = export_text(&all);
        assert!(read_export(&text) == Ok(all.to_vec()));
        for vendor in Vendor::ALL {
            let text = Secret::new("k".to_owned());
            let credentials = match vendor {
                Vendor::T12 => Credentials::T12 {
                    manager_name: "m".to_owned(),
                    manager_key: text,
                },
                Vendor::Tingyun => Credentials::Tingyun { authkey: text },
                Vendor::BitAnswer => Credentials::BitAnswer { bitkey: text },
                Vendor::ShareCreators => secret(),
            };
            let one = Transferred {
                connection: Connection::first_of(vendor),
                credentials: Some(credentials),
            };
            assert!(read_export(&export_text(std::slice::from_ref(&one))) == Ok(vec![one]));
        }
    }

    #[test]
    fn what_is_no_whole_export_is_not_taken_in() {
        let read = |text: &str| read_export(&Secret::new(text)).err();
        for text in [
            "",
            "[]",
            "{}",
            r#"{"version":1,"connections":[]}"#,
            r#"{"kind":"rollcall-connections","connections":[]}"#,
            r#"{"kind":"rollcall-connections","version":1}"#,
        ] {
            assert_eq!(read(text), Some(ImportFault::NotAnExport), "{text}");
        }
        let newer = r#"{"kind":"rollcall-connections","version":2}"#;
        assert_eq!(read(newer), Some(ImportFault::Newer(2)));
        let good = r#"{"id":"a","vendor":"t12"}"#;
        for bad in [
            r#"{"id":"a","vendor":"t12"}"#,
            r#"{"id":"B","vendor":"t12"}"#,
            r#"{"id":"b","vendor":"t12","credentials":{"manager_name":"m"}}"#,
        ] {
            let text = format!(
                r#"{{"kind":"rollcall-connections","version":1,"connections":[{good},{bad}]}}"#
            );
            assert_eq!(read(&text), Some(ImportFault::Damaged(2)), "{bad}");
        }
    }

    #[test]
    fn only_what_differs_is_a_conflict() {
        let present = [
            mine().connection,
            Connection {
                of_gateway: true,
                name: "QA".to_owned(),
                ..other().connection
            },
        ];
        let steps = plan_import(vec![mine(), other()], &present);
        assert!(!steps[0].is_conflict(), "the same");
        assert!(steps[1].is_conflict());
        assert!(!plan_import(vec![mine()], &[])[0].is_conflict(), "new");
    }

    #[test]
    fn each_decision_does_what_it_says() {
        let present = [Connection {
            base_url: "https://elsewhere.example".to_owned(),
            ..mine().connection
        }];
        let step = &plan_import(vec![mine()], &present)[0];
        let decide = |decision| decided(step, decision, &present, "ffffffffff00");
        assert!(decide(Decision::Leave).is_none());
        assert!(decide(Decision::Take).unwrap() == mine());
        let beside = decide(Decision::AddBeside).unwrap();
        assert_eq!(beside.connection.id.as_str(), "sharecreators-ffffffffff");
        assert_eq!(beside.connection.name, "生产 2");
        assert!(beside.credentials == mine().credentials);
    }

    #[test]
    fn an_id_of_another_vendor_is_not_taken() {
        let present = [Connection::new(mine().connection.id, Vendor::T12)];
        let step = &plan_import(vec![mine()], &present)[0];
        let taken = decided(step, Decision::Take, &present, "ffffffffff00").unwrap();
        assert_ne!(taken.connection.id, present[0].id);
        assert_eq!(taken.connection.name, "生产");
    }
}
