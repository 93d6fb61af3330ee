//! Connections while they are being read. Each value may come from the file, a credential of systemd or the environment,
//! in any order of keys, so that whether they fit together is decided when all are known.

use std::path::Path;

use toml::Value;
use vendors::{Credentials, Secret, Vendor};

use super::connection::{Color, Connection, Held, is_connection_id};
use super::connection_key::{PARTS, PLAIN, Part, Plain, variable_keys, variable_prefix};
use super::{ConfigProblem, Expected, Place, UpstreamUrl};

/// What is known of one connection so far.
struct Draft {
    id: String,
    vendor: Option<Vendor>,
    connection: Connection,
    apps_at: Option<Place>,
    credentials: Vec<Credential>,
}

/// One part of the credentials, and where it was found.
struct Credential {
    part: Part,
    text: Secret,
    place: Place,
    rank: u8,
}

/// The connections in the order in which they were first named.
#[derive(Default)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    pub(super) problems: Vec<ConfigProblem>,
}

/// A secret that is shorter could not be masked in a vendor's answers without tearing words apart.
const SHORTEST_SECRET: usize = 4;

/// How strongly a source speaks: the environment beats systemd's credentials, and those beat the file.
const OF_FILE: u8 = 0;
const OF_SYSTEMD: u8 = 1;
const OF_ENVIRONMENT: u8 = 2;

impl Drafts {
    /// Reads a table `[connections.<id>]`.
    pub(super) fn table(&mut self, id: &str, value: &Value) {
        let place = format!("connections.{id}");
        if !is_connection_id(id) {
            let problem = ConfigProblem::ConnectionId(id.to_owned());
            self.problems.push(problem);
            return;
        }
        let Value::Table(table) = value else {
            self.problems.push(ConfigProblem::UnknownKey(place));
            return;
        };
        self.draft(id);
        for (key, value) in table {
            let place = Place::Key(format!("{place}.{key}"));
            self.set(id, key, place, value, OF_FILE);
        }
    }

    /// Takes a variable if it is one of a declared connection's or of a vendor's own.
    pub(super) fn variable(&mut self, name: &str, text: Option<&str>) -> bool {
        let Some((id, key)) = self.variable_of(name) else {
            return false;
        };
        let place = Place::Variable(name.to_owned());
        match text {
            Some("") => {}
            Some(text) => {
                let value = match (key.as_str(), text) {
                    ("allow_private", "true") => Value::Boolean(true),
                    ("allow_private", "false") => Value::Boolean(false),
                    _ => Value::String(text.to_owned()),
                };
                self.set(&id, &key, place, &value, OF_ENVIRONMENT);
            }
            None => self
                .problems
                .push(ConfigProblem::NotUnicode(name.to_owned())),
        }
        true
    }

    fn variable_of(&self, name: &str) -> Option<(String, String)> {
        let declared = self.drafts.iter().map(|draft| draft.id.as_str());
        let mut ids: Vec<&str> = declared.chain(Vendor::ALL.map(Vendor::slug)).collect();
        // The longest id first: with `a` and `a-b` declared, ROLLCALL_A_B_… belongs to `a-b`.
        ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
        ids.into_iter().find_map(|id| {
            let key = name
                .strip_prefix(&variable_prefix(id))?
                .to_ascii_lowercase();
            let upper = !name.bytes().any(|byte| byte.is_ascii_lowercase());
            (upper && variable_keys().any(|own| own == key)).then(|| (id.to_owned(), key))
        })
    }

    /// Takes the credentials that systemd put into a folder, as files `rollcall.<id>.<key>`.
    pub(super) fn systemd(&mut self, folder: &Path) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            self.problems
                .push(ConfigProblem::CredentialsFolder(folder.to_owned()));
            return;
        };
        let mut names: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        for name in names {
            let Some((id, key)) = name
                .strip_prefix("rollcall.")
                .and_then(|rest| rest.split_once('.'))
            else {
                continue;
            };
            let Some(part) = PARTS.into_iter().find(|part| part.key == key) else {
                continue;
            };
            let known = self.drafts.iter().any(|draft| draft.id == id);
            let place = Place::Credential(name.clone());
            if known || Vendor::from_slug(id).is_some() {
                self.read_file(id, part, &folder.join(&name), place, OF_SYSTEMD);
            } else {
                self.problems.push(ConfigProblem::UnknownCredential(place));
            }
        }
    }

    fn draft(&mut self, id: &str) -> &mut Draft {
        let at = match self.drafts.iter().position(|draft| draft.id == id) {
            Some(at) => at,
            None => {
                let vendor = Vendor::from_slug(id);
                self.drafts.push(Draft {
                    id: id.to_owned(),
                    vendor,
                    connection: Connection::sandboxed(id, vendor.unwrap_or(Vendor::T12)),
                    apps_at: None,
                    credentials: Vec::new(),
                });
                self.drafts.len() - 1
            }
        };
        &mut self.drafts[at]
    }

    fn set(&mut self, id: &str, key: &str, place: Place, value: &Value, rank: u8) {
        if let Some((_, plain)) = PLAIN.into_iter().find(|(own, _)| *own == key) {
            if let Err(expected) = self.draft(id).set(plain, &place, value) {
                self.problems.push(ConfigProblem::Wrong(place, expected));
            }
            return;
        }
        let whole = PARTS.into_iter().find(|part| part.key == key);
        let file = key.strip_suffix("_file");
        let in_file = PARTS.into_iter().find(|part| Some(part.key) == file);
        match (
            whole,
            in_file,
            value.as_str().filter(|text| !text.is_empty()),
        ) {
            (Some(part), _, Some(text)) => self.credential(id, part, text, place, rank),
            (None, Some(part), Some(path)) => {
                self.read_file(id, part, Path::new(path), place, rank);
            }
            (Some(_), _, None) => {
                let problem = ConfigProblem::Wrong(place, Expected::Credential);
                self.problems.push(problem);
            }
            (None, Some(_), None) => {
                let problem = ConfigProblem::Wrong(place, Expected::Path);
                self.problems.push(problem);
            }
            (None, None, _) => {
                let problem = ConfigProblem::UnknownKey(format!("connections.{id}.{key}"));
                self.problems.push(problem);
            }
        }
    }

    fn read_file(&mut self, id: &str, part: Part, path: &Path, place: Place, rank: u8) {
        match std::fs::read_to_string(path).map(Secret::new) {
            // Editors and `echo` end a file with a line feed that is no part of the secret.
            Ok(text) => {
                let line = text.expose().trim_end_matches(['\r', '\n']);
                self.credential(id, part, line, place, rank);
            }
            Err(error) => self
                .problems
                .push(ConfigProblem::CredentialFile(place, error.kind())),
        }
    }

    fn credential(&mut self, id: &str, part: Part, text: &str, place: Place, rank: u8) {
        let long_enough = !part.secret || text.chars().count() >= SHORTEST_SECRET;
        let printable = !text.is_empty() && text.bytes().all(|byte| (0x21..=0x7e).contains(&byte));
        // T12's two travel in a signature and in a query, which carry any text.
        let carried = printable || (part.vendor == Vendor::T12 && !text.contains(['\r', '\n']));
        if text.is_empty() || !long_enough || !carried {
            let problem = ConfigProblem::Wrong(place, Expected::Credential);
            self.problems.push(problem);
            return;
        }
        let draft = self.draft(id);
        let before = draft
            .credentials
            .iter()
            .position(|own| own.part == part && own.rank >= rank);
        match before.map(|at| draft.credentials[at].rank == rank) {
            Some(true) => self.problems.push(ConfigProblem::CredentialTwice(place)),
            Some(false) => {}
            None => {
                draft.credentials.retain(|own| own.part != part);
                draft.credentials.push(Credential {
                    part,
                    text: Secret::new(text),
                    place,
                    rank,
                });
            }
        }
    }

    /// The connections, the vendors' in the console's order and one vendor's in the order in which they were named. Each
    /// vendor without one gets a connection to the sandbox under its own name.
    pub(super) fn finish(mut self) -> (Vec<Connection>, Vec<ConfigProblem>) {
        let mut connections = Vec::new();
        for draft in self.drafts {
            connections.extend(draft.finish(&mut self.problems));
        }
        (complete(connections), self.problems)
    }

    /// Whether a secret stands in the configuration file itself.
    pub(super) fn file_holds_secrets(&self) -> bool {
        self.drafts.iter().any(|draft| {
            draft.credentials.iter().any(|own| {
                let in_file = matches!(&own.place, Place::Key(key) if !key.ends_with("_file"));
                own.part.secret && in_file
            })
        })
    }
}

/// Adds a sandboxed connection for each vendor that has none, and brings the vendors' into the console's order.
pub(super) fn complete(mut connections: Vec<Connection>) -> Vec<Connection> {
    for vendor in Vendor::ALL {
        if !connections.iter().any(|own| own.vendor == vendor) {
            connections.push(Connection::sandboxed(vendor.slug(), vendor));
        }
    }
    connections.sort_by_key(|own| own.vendor);
    connections
}

impl Draft {
    fn set(&mut self, plain: Plain, place: &Place, value: &Value) -> Result<(), Expected> {
        let text = value.as_str();
        let own = &mut self.connection;
        match plain {
            Plain::Vendor => {
                let vendor = text.and_then(Vendor::from_slug);
                self.vendor = Some(vendor.ok_or(Expected::Vendor)?);
            }
            Plain::Upstream => {
                let text = text.ok_or(Expected::Upstream(None))?;
                let url = UpstreamUrl::parse(text).map_err(|why| Expected::Upstream(Some(why)))?;
                own.upstream = Some(url);
            }
            Plain::Name => {
                let name = text.filter(|name| is_name(name)).ok_or(Expected::Name)?;
                own.name = Some(name.to_owned());
            }
            Plain::Color => {
                let color = text.and_then(Color::from_word);
                own.color = Some(color.ok_or(Expected::Color)?);
            }
            Plain::Production => own.production = value.as_bool().ok_or(Expected::Boolean)?,
            Plain::AllowPrivate => own.allow_private = value.as_bool().ok_or(Expected::Boolean)?,
            Plain::Apps => {
                let apps = value.as_array().ok_or(Expected::Apps)?;
                own.apps = apps
                    .iter()
                    .map(|app| app.as_str().filter(|app| is_name(app)).map(str::to_owned))
                    .collect::<Option<_>>()
                    .ok_or(Expected::Apps)?;
                self.apps_at = Some(place.clone());
            }
        }
        Ok(())
    }

    fn finish(mut self, problems: &mut Vec<ConfigProblem>) -> Option<Connection> {
        let Some(vendor) = self.vendor else {
            problems.push(ConfigProblem::VendorMissing(self.id));
            return None;
        };
        self.connection.vendor = vendor;
        let foreign = self
            .credentials
            .iter()
            .filter(|own| own.part.vendor != vendor)
            .map(|own| own.place.clone())
            .chain(self.apps_at.filter(|_| vendor != Vendor::T12));
        problems.extend(foreign.map(|place| ConfigProblem::NotForVendor(place, vendor)));
        self.credentials.retain(|own| own.part.vendor == vendor);
        if self.credentials.is_empty() {
            return Some(self.connection);
        }
        let take = |key: &str| {
            let found = self.credentials.iter().find(|own| own.part.key == key);
            found.map(|own| own.text.clone()).unwrap_or_default()
        };
        let plain = |key: &str| take(key).expose().to_owned();
        let credentials = match vendor {
            Vendor::T12 => Credentials::T12 {
                manager_name: plain("manager_name"),
                manager_key: take("manager_key"),
            },
            Vendor::Tingyun => Credentials::Tingyun {
                authkey: take("authkey"),
            },
            Vendor::BitAnswer => Credentials::BitAnswer {
                bitkey: take("bitkey"),
            },
            Vendor::ShareCreators => Credentials::ShareCreators {
                token: take("token"),
                bid: plain("bid"),
            },
        };
        if let Some(field) = credentials.missing() {
            let part = PARTS.into_iter().find(|part| part.field == field);
            let key = part.map_or("", |part| part.key);
            problems.push(ConfigProblem::CredentialsIncomplete(self.id, key));
            return Some(self.connection);
        }
        self.connection.credentials = Some(Held(credentials));
        Some(self.connection)
    }
}

/// Whether a text can be shown as a name.
fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 100 && !text.contains(char::is_control)
}
