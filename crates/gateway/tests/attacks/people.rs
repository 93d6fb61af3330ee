//! Those who may come in, and what they send.

use std::net::SocketAddr;

use gateway::access::{Hash, Role, Token};
use gateway::config::Config;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::harness::send;

pub const LIST: &str = "GET /vendors/bitanswer/users";
pub const CREATE: &str = "POST /vendors/bitanswer/users";

/// Adds a token for each role, named after it.
pub fn with_tokens(mut config: Config) -> Config {
    config.access.tokens = Role::ALL
        .map(|role| Token {
            name: role.as_str().to_owned(),
            role,
            hash: Hash::of(&secret(role.as_str())),
            expires: None,
        })
        .into_iter()
        .collect();
    config
}

pub fn secret(name: &str) -> String {
    format!("rollcall_{name}")
}

pub fn bearer(name: &str) -> String {
    format!("Authorization: Bearer {}", secret(name))
}

/// Signs in and gives the header that a browser then sends.
pub async fn sign_in(gateway: SocketAddr, name: &str) -> String {
    let body = serde_json::json!({ "token": secret(name) }).to_string();
    let reply = send(gateway, "POST /session", &[], body.as_bytes()).await;
    assert_eq!(reply.status(), 204, "{}", reply.text());
    let set = reply.header("set-cookie").unwrap();
    format!("Cookie: {}", set.split(';').next().unwrap())
}

/// Sends bytes as they are and gives everything that comes back until the gateway closes, which it does with a silent
/// connection after its configured time.
pub async fn raw(gateway: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    // A gateway that has seen enough may close before all is written.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
