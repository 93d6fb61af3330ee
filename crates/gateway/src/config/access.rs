//! Who may talk to the gateway, and how often: the settings for it, and what can be wrong with them.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use http::HeaderName;
use ipnet::IpNet;
use toml::{Table, Value};
use vendors::Role;

use crate::access::{Date, Hash, Lifetime, Rate, Token};

/// What decides who may talk to the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessConfig {
    /// Names and addresses, beside loopback, under which the gateway is reached; in lower case, without ports.
    pub hosts: Vec<String>,
    /// The origin under which browsers reach the gateway through a proxy that speaks TLS.
    pub public_url: Option<PublicUrl>,
    /// Origins of portals, whose pages may show the console in a frame and talk with it.
    pub embed_origins: Vec<String>,
    /// Tokens for people who sign in and for programs.
    pub tokens: Vec<Token>,
    /// The reverse proxy in front.
    pub proxy: ProxyConfig,
    /// How long a browser stays signed in.
    pub sessions: Lifetime,
    /// How often one identity may ask.
    pub identity_rate: Rate,
    /// How often one connection to a vendor may be asked.
    pub connection_rate: Rate,
    /// How long requests that are under way may take when the gateway ends.
    pub shutdown: Duration,
}

/// Where browsers reach the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// Scheme, host and port as a browser sends them in `Origin`.
    pub origin: String,
    /// The host alone.
    pub host: String,
    /// Whether it is `https`.
    pub secure: bool,
}

/// A reverse proxy that is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProxyConfig {
    /// Its addresses.
    pub addresses: Vec<IpNet>,
    /// The header in which it says who asks; without it, it only carries.
    pub name_header: Option<HeaderName>,
    /// The header in which it says the role, by the role's own word.
    pub role_header: Option<HeaderName>,
    /// The header in which it lists groups, separated by commas.
    pub groups_header: Option<HeaderName>,
    /// Groups that give each role.
    pub groups: Vec<(Role, Vec<String>)>,
    /// The role of those to whom no header gives one; without it, they may do nothing.
    pub default_role: Option<Role>,
}

/// How people come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Without a login; on loopback only.
    Open,
    /// By a token.
    Token,
    /// As a reverse proxy says; programs may have tokens all the same.
    Proxy,
}

impl Mode {
    /// The word in `/config.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Open => "open",
            Mode::Token => "token",
            Mode::Proxy => "proxy",
        }
    }
}

impl Default for AccessConfig {
    fn default() -> Self {
        AccessConfig {
            hosts: Vec::new(),
            public_url: None,
            embed_origins: Vec::new(),
            tokens: Vec::new(),
            proxy: ProxyConfig::default(),
            sessions: Lifetime {
                idle: Duration::from_secs(60 * 60),
                longest: Duration::from_secs(12 * 60 * 60),
            },
            identity_rate: Rate {
                per_minute: 6_000,
                burst: 5_000,
            },
            connection_rate: Rate {
                per_minute: 12_000,
                burst: 5_000,
            },
            shutdown: Duration::from_secs(5),
        }
    }
}

impl AccessConfig {
    /// How people come in.
    pub fn mode(&self) -> Mode {
        match (&self.proxy.name_header, self.tokens.is_empty()) {
            (Some(_), _) => Mode::Proxy,
            (None, false) => Mode::Token,
            (None, true) => Mode::Open,
        }
    }

    /// Whether cookies travel over TLS only.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.secure)
    }

    /// Reads `[[access.tokens]]`.
    pub(super) fn read_tokens(&mut self, value: &Value) -> Vec<AccessProblem> {
        let Some(list) = value.as_array() else {
            return vec![AccessProblem::Tokens];
        };
        let mut problems = Vec::new();
        for (number, value) in (1..).zip(list) {
            match value.as_table().ok_or(TokenProblem::Key).and_then(token) {
                Ok(token) if self.tokens.iter().any(|own| own.name == token.name) => {
                    problems.push(AccessProblem::Token(number, TokenProblem::NameTwice));
                }
                Ok(token) => self.tokens.push(token),
                Err(problem) => problems.push(AccessProblem::Token(number, problem)),
            }
        }
        problems
    }

    /// What can only be seen when every value is known. `now` is in seconds since the Unix epoch.
    pub(super) fn whole(&self, listen: IpAddr, now: u64) -> Vec<AccessProblem> {
        let mut problems = Vec::new();
        let proxy = &self.proxy;
        if !listen.is_loopback() {
            if self.mode() == Mode::Open {
                problems.push(AccessProblem::OpenOffLoopback);
            } else if self.hosts.is_empty() && self.public_url.is_none() {
                problems.push(AccessProblem::NoHosts);
            }
            if self.mode() != Mode::Open && !self.is_secure() {
                problems.push(AccessProblem::Unencrypted);
            }
        }
        if proxy.name_header.is_some() && proxy.addresses.is_empty() {
            problems.push(AccessProblem::ProxyWithoutAddress);
        }
        if proxy.name_header.is_none()
            && (proxy.role_header.is_some() || proxy.groups_header.is_some())
        {
            problems.push(AccessProblem::ProxyWithoutName);
        }
        if proxy.groups_header.is_none() && !proxy.groups.is_empty() {
            problems.push(AccessProblem::GroupsWithoutHeader);
        }
        if proxy.addresses.iter().any(|net| net.prefix_len() == 0) {
            problems.push(AccessProblem::ProxyIsAnybody);
        }
        let expired = self.tokens.iter().filter(|token| !token.is_good_at(now));
        problems.extend(expired.map(|token| AccessProblem::Expired(token.name.clone())));
        problems
    }
}

/// What is wrong with the settings of access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessProblem {
    /// Not a list of tables.
    Tokens,
    /// The token at this place, from 1.
    Token(usize, TokenProblem),
    /// It would listen off loopback and let anybody in.
    OpenOffLoopback,
    /// It would listen off loopback and nobody could name it.
    NoHosts,
    /// Tokens and cookies would travel unencrypted. A warning.
    Unencrypted,
    /// A proxy that says who asks, but from nowhere.
    ProxyWithoutAddress,
    /// A proxy that gives roles to nobody.
    ProxyWithoutName,
    /// Groups that no header names.
    GroupsWithoutHeader,
    /// Every address is believed.
    ProxyIsAnybody,
    /// A token that is not good any more. A warning.
    Expired(String),
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is spelled out where it is displayed")]
pub enum TokenProblem {
    Key,
    Name,
    NameTwice,
    Role,
    Hash,
    Expires,
}

impl AccessProblem {
    /// Whether the gateway can run all the same.
    pub fn is_warning(&self) -> bool {
        matches!(self, AccessProblem::Unencrypted | AccessProblem::Expired(_))
    }
}

impl fmt::Display for AccessProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AccessProblem::Tokens => f.write_str(
                "`access.tokens` must be written as tables `[[access.tokens]]`; `rollcall token new` prints one.",
            ),
            AccessProblem::Token(number, problem) => {
                write!(f, "Number {number} of `[[access.tokens]]`: {problem}.")
            }
            AccessProblem::OpenOffLoopback => f.write_str(
                "`listen` is not a loopback address and nobody has to sign in, so that anybody on the network could \
                 change your users. Make a token with `rollcall token new`, or name a reverse proxy that signs people in \
                 in `[access.proxy]`, or listen on 127.0.0.1.",
            ),
            AccessProblem::NoHosts => f.write_str(
                "`listen` is not a loopback address, and `hosts` is empty: name there what stands in the browser's \
                 address bar, such as hosts = [\"rollcall.intranet\"], or set `public_url`.",
            ),
            AccessProblem::Unencrypted => f.write_str(
                "The gateway listens on the network in plain http: tokens, cookies and users travel unencrypted unless a \
                 proxy in front speaks TLS. Set `public_url` to its https address once it does.",
            ),
            AccessProblem::ProxyWithoutAddress => f.write_str(
                "`access.proxy.name_header` is set, and `access.proxy.addresses` is empty: the header is believed from \
                 those addresses only.",
            ),
            AccessProblem::ProxyWithoutName => f.write_str(
                "`access.proxy` has a header for roles and none for names; set `access.proxy.name_header`.",
            ),
            AccessProblem::GroupsWithoutHeader => f.write_str(
                "`access.proxy` gives roles to groups, and `access.proxy.groups_header` does not say where they stand.",
            ),
            AccessProblem::ProxyIsAnybody => f.write_str(
                "`access.proxy.addresses` has a network of all addresses, so that anybody could claim any name. Name \
                 the proxy's own address.",
            ),
            AccessProblem::Expired(name) => write!(
                f,
                "The token of {name} has expired; make a new one with `rollcall token new`, or take it out."
            ),
        }
    }
}

impl fmt::Display for TokenProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TokenProblem::Key => "it has the keys `name`, `role`, `hash` and `expires`, and no other",
            TokenProblem::Name => "`name` must be a text of 1 to 64 characters",
            TokenProblem::NameTwice => "another token has the same `name`; the audit trail could not tell them apart",
            TokenProblem::Role => "`role` must be \"viewer\", \"operator\" or \"admin\"",
            TokenProblem::Hash => {
                "`hash` must be \"sha256:\" and 64 hexadecimal digits, as `rollcall token new` prints it; it is never \
                 the token itself"
            }
            TokenProblem::Expires => "`expires` must be a day such as 2027-01-31",
        })
    }
}

/// Whether a text can be somebody's name in the audit trail.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

fn token(table: &Table) -> Result<Token, TokenProblem> {
    let known = |key: &String| ["name", "role", "hash", "expires"].contains(&key.as_str());
    if !table.keys().all(known) {
        return Err(TokenProblem::Key);
    }
    let text = |key: &str| table.get(key).and_then(Value::as_str);
    let name = text("name").filter(|name| is_name(name));
    let expires = match table.get("expires") {
        None => None,
        Some(value) => {
            let text = match value {
                Value::Datetime(day) => day.to_string(),
                Value::String(text) => text.clone(),
                _ => return Err(TokenProblem::Expires),
            };
            Some(Date::parse(&text).ok_or(TokenProblem::Expires)?)
        }
    };
    Ok(Token {
        name: name.ok_or(TokenProblem::Name)?.to_owned(),
        role: text("role")
            .and_then(Role::from_word)
            .ok_or(TokenProblem::Role)?,
        hash: text("hash")
            .and_then(Hash::parse)
            .ok_or(TokenProblem::Hash)?,
        expires,
    })
}
