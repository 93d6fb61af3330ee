//! A gateway that is reached over a network, and one behind a reverse proxy that signs people in.

use gateway::access::Role;
use gateway::config::{AccessProblem, Config, ConfigProblem, TokenProblem};
use tokio::net::TcpSocket;
use vendors::Vendor;

use crate::access::{bearer, with_tokens};
use crate::configuration::read_with;
use crate::harness::{
    Message, Upstream, config, fine, read_message, sandboxed, send, send_bare, start,
};

const LIST: &str = "GET /vendors/bitanswer/users";
const TOKEN: &str = "[[access.tokens]]\nname = \"wang\"\nrole = \"admin\"\nhash = \
    \"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"\n";

fn access(text: &str) -> Vec<AccessProblem> {
    let problems = read_with(text, &[], &[]).problems.into_iter();
    let own = problems.map(|problem| match problem {
        ConfigProblem::Access(problem) => problem,
        other => panic!("{other}"),
    });
    own.collect()
}

#[test]
fn off_loopback_somebody_must_have_to_sign_in() {
    for listen in ["0.0.0.0", "::", "10.1.2.3"] {
        let listen = format!("listen = \"{listen}\"\n");
        assert_eq!(access(&listen), [AccessProblem::OpenOffLoopback]);
        let with_token = format!("{listen}{TOKEN}");
        let expected = [AccessProblem::NoHosts, AccessProblem::Unencrypted];
        assert_eq!(access(&with_token), expected);
        let with_host = format!("{listen}hosts = [\"a\"]\n{TOKEN}");
        assert_eq!(access(&with_host), [AccessProblem::Unencrypted]);
        assert!(AccessProblem::Unencrypted.is_warning());
        let with_url = format!("{listen}public_url = \"https://a\"\n{TOKEN}");
        assert_eq!(access(&with_url), []);
        let proxy = "[access.proxy]\naddresses = [\"10.9.9.9\"]\nname_header = \"x-user\"\n";
        let with_proxy = format!("{listen}public_url = \"https://a\"\n{proxy}");
        assert_eq!(access(&with_proxy), []);
        // A proxy that only carries signs nobody in.
        let carries = "[access.proxy]\naddresses = [\"10.9.9.9\"]\n";
        assert_eq!(
            access(&format!("{listen}{carries}")),
            [AccessProblem::OpenOffLoopback]
        );
    }
    for problem in [AccessProblem::OpenOffLoopback, AccessProblem::NoHosts] {
        assert!(!problem.is_warning());
    }
}

#[test]
fn a_wrong_token_or_proxy_is_said_with_its_place() {
    let hash = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    for (lines, problem) in [
        ("role = \"admin\"", TokenProblem::Name),
        ("name = \"a\"\nrole = \"root\"", TokenProblem::Role),
        (
            "name = \"a\"\nrole = \"admin\"\nhash = \"rollcall_x\"",
            TokenProblem::Hash,
        ),
        ("name = \"a\"\ntoken = \"rollcall_x\"", TokenProblem::Key),
        (
            "name = \"a\"\nexpires = 2027-02-30T00:00:00Z",
            TokenProblem::Expires,
        ),
    ] {
        let lines = match lines.contains("hash") {
            true => lines.to_owned(),
            false => format!("{lines}\nhash = \"{hash}\""),
        };
        let text = format!("{TOKEN}[[access.tokens]]\n{lines}\n");
        if problem == TokenProblem::Expires {
            assert!(!read_with(&text, &[], &[]).problems.is_empty());
            continue;
        }
        assert_eq!(access(&text), [AccessProblem::Token(2, problem)], "{lines}");
    }
    let twice = format!("{TOKEN}{TOKEN}");
    assert_eq!(
        access(&twice),
        [AccessProblem::Token(2, TokenProblem::NameTwice)]
    );
    assert_eq!(access("[access]\ntokens = \"x\""), [AccessProblem::Tokens]);
    let old = format!("{TOKEN}expires = 2001-01-01\n");
    assert_eq!(access(&old), [AccessProblem::Expired("wang".to_owned())]);
    for (lines, problem) in [
        (
            "name_header = \"x-user\"",
            AccessProblem::ProxyWithoutAddress,
        ),
        (
            "addresses = [\"10.0.0.1\"]\nrole_header = \"x-role\"",
            AccessProblem::ProxyWithoutName,
        ),
        (
            "addresses = [\"10.0.0.1\"]\nname_header = \"x-user\"\nadmins = [\"a\"]",
            AccessProblem::GroupsWithoutHeader,
        ),
        (
            "addresses = [\"0.0.0.0/0\"]\nname_header = \"x-user\"",
            AccessProblem::ProxyIsAnybody,
        ),
    ] {
        assert_eq!(access(&format!("[access.proxy]\n{lines}")), [problem]);
    }
}

/// Listens wherever it can be reached.
fn everywhere(mut config: Config) -> Config {
    config.listen = "0.0.0.0".parse().unwrap();
    config.access.hosts = vec!["rollcall.intranet".to_owned()];
    config
}

#[tokio::test]
async fn only_configured_names_lead_to_it() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(everywhere(with_tokens(config(
        Vendor::BitAnswer,
        &upstream.url(),
    ))))
    .await;
    let port = gateway.port();
    let gateway = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    let admin = bearer("admin");
    let ask = async |host: &str| {
        let host = format!("Host: {host}");
        send_bare(gateway, LIST, &[&host, &admin], b"")
            .await
            .status()
    };
    assert_eq!(ask("rollcall.intranet").await, 200);
    assert_eq!(ask(&format!("rollcall.intranet:{port}")).await, 200);
    assert_eq!(ask("evil.example").await, 403);
    assert_eq!(ask(&format!("0.0.0.0:{port}")).await, 403);
    // A watcher knows the address only, and learns nothing.
    let health = send_bare(gateway, "GET /healthz", &["Host: 10.1.2.3"], b"").await;
    assert_eq!((health.status(), health.text().as_str()), (200, "ok\n"));
    let metrics = send_bare(gateway, "GET /metrics", &["Host: rollcall.intranet"], b"").await;
    assert_eq!(metrics.status(), 401);
}

const PROXY: &str = "127.0.0.2";

/// Behind a proxy at 127.0.0.2 that says who asks.
fn proxied(config: Config) -> Config {
    let mut config = everywhere(config);
    let proxy = &mut config.access.proxy;
    proxy.addresses = vec!["127.0.0.2/32".parse().unwrap()];
    proxy.name_header = Some("x-auth-user".parse().unwrap());
    proxy.groups_header = Some("x-auth-groups".parse().unwrap());
    proxy.groups = vec![
        (Role::Viewer, vec!["staff".to_owned()]),
        (Role::Admin, vec!["it".to_owned()]),
    ];
    config
}

/// Sends from an address of our own choosing.
async fn send_from(source: &str, port: u16, first: &str, headers: &[&str]) -> Message {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{source}:0").parse().unwrap()).unwrap();
    let mut stream = socket.connect(([127, 0, 0, 1], port).into()).await.unwrap();
    let head = format!(
        "{first} HTTP/1.1\r\nHost: rollcall.intranet\r\nX-Rollcall-Trace: t\r\nConnection: close\r\n"
    );
    let head = headers
        .iter()
        .fold(head, |head, header| format!("{head}{header}\r\n"));
    let bytes = format!("{head}\r\n");
    tokio::io::AsyncWriteExt::write_all(&mut stream, bytes.as_bytes())
        .await
        .unwrap();
    read_message(&mut stream, false).await.unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_proxys_word_counts_and_nobody_elses() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(proxied(with_tokens(config(
        Vendor::BitAnswer,
        &upstream.url(),
    ))))
    .await;
    let port = gateway.port();
    let staff = ["X-Auth-User: wang", "X-Auth-Groups: staff"];
    let it = ["X-Auth-User: li", "X-Auth-Groups: staff, it"];
    let delete = "DELETE /vendors/bitanswer/users";
    assert_eq!(send_from(PROXY, port, LIST, &staff).await.status(), 200);
    let refused = send_from(PROXY, port, delete, &staff).await;
    assert_eq!(
        (refused.status(), refused.failure()),
        (403, Some("role-not-enough"))
    );
    assert_eq!(send_from(PROXY, port, delete, &it).await.status(), 200);
    let document = send_from(PROXY, port, "GET /config.json", &it).await.text();
    assert!(document.contains("\"access\":\"proxy\""), "{document}");
    assert!(
        document.contains("\"identity\":{\"name\":\"li\",\"role\":\"admin\"}"),
        "{document}"
    );
    let before = upstream.requests().len();
    for request in upstream.requests() {
        assert!(
            !format!("{request:?}").to_lowercase().contains("x-auth"),
            "{request:?}"
        );
    }

    // Nobody in particular, or without a role.
    for headers in [
        &[][..],
        &["X-Auth-User:"],
        &["X-Auth-User: wang", "X-Auth-Groups: others"],
    ] {
        let reply = send_from(PROXY, port, LIST, headers).await;
        assert_eq!(
            (reply.status(), reply.failure()),
            (401, Some("sign-in-needed"))
        );
    }
    // Smuggled in beside the proxy's own.
    for twice in [
        ["X-Auth-User: li", "X-Auth-User: wang", "X-Auth-Groups: it"],
        [
            "X-Auth-User: li",
            "X-Auth-Groups: it",
            "X-Auth-Groups: staff",
        ],
    ] {
        let reply = send_from(PROXY, port, LIST, &twice).await;
        assert_eq!(
            (reply.status(), reply.failure()),
            (403, Some("not-allowed"))
        );
    }
    // From anywhere else it is refused, a good token notwithstanding, and so that it is noticed.
    let admin = bearer("admin");
    for source in ["127.0.0.1", "127.0.0.3"] {
        for headers in [vec![it[0], it[1]], vec![it[1]], vec![it[0], admin.as_str()]] {
            let reply = send_from(source, port, LIST, &headers).await;
            assert_eq!(
                (reply.status(), reply.failure()),
                (403, Some("not-allowed")),
                "{source}"
            );
            assert!(reply.text().contains("access.proxy.addresses"));
        }
        let document = send_from(source, port, "GET /config.json", &it)
            .await
            .text();
        assert!(!document.contains("identity"), "{document}");
        assert_eq!(
            send_from(
                source,
                port,
                LIST,
                &["X-Forwarded-For: 127.0.0.2", it[0], it[1]]
            )
            .await
            .status(),
            403
        );
        // Programs may come past the proxy with a token.
        assert_eq!(send_from(source, port, LIST, &[&admin]).await.status(), 200);
    }
    assert_eq!(upstream.requests().len(), before + 2);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn wrong_tokens_count_for_whoever_sits_behind_the_proxy() {
    let port = start(proxied(with_tokens(sandboxed()))).await.port();
    let guess = bearer("guess");
    for _ in 0..10 {
        let headers = [guess.as_str(), "X-Forwarded-For: 6.6.6.6, 10.0.0.1"];
        assert_eq!(send_from(PROXY, port, LIST, &headers).await.status(), 401);
    }
    let same = [guess.as_str(), "X-Forwarded-For: 7.7.7.7, 10.0.0.1"];
    assert_eq!(send_from(PROXY, port, LIST, &same).await.status(), 429);
    let other = [guess.as_str(), "X-Forwarded-For: 10.0.0.2"];
    assert_eq!(send_from(PROXY, port, LIST, &other).await.status(), 401);
    assert_eq!(
        send_from("127.0.0.3", port, LIST, &other).await.status(),
        401,
        "not the proxy"
    );
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let mut config = with_tokens(sandboxed());
    let portals = ["https://portal.intranet", "http://127.0.0.1:9"];
    config.access.embed_origins = portals.map(str::to_owned).to_vec();
    let gateway = start(config).await;
    for first in [
        "GET /",
        "GET /nothing",
        "POST /",
        "GET /config.json",
        "GET /healthz",
        "GET /metrics",
        LIST,
        "POST /session",
        "GET /sandbox/journal",
        "GET /vendors",
    ] {
        for headers in [vec![], vec!["Origin: https://evil.example"]] {
            let reply = send(gateway, first, &headers, b"").await;
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(reply.header(name), Some(value), "{first} {name}");
            }
            let policy = reply.header("content-security-policy").unwrap();
            for directive in [
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ",
                "; require-trusted-types-for 'script'; trusted-types default; ",
                "; frame-ancestors https://portal.intranet http://127.0.0.1:9",
            ] {
                assert!(policy.contains(directive), "{first}: {policy}");
            }
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
            assert!(reply.header("permissions-policy").is_some());
        }
    }
    let closed = start(sandboxed()).await;
    let reply = send(closed, "GET /nothing", &[], b"").await;
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.ends_with("; frame-ancestors 'none'"), "{policy}");
}

#[tokio::test]
async fn what_was_done_is_counted() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    send(gateway, LIST, &[&bearer("viewer")], b"").await;
    send(
        gateway,
        "DELETE /vendors/bitanswer/users",
        &[&bearer("viewer")],
        b"[]",
    )
    .await;
    send(
        gateway,
        "GET /vendors/nobody/secret-path",
        &[&bearer("viewer")],
        b"",
    )
    .await;
    send(gateway, LIST, &[], b"").await;
    let text = send(gateway, "GET /metrics", &[&bearer("viewer")], b"")
        .await
        .text();
    for line in [
        "rollcall_requests_total{connection=\"bitanswer\",operation=\"BitAnswerListUsers\",outcome=\"2xx\"} 1",
        "rollcall_requests_total{connection=\"bitanswer\",operation=\"unknown\",outcome=\"sign-in-needed\"} 1",
        "rollcall_requests_total{connection=\"unknown\",operation=\"unknown\",outcome=\"not-allowed\"} 1",
        "rollcall_request_seconds_count{connection=\"bitanswer\",operation=\"BitAnswerListUsers\"} 1",
        "rollcall_refused_total{cause=\"sign-in-needed\"} 1",
        "rollcall_requests_in_flight 0",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    assert!(text.contains("outcome=\"role-not-enough\"} 1"), "{text}");
    assert!(
        !text.contains("secret-path") && !text.contains("nobody"),
        "{text}"
    );
}
