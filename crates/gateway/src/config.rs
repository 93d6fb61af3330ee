//! What an admin can set, with defaults. Where the values come from is the business of [`read`]; what is wrong with them
//! is said by [`problem`].

mod access;
mod access_setting;
mod connection;
mod connection_key;
mod draft;
mod problem;
mod read;
mod setting;
mod upstream;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

pub(crate) use access::is_name;
pub use access::{AccessConfig, AccessProblem, Mode, ProxyConfig, PublicUrl, TokenProblem};
pub use access_setting::{AccessSetting, ExpectedAccess};
pub use connection::{Color, Connection, Held, is_connection_id};
pub use problem::{ConfigProblem, Expected, Place};
pub use read::{Outcome, Sources, read};
pub use setting::Setting;
pub use upstream::{UpstreamProblem, UpstreamUrl};

/// The complete configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address to listen on.
    pub listen: IpAddr,
    /// The port to listen on; 0 lets the system choose.
    pub port: u16,
    /// A folder to serve the console from, in place of the one that is built in.
    pub dist: Option<PathBuf>,
    /// What the sandbox's users are generated from.
    pub seed: u64,
    /// A PEM file with certificate authorities that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Origins beside the gateway's own whose pages may send requests, such as that of a development server.
    pub allowed_origins: Vec<String>,
    /// Who may talk to the gateway, and how often.
    pub access: AccessConfig,
    /// Where the audit trail is written; `None` keeps none.
    pub audit_file: Option<PathBuf>,
    /// Sizes and times.
    pub limits: Limits,
    /// Every connection, at least one for each vendor.
    pub connections: Vec<Connection>,
}

/// Sizes and times that no exchange with a vendor exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest request body, in bytes.
    pub request_body_bytes: usize,
    /// The largest answer's body, in bytes.
    pub response_body_bytes: usize,
    /// How long a request's head may take to arrive, and then its body.
    pub request_timeout: Duration,
    /// How long finding, reaching and securing a connection may take.
    pub connect_timeout: Duration,
    /// How long a whole exchange may take after the connection stands.
    pub timeout: Duration,
    /// How many requests may be under way at one vendor.
    pub requests_in_flight: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            request_body_bytes: 8 << 20,
            response_body_bytes: 64 << 20,
            request_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            requests_in_flight: 16,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Config {
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8080,
            dist: None,
            seed: 1,
            ca_file: None,
            allowed_origins: Vec::new(),
            access: AccessConfig::default(),
            audit_file: None,
            limits: Limits::default(),
            connections: draft::complete(Vec::new()),
        }
    }
}

impl Config {
    /// The connection with this id.
    pub fn connection(&self, id: &str) -> Option<&Connection> {
        self.connections.iter().find(|own| own.id == id)
    }

    /// Whether the sandbox answers for at least one connection.
    pub fn has_sandbox(&self) -> bool {
        self.connections.iter().any(|own| own.upstream.is_none())
    }

    /// The names of settings that connections have, with `<id>` in the connection's place, as keys and as variables.
    pub fn connection_settings() -> impl Iterator<Item = (String, Option<String>)> {
        connection_key::keys().map(|key| {
            let variable = connection_key::variable_keys().any(|own| own == key);
            let variable = variable.then(|| format!("ROLLCALL_<ID>_{}", key.to_ascii_uppercase()));
            (format!("connections.<id>.{key}"), variable)
        })
    }
}
