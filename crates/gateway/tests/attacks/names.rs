//! Names that lead somewhere they must not. Through: the gateway tries to connect.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gateway::config::{Config, Connection, UpstreamUrl};
use gateway::proxy::{Addresses, Resolver};
use gateway::serve::bind_with;
use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Message, Upstream, connection, fine, sandboxed, send, start};
use crate::people::{CREATE, LIST};

/// Answers for each name in turn, and its last answer again and again.
#[derive(Default)]
struct Scripted(Mutex<HashMap<String, VecDeque<Vec<IpAddr>>>>);

impl Resolver for Scripted {
    fn addresses<'a>(&'a self, host: &'a str) -> Addresses<'a> {
        let mut all = self.0.lock().unwrap();
        let own = all.entry(host.to_owned()).or_default();
        let next = match own.len() {
            1 => own.front().cloned(),
            _ => own.pop_front(),
        };
        Box::pin(async move { Ok(next.unwrap_or_default()) })
    }
}

/// A gateway with a connection for each name, which answers as the script says.
async fn gateway(
    upstream: &Upstream,
    allow_private: bool,
    scripts: &[Vec<Vec<IpAddr>>],
) -> std::net::SocketAddr {
    let resolver = Scripted::default();
    let mut config = patient(sandboxed());
    for (number, script) in scripts.iter().enumerate() {
        let host = format!("h{number}.example");
        let url = format!("http://{host}:{}", upstream.address.port());
        resolver
            .0
            .lock()
            .unwrap()
            .insert(host, script.iter().cloned().collect());
        config.connections.push(Connection {
            id: format!("h{number}"),
            allow_private,
            ..connection(Vendor::BitAnswer, &url)
        });
    }
    let bound = bind_with(config, Arc::new(resolver)).await.unwrap();
    let address = bound.address();
    tokio::spawn(bound.run(std::future::pending()));
    address
}

fn patient(mut config: Config) -> Config {
    config.limits.connect_timeout = Duration::from_millis(700);
    config
}

fn refused(reply: &Message) -> bool {
    matches!(reply.failure(), Some("address-refused" | "upstream-dns"))
}

fn of(first: &str, id: &str) -> String {
    first.replace("bitanswer", id)
}

/// Every way to write an IPv4 address inside an IPv6 address that some router or library takes apart again.
fn embedded(address: Ipv4Addr) -> Vec<(&'static str, IpAddr)> {
    let bits = u128::from(u32::from(address));
    let v6 = |bits| IpAddr::V6(Ipv6Addr::from_bits(bits));
    let high = |text: &str| text.parse::<Ipv6Addr>().unwrap().to_bits();
    vec![
        ("plain", IpAddr::V4(address)),
        ("mapped", v6(high("::ffff:0:0") | bits)),
        ("NAT64", v6(high("64:ff9b::") | bits)),
        ("local NAT64", v6(high("64:ff9b:1::") | bits)),
        ("compatible", v6(bits)),
        ("translated", v6(high("::ffff:0:0:0") | bits)),
        ("6to4", v6(high("2002::") | bits << 80)),
        ("Teredo", v6(high("2001::") | (!bits & 0xffff_ffff))),
        ("ISATAP", v6(high("fe80::5efe:0:0") | bits)),
        ("documentation", v6(high("2001:db8::") | bits)),
    ]
}

pub async fn addresses() -> Class {
    let mut class = Class::new("names for internal and embedded addresses");
    let upstream = Upstream::start(fine()).await;
    let mut attempts = Vec::new();
    for internal in [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.100.100.200",
        "169.254.169.254",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
    ] {
        for (form, address) in embedded(internal.parse().unwrap()) {
            attempts.push((format!("{internal} {form}"), vec![address]));
            let public = IpAddr::from([1, 1, 1, 1]);
            attempts.push((
                format!("{internal} {form} behind a public one"),
                vec![public, address],
            ));
        }
    }
    for address in [
        "::1",
        "::",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
    ] {
        attempts.push((address.to_owned(), vec![address.parse().unwrap()]));
    }
    let scripts: Vec<_> = attempts
        .iter()
        .map(|(_, list)| vec![list.clone()])
        .collect();
    let address = gateway(&upstream, false, &scripts).await;
    for (number, (what, _)) in attempts.iter().enumerate() {
        for first in [LIST, CREATE] {
            let reply = send(address, &of(first, &format!("h{number}")), &[], b"").await;
            let through = !refused(&reply) || upstream.connections() > 0;
            class.tried(format!("{first} {what}"), through);
        }
    }
    // With permission for private networks, some are still nobody's upstream.
    let never: Vec<_> = ["169.254.169.254", "0.0.0.0", "255.255.255.255"]
        .iter()
        .flat_map(|own| embedded(own.parse().unwrap()))
        .collect();
    let scripts: Vec<_> = never.iter().map(|(_, own)| vec![vec![*own]]).collect();
    let address = gateway(&upstream, true, &scripts).await;
    for (number, (form, own)) in never.iter().enumerate() {
        let reply = send(address, &of(LIST, &format!("h{number}")), &[], b"").await;
        let through = !refused(&reply) || upstream.connections() > 0;
        class.tried(format!("{own} {form} with permission"), through);
    }
    let honest = vec![vec![vec![IpAddr::from([127, 0, 0, 1])]]];
    let address = gateway(&upstream, true, &honest).await;
    assert_eq!(send(address, &of(LIST, "h0"), &[], b"").await.status(), 200);
    class
}

pub async fn odd_spellings() -> Class {
    let mut class = Class::new("odd spellings of loopback");
    let upstream = Upstream::start(fine()).await;
    let port = upstream.address.port();
    for host in [
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.0x0.0x0.0x1",
        "0177.0.0.1",
        "0177.0.0.01",
        "127.1",
        "127.0.1",
        "00127.0.0.1",
        "127.0.0.1.",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "ip6-localhost",
        "0",
        "0.0.0.0",
        "[::]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[2002:7f00:1::]",
        "[fe80::1%25lo]",
        "[::1%25lo]",
        "%31%32%37.0.0.1",
        "127.0.0.1%00.example",
        "127。0。0。1",
        "１２７.０.０.１",
        "①②⑦.⓪.⓪.①",
        "ⓛocalhost",
        "127.0.0.1\\@vendor.example",
        "vendor.example@127.0.0.1",
        "vendor.example:80@127.0.0.1",
        "127.0.0.1#.vendor.example",
        "127.0.0.1?.vendor.example",
        "[::1].vendor.example",
        "[::1]vendor.example",
    ] {
        let url = format!("http://{host}:{port}");
        let Ok(url) = UpstreamUrl::parse(&url) else {
            class.tried(host, false);
            continue;
        };
        let mut config = patient(sandboxed());
        for own in &mut config.connections {
            if own.vendor == Vendor::BitAnswer {
                own.upstream = Some(url.clone());
                own.allow_private = false;
            }
        }
        let reply = send(start(config).await, LIST, &[], b"").await;
        let through = reply.failure().is_none() || upstream.connections() > 0;
        class.tried(host, through);
    }
    class
}

pub async fn rebinding() -> Class {
    let mut class = Class::new("names that change their address");
    let upstream = Upstream::start(fine()).await;
    // Nobody has this one, so that what is public fails at once and the next request looks the name up again.
    let public: IpAddr = "3ffe::1".parse().unwrap();
    let inside = IpAddr::from([127, 0, 0, 1]);
    let scripts = vec![
        vec![vec![public], vec![inside]],
        vec![vec![public], vec![public, inside]],
        vec![vec![public], vec![inside, public]],
        vec![vec![public], vec!["::ffff:127.0.0.1".parse().unwrap()]],
        vec![vec![], vec![inside]],
    ];
    let address = gateway(&upstream, false, &scripts).await;
    for number in 0..scripts.len() {
        for (time, first) in [LIST, CREATE, LIST, CREATE].iter().enumerate() {
            let reply = send(address, &of(first, &format!("h{number}")), &[], b"").await;
            let tried_public = time == 0 && reply.failure() == Some("upstream-connect");
            let through = upstream.connections() > 0 || !(refused(&reply) || tried_public);
            class.tried(
                format!("{number} {time} {first}: {:?}", reply.failure()),
                through,
            );
        }
    }
    // Loopback stands for a public address: it answers, and then the name turns to the metadata service.
    let turning = vec![vec![vec![inside], vec![IpAddr::from([169, 254, 169, 254])]]];
    let address = gateway(&upstream, true, &turning).await;
    let create = of(CREATE, "h0");
    assert_eq!(send(address, &create, &[], b"").await.status(), 200);
    for _ in 0..3 {
        let reply = send(address, &create, &[], b"").await;
        class.tried("turned to the metadata service", !refused(&reply));
    }
    class
}
