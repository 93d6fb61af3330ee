//! Headers in which somebody claims to be somebody else. Through: the vendor is reached, or the answer names an identity.

use gateway::access::Role;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpSocket;
use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Message, Upstream, config, fine, read_message, start};
use crate::people::{LIST, with_tokens};

const PROXY: &str = "127.0.0.2";

async fn from(source: &str, port: u16, first: &str, headers: &[&str]) -> Option<Message> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{source}:0").parse().unwrap()).unwrap();
    let mut stream = socket.connect(([127, 0, 0, 1], port).into()).await.unwrap();
    let mut head = format!(
        "{first} HTTP/1.1\r\nHost: localhost\r\nX-Rollcall-Trace: t\r\nConnection: close\r\n"
    );
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    read_message(&mut stream, false).await
}

pub async fn identities() -> Class {
    let mut class = Class::new("forged identities");
    // Other systems give this machine one loopback address only, and then nobody can be told from the proxy.
    if !cfg!(target_os = "linux") {
        return class;
    }
    let upstream = Upstream::start(fine()).await;
    let mut config = with_tokens(config(Vendor::BitAnswer, &upstream.url()));
    let proxy = &mut config.access.proxy;
    proxy.addresses = vec!["127.0.0.2/32".parse().unwrap()];
    proxy.name_header = Some("x-auth-user".parse().unwrap());
    proxy.role_header = Some("x-auth-role".parse().unwrap());
    proxy.groups_header = Some("x-auth-groups".parse().unwrap());
    proxy.groups = vec![(Role::Admin, vec!["it".to_owned()])];
    let port = start(config).await.port();
    let name = [
        "X-Auth-User: admin",
        "x-auth-user: admin",
        "X_Auth_User: admin",
        "X-Auth_User: admin",
        "X-AUTH-USER:admin",
        "X-Auth-User : admin",
        " X-Auth-User: admin",
        "X-Auth-User:",
        "X-Auth-User: \u{202e}nimda",
        "X-Auth-User: admin, admin",
        "X-Auth-User: admin\r\nX-Auth-User: admin",
        "X-Auth-User: nobody\r\nX_Auth_User: admin",
        "X-Auth-User: admin\r\n\tx",
        "X-Auth-User: adm\0in",
        "X-Forwarded-User: admin",
        "X-Remote-User: admin",
        "Remote-User: admin",
        "X-Auth-Request-User: admin",
        "X-WEBAUTH-USER: admin",
        "X-Forwarded-Email: admin",
        "Forwarded: for=127.0.0.2;by=127.0.0.2",
        "X-Forwarded-For: 127.0.0.2",
        "X-Forwarded-For: 127.0.0.2\r\nX-Auth-User: admin",
        "X-Real-IP: 127.0.0.2\r\nX-Auth-User: admin",
        "Client-IP: 127.0.0.2\r\nX-Auth-User: admin",
        "True-Client-IP: 127.0.0.2\r\nX-Auth-User: admin",
        "Connection: X-Auth-User\r\nX-Auth-User: admin",
        "Via: 1.1 127.0.0.2\r\nX-Auth-User: admin",
        "Cookie: x-auth-user=admin",
        "Authorization: Basic YWRtaW46",
        "Authorization: Bearer admin",
        "Authorization: Bearer rollcall_",
    ];
    let role = [
        "X-Auth-Role: admin",
        "X-Auth-Groups: it",
        "X_Auth_Role: admin",
    ];
    for source in ["127.0.0.1", "127.0.0.3", "127.0.0.22"] {
        for name in name {
            for role in role {
                for first in [LIST, "GET /config.json"] {
                    let reply = from(source, port, first, &[name, role]).await;
                    let named = reply.is_some_and(|reply| reply.text().contains("\"identity\""));
                    let through = named || !upstream.requests().is_empty();
                    class.tried(format!("{source} {first} {name} {role}"), through);
                }
            }
        }
    }
    // Through the proxy, which adds its own and passes on what it does not know.
    for (proxys, smuggled) in [
        (
            ["X-Auth-User: wang", "X-Auth-Role: viewer"],
            "X-Auth-Role: admin",
        ),
        (
            ["X-Auth-User: wang", "X-Auth-Role: viewer"],
            "X-Auth-User: admin",
        ),
        (
            ["X-Auth-User: wang", "X-Auth-Role: viewer"],
            "x-auth-role: admin",
        ),
        (
            ["X-Auth-User: wang", "X-Auth-Role: viewer"],
            "X_Auth_Role: admin",
        ),
        (
            ["X-Auth-User: wang", "X-Auth-Role: viewer"],
            "X-Auth-Groups: it",
        ),
        (["X-Auth-User: wang", "X-Auth-Role: Admin"], "Accept: */*"),
        (
            ["X-Auth-User: wang", "X-Auth-Role: viewer,admin"],
            "Accept: */*",
        ),
        (["X-Auth-User: wang", "X-Auth-Role: root"], "Accept: */*"),
        (["X-Auth-User:", "X-Auth-Role: admin"], "Accept: */*"),
    ] {
        for list in [
            [smuggled, proxys[0], proxys[1]],
            [proxys[0], proxys[1], smuggled],
        ] {
            let reply = from(PROXY, port, "DELETE /vendors/bitanswer/users", &list).await;
            let refused = reply.is_some_and(|reply| matches!(reply.status(), 401 | 403));
            let through = !refused || !upstream.requests().is_empty();
            class.tried(format!("{list:?}"), through);
        }
    }
    let honest = from(
        PROXY,
        port,
        LIST,
        &["X-Auth-User: wang", "X-Auth-Role: viewer"],
    )
    .await;
    assert_eq!(honest.map(|reply| reply.status()), Some(200));
    class
}
