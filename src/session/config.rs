//! `/config.json`: what the place that serves the console says about itself. A gateway writes what it is and leads to; on a
//! static host it is a file of whoever runs that, which [`super::site`] reads, or it is not there.

use crate::routes::beside;
use crate::store::{Connection, ConnectionColor, ConnectionId, Theme, read_credentials};
use crate::transport::{Route, Unread, fetch_text};
use serde_json::Value;
use vendors::{Credentials, Role, Vendor};

/// A connection that the gateway names, or the file of a static host.
#[derive(Clone)]
pub struct GatewayConnection {
    /// The connection as it is without the admin's changes.
    pub connection: Connection,
    /// Whether the sandbox answers.
    pub sandbox: bool,
    /// Whether the gateway adds the credentials, so that the browser needs none.
    pub holds_credentials: bool,
    /// The sandbox's public credentials.
    pub credentials: Option<Credentials>,
    /// App names to begin with; T12 only.
    pub apps: Vec<String>,
}

/// How people come in at the gateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Without a login.
    #[default]
    Open,
    /// By an access token.
    Token,
    /// As a reverse proxy says.
    Proxy,
}

/// Who is signed in at the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name, as in the gateway's audit trail.
    pub name: String,
    /// What the gateway lets them do.
    pub role: Role,
}

/// How whoever runs a static host wants the console to be.
#[derive(Clone, Default)]
pub struct Site {
    /// What the console is called there.
    pub title: Option<String>,
    /// The tag of the language for whoever chose none.
    pub language: Option<&'static str>,
    /// The theme for whoever chose none.
    pub theme: Theme,
    /// Whether links name pages behind a `#`, for hosts that serve the console at one address only.
    pub links_by_hash: bool,
    /// Whether nothing may be written.
    pub is_read_only: bool,
    /// Vendors that are not shown.
    pub hidden: Vec<Vendor>,
}

/// The whole file.
#[derive(Clone, Default)]
pub struct Config {
    /// Origins of the portals that may show the console in a frame; nobody may where there are none.
    pub embed_origins: Vec<String>,
    /// What a static host's own file decides.
    pub site: Site,
    /// The gateway's version; `None` without a gateway.
    pub gateway_version: Option<String>,
    /// How people come in.
    pub access: Access,
    /// Whether the gateway keeps an audit trail that whoever asks may read.
    pub has_trail: bool,
    /// Who is signed in; `None` where nobody is or has to be.
    pub identity: Option<Identity>,
    /// What the gateway leads to, in its order. Nothing while nobody is signed in.
    pub connections: Vec<GatewayConnection>,
}

impl Config {
    /// What the gateway says of one of its connections.
    pub fn connection(&self, id: ConnectionId) -> Option<&GatewayConnection> {
        self.connections
            .iter()
            .find(|named| named.connection.id == id)
    }

    /// Whether the gateway must first know who asks.
    pub fn needs_sign_in(&self) -> bool {
        self.access != Access::Open && self.identity.is_none()
    }

    /// Reads the file's text. What is not understood is as if it were not there: the console works without.
    pub fn parse(text: &str) -> Config {
        let Ok(root) = serde_json::from_slice::<Value>(text.as_bytes()) else {
            return Config::default();
        };
        let mut config = Config {
            site: Site::default(),
            gateway_version: text_at(&root["gateway"], "version"),
            access: match root["access"].as_str() {
                Some("token") => Access::Token,
                Some("proxy") => Access::Proxy,
                _ => Access::Open,
            },
            has_trail: root["gateway"]["audit"] == true,
            identity: identity(&root["identity"]),
            connections: Vec::new(),
            embed_origins: texts_at(&root["embed"], "origins"),
        };
        let named = root["connections"].as_array();
        for named in named.into_iter().flatten().filter_map(gateway_connection) {
            // Ids are a promise; of two that break it the first one holds.
            if config.connection(named.connection.id).is_none() {
                config.connections.push(named);
            }
        }
        config
    }
}

/// Fetches the file.
pub async fn load_config() -> Loaded {
    match fetch_text(&beside("/config.json")).await {
        Ok(Some(text)) => Loaded::of(text),
        Ok(None) => Loaded::Config(Config::default()),
        Err(unread) => Loaded::Site(Err(unread)),
    }
}

/// What stands at the file's address.
pub enum Loaded {
    /// What a gateway says, or nothing.
    Config(Config),
    /// The text of a static host's own file, which is still to be read, or why it could not be had: as long as nobody
    /// knows what it says, nothing may be written.
    Site(Result<String, Unread>),
}

impl Loaded {
    fn of(text: String) -> Loaded {
        let config = Config::parse(&text);
        // Many hosts answer with a page where they have no file. A file with nothing in it is one that got lost on its way.
        let is_none = text.trim_start().starts_with('<');
        if is_none || config.gateway_version.is_some() {
            Loaded::Config(config)
        } else {
            Loaded::Site(Ok(text))
        }
    }
}

fn identity(value: &Value) -> Option<Identity> {
    Some(Identity {
        name: text_at(value, "name")?,
        role: Role::from_word(value["role"].as_str()?)?,
    })
}

fn gateway_connection(value: &Value) -> Option<GatewayConnection> {
    let id = ConnectionId::new(value["id"].as_str()?)?;
    let vendor = Vendor::from_slug(value["vendor"].as_str()?)?;
    let color = value["color"].as_str().and_then(ConnectionColor::from_name);
    let is_true = |name: &str| value[name].as_bool().unwrap_or_default();
    Some(GatewayConnection {
        connection: Connection {
            name: text_at(value, "name").unwrap_or_default(),
            color: color.unwrap_or_default(),
            production: is_true("production"),
            of_gateway: true,
            route: Route::Gateway {
                connection: id.to_string(),
            },
            ..Connection::new(id, vendor)
        },
        sandbox: value["upstream"] == "sandbox",
        holds_credentials: is_true("holds_credentials"),
        credentials: read_credentials(vendor, &value["credentials"]),
        apps: texts_at(value, "apps"),
    })
}

fn text_at(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}

fn texts_at(value: &Value, name: &str) -> Vec<String> {
    let texts = value[name].as_array().into_iter().flatten();
    texts.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn id(text: &str) -> ConnectionId {
        ConnectionId::new(text).unwrap()
    }

    #[test]
    fn reads_what_the_gateway_says() {
        let config = Config::parse(
            r#"{"gateway":{"version":"0.1.0","audit":true},"access":"open","connections":[
            {"id":"t12","vendor":"t12","name":null,"color":null,"production":false,"upstream":"sandbox",
            "holds_credentials":false,"credentials":{"manager_name":"m","manager_key":"k"},"apps":["a","b"]},
            {"id":"prod","vendor":"bitanswer","name":"正式","color":"red","production":true,"upstream":"configured",
            "holds_credentials":true}],"embed":{"origins":["https://portal.intranet",7]}}"#,
        );
        assert_eq!(config.embed_origins, ["https://portal.intranet"]);
        assert_eq!(config.gateway_version.as_deref(), Some("0.1.0"));
        assert!(config.has_trail);
        let t12 = config.connection(id("t12")).unwrap();
        assert!(t12.sandbox && !t12.holds_credentials && t12.credentials.is_some());
        assert_eq!(t12.apps, ["a", "b"]);
        assert_eq!(t12.connection.color, ConnectionColor::Grey);
        let prod = config.connection(id("prod")).unwrap();
        assert!(!prod.sandbox && prod.holds_credentials && prod.credentials.is_none());
        assert!(prod.connection.production && prod.connection.of_gateway);
        assert_eq!(prod.connection.vendor, Vendor::BitAnswer);
        assert_eq!(prod.connection.color, ConnectionColor::Red);
        assert_eq!(prod.connection.name, "正式");
        assert!(config.connection(id("tingyun")).is_none());
    }

    #[test]
    fn what_is_no_connection_is_left_out() {
        let config = Config::parse(
            r#"{"gateway":{"version":"0.1.0"},"connections":[7,{"id":"a b","vendor":"t12"},{"id":"a"},
            {"id":"a","vendor":"nobody"},{"id":"a","vendor":"t12","color":"mauve"},{"id":"a","vendor":"tingyun"}]}"#,
        );
        assert_eq!(config.connections.len(), 1);
        assert_eq!(config.connections[0].connection.vendor, Vendor::T12);
    }

    #[test]
    fn knows_whether_somebody_has_to_sign_in() {
        let needs = |text| Config::parse(text).needs_sign_in();
        assert!(!needs(r#"{"access":"open"}"#));
        assert!(needs(r#"{"access":"token"}"#));
        assert!(needs(
            r#"{"access":"proxy","identity":{"name":"wang","role":"root"}}"#
        ));
        let config =
            Config::parse(r#"{"access":"proxy","identity":{"name":"wang","role":"viewer"}}"#);
        assert!(!config.needs_sign_in());
        assert_eq!(
            config.identity.map(|identity| identity.role),
            Some(Role::Viewer)
        );
    }

    #[test]
    fn a_file_of_the_hosts_own_is_told_from_a_gateways_and_from_none() {
        let is_own = |text: &str| matches!(Loaded::of(text.to_owned()), Loaded::Site(_));
        for text in [
            "<!doctype html>",
            "\n <html>",
            r#"{"gateway":{"version":"0.1.0"}}"#,
        ] {
            assert!(!is_own(text), "{text}");
        }
        for text in ["", " \n", "{}", r#"{"version":1}"#, "{\"version\": 1,", "7"] {
            assert!(is_own(text), "{text}");
        }
    }

    #[test]
    fn anything_else_is_as_if_absent() {
        for text in ["", "<html>", "[]", "{\"connections\":7}"] {
            let config = Config::parse(text);
            assert!(config.gateway_version.is_none() && !config.has_trail);
            assert!(config.connections.is_empty());
        }
    }
}
