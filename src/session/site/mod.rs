//! `config.json` as whoever runs a static host writes it: what it may say, and what is wrong with it. Pure, and a piece of
//! the program of its own: the gateway writes another document at the same address, and most places have none.
//!
//! Only what is understood holds. Where half an understanding would be dangerous (a connection, a limit on writes), the
//! careful reading holds: the connection is left out, nothing is written.

mod connection;
mod credentials;
mod fault;
mod reader;

pub use fault::{Allowed, Fault, Found};

use super::Config;
use crate::store::Theme;
use crate::transport::HttpUrl;
use reader::Reader;
use serde_json::Value;
use vendors::Vendor;

/// The version of the document that this console reads.
pub const VERSION: u64 = 1;

/// The longest title and the longest name of a connection, in characters.
pub const LONGEST_NAME: usize = 60;

const MEMBERS: &[&str] = &[
    "version",
    "title",
    "language",
    "theme",
    "routing",
    "features",
    "connections",
    "embed",
    // For editors; means nothing here.
    "$schema",
];
const FEATURES: &[&str] = &["read_only", "vendors"];
const EMBED: &[&str] = &["origins"];
const LANGUAGES: &[&str] = &["zh-CN", "en"];
const THEMES: &[&str] = &["light", "dark", "system"];
const ROUTINGS: &[&str] = &["path", "hash"];
const VENDORS: &[&str] = &["t12", "tingyun", "bitanswer", "sharecreators"];

/// What was understood of the file, and what was not.
#[derive(Clone, Default)]
pub struct Reading {
    /// What holds.
    pub config: Config,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Whether nothing of the file holds: it has credentials in it, is for a later console, or is no JSON object. It may
    /// have said that nothing is to be written, and so nothing is.
    pub is_refused: bool,
}

/// Reads the file's text.
pub fn read_site(text: &str) -> Reading {
    let root: Value = match serde_json::from_slice(text.as_bytes()) {
        Ok(root) => root,
        Err(error) => {
            let found = if text.trim().is_empty() {
                Found::Nothing
            } else {
                Found::NoJson {
                    line: error.line(),
                    column: error.column(),
                }
            };
            return refused(vec![Fault::new("", found, Allowed::Object(MEMBERS))]);
        }
    };
    let exposed = credentials::places(&root);
    if !exposed.is_empty() {
        let fault = |at: String| Fault::new(at, Found::Credentials, Allowed::NoCredentials);
        return refused(exposed.into_iter().map(fault).collect());
    }
    let mut reader = Reader::default();
    let Some(members) = reader.object("", &root, MEMBERS) else {
        return refused(reader.faults);
    };
    let version = members.get("version");
    if version.and_then(Value::as_u64) != Some(VERSION) {
        reader.fault("version", Found::of(version), Allowed::Version(VERSION));
        if version.is_some() {
            return refused(reader.faults);
        }
    }
    let mut config = Config::default();
    let site = &mut config.site;
    if let Some(title) = members.get("title") {
        site.title = reader
            .name("title", title)
            .filter(|title| !title.is_empty());
    }
    if let Some(language) = members.get("language") {
        let known = |tag: &str| LANGUAGES.iter().copied().find(|known| *known == tag);
        site.language = reader.choice("language", language, LANGUAGES, known);
    }
    if let Some(theme) = members.get("theme") {
        let known = |name: &str| match name {
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            "system" => Some(Theme::System),
            _ => None,
        };
        site.theme = reader
            .choice("theme", theme, THEMES, known)
            .unwrap_or_default();
    }
    if let Some(routing) = members.get("routing") {
        let known = |name: &str| ROUTINGS.contains(&name).then_some(name == "hash");
        site.links_by_hash = reader
            .choice("routing", routing, ROUTINGS, known)
            .unwrap_or_default();
    }
    if let Some(features) = members.get("features") {
        read_features(&mut reader, features, &mut config);
    }
    if let Some(connections) = members.get("connections") {
        for (place, value) in reader.list("connections", connections).iter().enumerate() {
            let at = format!("connections[{place}]");
            if let Some(named) = connection::read(&mut reader, &at, value, &config) {
                config.connections.push(named);
            }
        }
    }
    if let Some(embed) = members.get("embed")
        && let Some(embed) = reader.object("embed", embed, EMBED)
        && let Some(origins) = embed.get("origins")
    {
        for (place, value) in reader.list("embed.origins", origins).iter().enumerate() {
            let at = format!("embed.origins[{place}]");
            let origin = reader.text(&at, value, Allowed::Origin, is_origin);
            config.embed_origins.extend(origin.map(str::to_owned));
        }
    }
    Reading {
        config,
        faults: reader.faults,
        is_refused: false,
    }
}

/// What holds as long as nobody knows what the file says: nothing is written.
pub fn read_only() -> Config {
    let mut config = Config::default();
    config.site.is_read_only = true;
    config
}

fn refused(faults: Vec<Fault>) -> Reading {
    Reading {
        config: read_only(),
        faults,
        is_refused: true,
    }
}

fn read_features(reader: &mut Reader, features: &Value, config: &mut Config) {
    let Some(members) = reader.object("features", features, FEATURES) else {
        return;
    };
    if let Some(read_only) = members.get("read_only") {
        // Somebody wanted to say something about writes: better none than one too many.
        let wanted = reader.boolean("features.read_only", read_only);
        config.site.is_read_only = wanted.unwrap_or(true);
    }
    let Some(vendors) = members.get("vendors") else {
        return;
    };
    let mut shown = Vec::new();
    let list = reader.list("features.vendors", vendors);
    for (place, value) in list.iter().enumerate() {
        let at = format!("features.vendors[{place}]");
        shown.extend(reader.choice(&at, value, VENDORS, Vendor::from_slug));
    }
    if shown.is_empty() {
        // A console without a vendor is nobody's wish. What is wrong with the members was said.
        if list.is_empty() && vendors.is_array() {
            reader.fault("features.vendors", Found::Empty, Allowed::Vendors(VENDORS));
        }
        return;
    }
    let all = Vendor::ALL.into_iter();
    config.site.hidden = all.filter(|vendor| !shown.contains(vendor)).collect();
}

/// Whether a text is an origin as browsers write it, so that comparing texts is enough.
fn is_origin(text: &str) -> bool {
    let Ok(url) = HttpUrl::parse(text) else {
        return false;
    };
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase());
    let own_port = if url.is_secure() { ":443" } else { ":80" };
    url.origin == text
        && is_plain
        && !url.authority.ends_with(own_port)
        && (url.is_secure() || url.is_this_machine())
}

#[cfg(test)]
mod tests;
