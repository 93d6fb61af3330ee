//! Credentials as JSON: in the gateway's `/config.json`, where they are the sandbox's public ones, and in what is sealed
//! before it is kept or leaves.

use serde_json::{Value, json};
use vendors::{Credentials, Secret, Vendor};

/// Reads a vendor's credentials; `None` if a field is missing.
pub fn read_credentials(vendor: Vendor, value: &Value) -> Option<Credentials> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let secret = |name: &str| value[name].as_str().map(Secret::new);
    Some(match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: text("manager_name")?,
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
            bid: text("bid")?,
        },
    })
}

/// The credentials in clear, for sealing only.
pub fn written_credentials(credentials: &Credentials) -> Value {
    match credentials {
        Credentials::T12 {
            manager_name,
            manager_key,
        } => json!({ "manager_name": manager_name, "manager_key": manager_key.expose() }),
        Credentials::Tingyun { authkey } => json!({ "authkey": authkey.expose() }),
        Credentials::BitAnswer { bitkey } => json!({ "bitkey": bitkey.expose() }),
        Credentials::ShareCreators { token, bid } => {
            json!({ "token": token.expose(), "bid": bid })
        }
    }
}
