//! `/config.json`: what the place that serves the console says about itself. Plain static hosting has none.

use crate::transport::fetch_text;
use serde_json::Value;
use vendors::{Credentials, Role, Secret, Vendor};

/// What the gateway says of one vendor.
#[derive(Clone, Default)]
pub struct VendorConfig {
    /// Whether the sandbox answers for this vendor.
    pub sandbox: bool,
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

/// The whole file.
#[derive(Clone, Default)]
pub struct Config {
    /// The gateway's version; `None` without a gateway.
    pub gateway_version: Option<String>,
    /// How people come in.
    pub access: Access,
    /// Who is signed in; `None` where nobody is or has to be.
    pub identity: Option<Identity>,
    vendors: [VendorConfig; 4],
}

impl Config {
    /// What is said of a vendor.
    pub fn vendor(&self, vendor: Vendor) -> &VendorConfig {
        &self.vendors[vendor as usize]
    }

    /// Whether the gateway must first know who asks.
    pub fn needs_sign_in(&self) -> bool {
        self.access != Access::Open && self.identity.is_none()
    }

    /// Reads the file's text. What is not understood is as if it were not there: the console works without.
    pub fn parse(text: &str) -> Config {
        let Ok(root) = serde_json::from_str::<Value>(text) else {
            return Config::default();
        };
        Config {
            gateway_version: text_at(&root["gateway"], "version"),
            access: match root["access"].as_str() {
                Some("token") => Access::Token,
                Some("proxy") => Access::Proxy,
                _ => Access::Open,
            },
            identity: identity(&root["identity"]),
            vendors: Vendor::ALL
                .map(|vendor| vendor_config(vendor, &root["vendors"][vendor.slug()])),
        }
    }
}

/// Fetches and reads the file.
pub async fn load_config() -> Config {
    fetch_text("/config.json")
        .await
        .map(|text| Config::parse(&text))
        .unwrap_or_default()
}

fn identity(value: &Value) -> Option<Identity> {
    Some(Identity {
        name: text_at(value, "name")?,
        role: Role::from_word(value["role"].as_str()?)?,
    })
}

fn vendor_config(vendor: Vendor, value: &Value) -> VendorConfig {
    let apps = value["apps"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    VendorConfig {
        sandbox: value["upstream"] == "sandbox",
        credentials: credentials(vendor, &value["credentials"]),
        apps: apps
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
    }
}

fn credentials(vendor: Vendor, value: &Value) -> Option<Credentials> {
    let secret = |name| text_at(value, name).map(Secret::new);
    Some(match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: text_at(value, "manager_name")?,
            manager_key: secret("manager_key")?,
        },
        Vendor::Tingyun => Credentials::Tingyun {
            authkey: secret("authkey")?,
        },
        Vendor::BitAnswer => Credentials::BitAnswer {
            bitkey: secret("bitkey")?,
        },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: secret("token")?,
            bid: text_at(value, "bid")?,
        },
    })
}

fn text_at(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_gateway_says() {
        let config = Config::parse(
            r#"{"gateway":{"version":"0.1.0"},"vendors":{"t12":{"upstream":"sandbox",
            "credentials":{"manager_name":"m","manager_key":"k"},"apps":["a","b"]},"bitanswer":{"upstream":"configured"}}}"#,
        );
        assert_eq!(config.gateway_version.as_deref(), Some("0.1.0"));
        assert!(config.vendor(Vendor::T12).sandbox);
        assert_eq!(config.vendor(Vendor::T12).apps, ["a", "b"]);
        assert!(config.vendor(Vendor::T12).credentials.is_some());
        assert!(!config.vendor(Vendor::BitAnswer).sandbox);
        assert!(config.vendor(Vendor::Tingyun).credentials.is_none());
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
    fn anything_else_is_as_if_absent() {
        for text in ["", "<html>", "[]", "{\"vendors\":7}"] {
            assert!(Config::parse(text).gateway_version.is_none());
        }
    }
}
