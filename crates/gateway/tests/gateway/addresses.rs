//! Which addresses an upstream's name may stand for, and that the address which was checked is the one connected to.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use gateway::config::Config;
use gateway::proxy::{Addresses, Resolver};
use gateway::serve::bind_with;
use vendors::Vendor;

use crate::harness::{Upstream, config, fine, send};

const LIST: &str = "GET /vendors/bitanswer/users";
const CREATE: &str = "POST /vendors/bitanswer/users";

/// Answers each question with the next list, and the last one for ever.
struct Scripted {
    answers: Mutex<VecDeque<Vec<IpAddr>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Resolver for Scripted {
    fn addresses<'a>(&'a self, host: &'a str) -> Addresses<'a> {
        self.asked.lock().unwrap().push(host.to_owned());
        let mut answers = self.answers.lock().unwrap();
        let next = match answers.len() {
            1 => answers.front().cloned(),
            _ => answers.pop_front(),
        };
        Box::pin(async move { Ok(next.unwrap_or_default()) })
    }
}

async fn start_with(config: Config, answers: &[&str]) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let answers = answers.iter().map(|list| {
        let list = list.split_whitespace();
        list.map(|address| address.parse().unwrap()).collect()
    });
    let resolver = Scripted {
        answers: Mutex::new(answers.collect()),
        asked: asked.clone(),
    };
    let bound = bind_with(config, Arc::new(resolver)).await.unwrap();
    let address = bound.address();
    tokio::spawn(bound.run(std::future::pending()));
    (address, asked)
}

fn named(upstream: &Upstream, allow_private: bool) -> Config {
    let url = format!("http://vendor.example:{}", upstream.address.port());
    let mut config = config(Vendor::BitAnswer, &url);
    config.limits.connect_timeout = std::time::Duration::from_millis(500);
    for own in &mut config.connections {
        own.allow_private = allow_private;
    }
    config
}

#[tokio::test]
async fn a_name_for_a_private_address_needs_permission() {
    let upstream = Upstream::start(fine()).await;
    for answer in [
        "127.0.0.1",
        "10.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "fd00::1",
        "100.64.0.1",
        "1.1.1.1 127.0.0.1",
        "127.0.0.1 1.1.1.1",
    ] {
        let (gateway, _) = start_with(named(&upstream, false), &[answer]).await;
        for first in [LIST, CREATE] {
            let reply = send(gateway, first, &[], b"").await;
            let seen = (reply.status(), reply.failure());
            assert_eq!(seen, (502, Some("address-refused")), "{first} {answer}");
        }
    }
    assert_eq!(upstream.connections(), 0);
    let (gateway, _) = start_with(named(&upstream, true), &["127.0.0.1"]).await;
    assert_eq!(send(gateway, LIST, &[], b"").await.status(), 200);
}

#[tokio::test]
async fn some_addresses_are_never_reached() {
    let upstream = Upstream::start(fine()).await;
    for answer in [
        "169.254.169.254",
        "0.0.0.0",
        "::",
        "fe80::1",
        "224.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::1",
        "::7f00:1",
    ] {
        let (gateway, _) = start_with(named(&upstream, true), &[answer]).await;
        let reply = send(gateway, LIST, &[], b"").await;
        assert_eq!(reply.failure(), Some("address-refused"), "{answer}");
    }
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn a_name_that_changes_its_address_is_checked_each_time_and_never_in_between() {
    // Loopback stands for the public address here: it is the one that answers and that the first check lets through.
    let upstream = Upstream::start(fine()).await;
    let rebinding = ["127.0.0.1", "169.254.169.254"];
    let (gateway, asked) = start_with(named(&upstream, true), &rebinding).await;
    let reply = send(gateway, CREATE, &[], b"[]").await;
    assert_eq!((reply.status(), reply.failure()), (200, None));
    assert_eq!(
        asked.lock().unwrap().len(),
        1,
        "looked up once for one connection"
    );
    let reply = send(gateway, CREATE, &[], b"[]").await;
    assert_eq!(reply.failure(), Some("address-refused"));
    assert_eq!(*asked.lock().unwrap(), ["vendor.example", "vendor.example"]);
    assert_eq!(upstream.requests().len(), 1);
    assert!(
        upstream.requests()[0]
            .header("host")
            .unwrap()
            .starts_with("vendor.example:")
    );

    // First an address that counts as public and that nobody has any more, then a private one: refused, although an attacker's timing was perfect.
    let (gateway, _) = start_with(named(&upstream, false), &["3ffe::1", "127.0.0.1"]).await;
    let reply = send(gateway, CREATE, &[], b"[]").await;
    assert_eq!(reply.failure(), Some("upstream-connect"));
    let reply = send(gateway, CREATE, &[], b"[]").await;
    assert_eq!(reply.failure(), Some("address-refused"));
    assert_eq!(upstream.requests().len(), 1);
}

#[tokio::test]
async fn an_address_that_is_written_down_is_meant_and_odd_spellings_are_names() {
    let upstream = Upstream::start(fine()).await;
    let port = upstream.address.port();
    for (host, allow_private, expected) in [
        ("127.0.0.1", false, None),
        ("[::ffff:127.0.0.1]", false, None),
        ("2130706433", false, Some("address-refused")),
        ("0x7f000001", false, Some("address-refused")),
        ("0177.0.0.1", false, Some("address-refused")),
        ("127.1", false, Some("address-refused")),
        ("localhost", false, Some("address-refused")),
        ("localhost", true, None),
        ("0.0.0.0", true, Some("address-refused")),
        ("[::]", true, Some("address-refused")),
        ("169.254.169.254", true, Some("address-refused")),
    ] {
        let mut config = config(Vendor::BitAnswer, &format!("http://{host}:{port}"));
        for own in &mut config.connections {
            own.allow_private = allow_private;
        }
        let reply = send(crate::harness::start(config).await, LIST, &[], b"").await;
        let seen = reply.failure();
        // A resolver may not take an odd spelling at all, which is as good.
        let refused = expected.is_some() && seen == Some("upstream-dns");
        assert!(seen == expected || refused, "{host}: {seen:?}");
    }
}

#[tokio::test]
async fn a_caller_names_no_upstream() {
    let (own, other) = (Upstream::start(fine()).await, Upstream::start(fine()).await);
    let gateway = crate::harness::start(config(Vendor::BitAnswer, &own.url())).await;
    let elsewhere = other.address;
    for (first, header) in [
        (
            format!("GET /vendors/bitanswer//{elsewhere}/users"),
            String::new(),
        ),
        (
            format!("GET /vendors/bitanswer/@{elsewhere}/users"),
            String::new(),
        ),
        (
            format!("GET /vendors/http:%2F%2F{elsewhere}/users"),
            String::new(),
        ),
        (format!("GET /vendors/{elsewhere}/users"), String::new()),
        (
            format!("GET http://{elsewhere}/vendors/bitanswer/users"),
            String::new(),
        ),
        (LIST.to_owned(), format!("X-Forwarded-Host: {elsewhere}")),
        (LIST.to_owned(), format!("Forwarded: host={elsewhere}")),
        (
            LIST.to_owned(),
            format!("X-Original-URL: http://{elsewhere}/users"),
        ),
        (
            format!("{LIST}?upstream=http://{elsewhere}&url=http://{elsewhere}"),
            String::new(),
        ),
    ] {
        let headers: Vec<&str> = [header.as_str()]
            .into_iter()
            .filter(|own| !own.is_empty())
            .collect();
        send(gateway, &first, &headers, b"").await;
    }
    assert_eq!(other.connections(), 0);
    let own_host = own.address.to_string();
    assert!(
        own.requests()
            .iter()
            .all(|seen| seen.header("host") == Some(&own_host))
    );
}
