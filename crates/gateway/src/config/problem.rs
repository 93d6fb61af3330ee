//! What can be wrong with a configuration, by cause, and the sentences that say so.
//!
//! A sentence names the place and what is expected there. It never repeats a value: an address may hold a password.

use std::fmt;
use std::path::PathBuf;

use vendors::Vendor;

use super::{AccessProblem, ExpectedAccess, Setting, UpstreamProblem};

/// Where a value was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A key of the file.
    Key(String),
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command line.
    Flag(&'static str),
    /// A file in the folder of systemd's credentials.
    Credential(String),
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is spelled out where it is displayed")]
pub enum Expected {
    Address,
    Port,
    Seed,
    Bytes,
    Seconds,
    Count,
    Path,
    Origins,
    /// A setting of access.
    Access(ExpectedAccess),
    Vendor,
    Name,
    Color,
    Boolean,
    Apps,
    Credential,
    /// A base URL; what is wrong with the one that stands there, if it is a text at all.
    Upstream(Option<UpstreamProblem>),
}

/// One thing that is wrong, or that deserves a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblem {
    /// The file that was named cannot be read.
    FileUnreadable(PathBuf, std::io::ErrorKind),
    /// The file is not TOML: line (from 1) and what the reader says.
    NotToml(PathBuf, Option<usize>, String),
    /// A key that means nothing.
    UnknownKey(String),
    /// A variable `ROLLCALL_…` that means nothing. A warning: it may be another tool's.
    UnknownVariable(String),
    /// A variable whose value is not Unicode.
    NotUnicode(String),
    /// A value that the setting does not take.
    Wrong(Place, Expected),
    /// A name under `connections` that cannot be an id.
    ConnectionId(String),
    /// A connection, by id, of which nobody says for which vendor it is.
    VendorMissing(String),
    /// A setting that connections to this vendor do not have.
    NotForVendor(Place, Vendor),
    /// A connection, by id, that has credentials without this part of them.
    CredentialsIncomplete(String, &'static str),
    /// A credential that the same source gave before.
    CredentialTwice(Place),
    /// A file with a credential that cannot be read.
    CredentialFile(Place, std::io::ErrorKind),
    /// The folder of systemd's credentials cannot be read.
    CredentialsFolder(PathBuf),
    /// A credential of systemd's for a connection that is not declared. A warning.
    UnknownCredential(Place),
    /// A file that holds secrets and that every user of the machine can read. A warning.
    SecretsReadable(PathBuf),
    /// A connection, by id, whose upstream is written as an address that is never connected to.
    UpstreamAddress(String),
    /// A connection, by id, whose upstream is this gateway itself.
    UpstreamIsOurselves(String),
    /// A connection, by id, whose keys travel unencrypted over a network. A warning.
    Unencrypted(String),
    /// The folder for the console has no `index.html`.
    DistWithoutIndex(PathBuf),
    /// The folder in which the audit trail is to be written does not exist.
    AuditFolder(PathBuf),
    /// The file with certificate authorities cannot be read or has no certificate in it.
    CaFileUnusable(PathBuf),
    /// Who may talk to the gateway.
    Access(AccessProblem),
}

impl ConfigProblem {
    /// Whether the gateway can run all the same.
    pub fn is_warning(&self) -> bool {
        match self {
            ConfigProblem::UnknownVariable(_)
            | ConfigProblem::UnknownCredential(_)
            | ConfigProblem::SecretsReadable(_)
            | ConfigProblem::Unencrypted(_) => true,
            ConfigProblem::Access(problem) => problem.is_warning(),
            _ => false,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Key(key) => write!(f, "`{key}`"),
            Place::Variable(name) => write!(f, "The environment variable {name}"),
            Place::Flag(name) => write!(f, "`{name}`"),
            Place::Credential(name) => write!(f, "The systemd credential {name}"),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Address => {
                "must be an IP address: 127.0.0.1 for this machine only, 0.0.0.0 for every network that it is in"
            }
            Expected::Port => "must be a port number from 0 to 65535; 0 lets the system choose",
            Expected::Seed => "must be a whole number that is not negative",
            Expected::Bytes => "must be a whole number of bytes from 1 to 1073741824",
            Expected::Seconds => "must be a number of seconds above 0 and at most 3600",
            Expected::Count => "must be a whole number from 1 to 1024",
            Expected::Path => "must be a path",
            Expected::Origins => {
                "must be a list of origins as browsers send them, such as \"http://127.0.0.1:8081\": lower case, \
                 with a scheme and no path"
            }
            Expected::Access(expected) => return expected.fmt(f),
            Expected::Vendor => "must be \"t12\", \"tingyun\", \"bitanswer\" or \"sharecreators\"",
            Expected::Name => "must be a text of 1 to 100 characters without control characters",
            Expected::Color => {
                "must be \"red\", \"orange\", \"amber\", \"green\", \"teal\", \"blue\", \"violet\", \"pink\" or \
                 \"grey\""
            }
            Expected::Boolean => "must be true or false",
            Expected::Apps => "must be a list of app names",
            Expected::Credential => {
                "must be the credential as the vendor gave it: a key or token of at least 4 characters, without spaces \
                 and line breaks"
            }
            Expected::Upstream(None) => "must be a base URL such as \"https://vendor.example/api\"",
            Expected::Upstream(Some(UpstreamProblem::NotAUrl)) => {
                "is not a complete URL; it must look like https://vendor.example/api"
            }
            Expected::Upstream(Some(UpstreamProblem::Scheme)) => {
                "must begin with https:// or http://"
            }
            Expected::Upstream(Some(UpstreamProblem::Credentials)) => {
                "must not hold a user name or password; credentials have settings of their own"
            }
            Expected::Upstream(Some(UpstreamProblem::Query)) => {
                "must not hold a query, from `?` on; it is only the base of the vendor's addresses"
            }
            Expected::Upstream(Some(UpstreamProblem::Fragment)) => "must not hold a `#`",
            Expected::Upstream(Some(UpstreamProblem::Path)) => {
                "must not have `.`, `..` or empty segments in its path"
            }
        })
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConfigProblem::FileUnreadable(path, kind) => write!(
                f,
                "The configuration file {} cannot be read: {kind}.",
                path.display()
            ),
            ConfigProblem::NotToml(path, line, why) => {
                write!(f, "{} is not valid TOML", path.display())?;
                if let Some(line) = line {
                    write!(f, " at line {line}")?;
                }
                write!(f, ": {why}.")
            }
            ConfigProblem::UnknownKey(key) => {
                write!(f, "`{key}` is not a setting.")?;
                match nearest(key) {
                    Some(near) => write!(f, " Did you mean `{near}`?"),
                    None => f.write_str(" See `rollcall --help` for the list."),
                }
            }
            ConfigProblem::UnknownVariable(name) => write!(
                f,
                "The environment variable {name} means nothing to rollcall and is ignored."
            ),
            ConfigProblem::NotUnicode(name) => {
                write!(f, "The environment variable {name} is not valid Unicode.")
            }
            ConfigProblem::Wrong(place, expected) => write!(f, "{place} {expected}."),
            ConfigProblem::ConnectionId(id) => write!(
                f,
                "`connections.{id}`: a connection's id has 1 to 40 characters, of a to z, 0 to 9 and `-`."
            ),
            ConfigProblem::VendorMissing(id) => write!(
                f,
                "`connections.{id}` needs a `vendor`: \"t12\", \"tingyun\", \"bitanswer\" or \"sharecreators\"."
            ),
            ConfigProblem::NotForVendor(place, vendor) => {
                write!(
                    f,
                    "{place} does not belong to a connection to {}.",
                    vendor.slug()
                )
            }
            ConfigProblem::CredentialsIncomplete(id, key) => {
                write!(f, "The credentials of `connections.{id}` lack `{key}`.")
            }
            ConfigProblem::CredentialTwice(place) => {
                write!(f, "{place} gives a credential that stands there already.")
            }
            ConfigProblem::CredentialFile(place, kind) => {
                write!(f, "{place} names a file that cannot be read: {kind}.")
            }
            ConfigProblem::CredentialsFolder(path) => write!(
                f,
                "The folder {} of systemd's credentials cannot be read.",
                path.display()
            ),
            ConfigProblem::UnknownCredential(place) => {
                write!(
                    f,
                    "{place} is for a connection that is not declared, and is ignored."
                )
            }
            ConfigProblem::SecretsReadable(path) => write!(
                f,
                "{} holds secrets and every user of this machine can read it; `chmod o= {}` changes that.",
                path.display(),
                path.display()
            ),
            ConfigProblem::UpstreamAddress(id) => write!(
                f,
                "The upstream of `connections.{id}` is an address that no server has: unspecified, link-local, multicast \
                 or reserved."
            ),
            ConfigProblem::UpstreamIsOurselves(id) => write!(
                f,
                "The upstream of `connections.{id}` is this gateway's own address; requests would go in circles."
            ),
            ConfigProblem::Unencrypted(id) => write!(
                f,
                "The upstream of `connections.{id}` is plain http: keys and passwords travel unencrypted."
            ),
            ConfigProblem::DistWithoutIndex(path) => write!(
                f,
                "The folder {} has no index.html; build the console with `trunk build --release`.",
                path.display()
            ),
            ConfigProblem::Access(problem) => problem.fmt(f),
            ConfigProblem::AuditFolder(path) => write!(
                f,
                "The folder of the audit trail {} does not exist.",
                path.display()
            ),
            ConfigProblem::CaFileUnusable(path) => write!(
                f,
                "The file {} cannot be read or holds no PEM certificate.",
                path.display()
            ),
        }
    }
}

/// The setting with the same last word, or with most letters at their place.
fn nearest(key: &str) -> Option<String> {
    let last = key.rsplit('.').next().unwrap_or(key);
    let score = |own: &str| {
        own.bytes()
            .zip(key.bytes())
            .take_while(|(a, b)| a == b)
            .count()
            + own
                .bytes()
                .rev()
                .zip(key.bytes().rev())
                .take_while(|(a, b)| a == b)
                .count()
    };
    let id = key.split('.').nth(1).unwrap_or_default();
    let of_connections = super::Config::connection_settings()
        .map(|(own, _)| own.replace("<id>", id))
        .filter(|_| key.starts_with("connections."));
    Setting::all()
        .map(Setting::key)
        .chain(of_connections)
        .filter(|own| own.rsplit('.').next() == Some(last) || score(own) * 3 >= own.len() * 2)
        .max_by_key(|own| score(own))
}
