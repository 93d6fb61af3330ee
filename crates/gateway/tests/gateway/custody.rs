//! Credentials that the gateway holds, against the sandbox's strict vendors behind a real socket: no caller sends any.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use gateway::config::{Config, Connection, Held};
use sandbox::{Delivery, Sandbox, WireRequest};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use vendors::{Credentials, Secret, Vendor};

use crate::harness::{
    Behaviour, Message, Upstream, answer, config, connection, fine, read_message, sandboxed, send,
    start,
};

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_secs()
}

fn demo(vendor: Vendor) -> Credentials {
    let field = |name: &str| {
        let mut fields = sandbox::demo_credentials(vendor).iter();
        let (_, value) = fields.find(|(own, _)| *own == name).unwrap();
        (*value).to_owned()
    };
    let secret = |name: &str| Secret::new(field(name));
    match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: field("manager_name"),
            manager_key: secret("manager_key"),
        },
        Vendor::Tingyun => Credentials::Tingyun {
            authkey: secret("authkey"),
        },
        Vendor::BitAnswer => Credentials::BitAnswer {
            bitkey: secret("bitkey"),
        },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: secret("token"),
            bid: field("bid"),
        },
    }
}

/// The sandbox as a vendor's own server, whose clock is ahead by so many seconds.
struct Mounted {
    url: String,
    seen: Arc<Mutex<Vec<Message>>>,
    sandbox: Arc<Mutex<Sandbox>>,
}

impl Mounted {
    /// What the journal says of the last request, if it was applied.
    fn applied(&self) -> Option<String> {
        let mut sandbox = self.sandbox.lock().unwrap();
        let journal = sandbox.control("GET", "/journal", b"", now())?;
        let journal: Value = serde_json::from_slice(&journal.body).unwrap();
        let last = journal.as_array()?.last()?;
        (last["applied"] == true).then(|| last.to_string())
    }
}

async fn mount(vendor: Vendor, ahead: u64) -> Mounted {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen: Arc<Mutex<Vec<Message>>> = Arc::default();
    let sandbox = Arc::new(Mutex::new(Sandbox::new(1, now())));
    let (record, vendor_side) = (seen.clone(), sandbox.clone());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (sandbox, record) = (vendor_side.clone(), record.clone());
            tokio::spawn(async move {
                while let Some(message) = read_message(&mut stream, false).await {
                    let mut words = message.first.split(' ');
                    let request = WireRequest {
                        vendor,
                        method: words.next().unwrap(),
                        target: words.next().unwrap(),
                        headers: &message.headers,
                        body: &message.body,
                    };
                    let reply = sandbox.lock().unwrap().handle(&request, now() + ahead);
                    record.lock().unwrap().push(message.clone());
                    let Delivery::Respond(response) = reply.delivery else {
                        return;
                    };
                    let mut head = format!("HTTP/1.1 {} Status\r\n", response.status);
                    for (name, value) in &response.headers {
                        head.push_str(&format!("{name}: {value}\r\n"));
                    }
                    head.push_str(&format!("content-length: {}\r\n\r\n", response.body.len()));
                    stream.write_all(head.as_bytes()).await.unwrap();
                    stream.write_all(&response.body).await.unwrap();
                }
            });
        }
    });
    Mounted { url, seen, sandbox }
}

fn holding(vendor: Vendor, upstream: &str) -> Config {
    let mut config = sandboxed();
    for own in &mut config.connections {
        if own.vendor == vendor {
            *own = Connection {
                credentials: Some(Held(demo(vendor))),
                ..connection(vendor, upstream)
            };
        }
    }
    config
}

fn json(message: &Message) -> Value {
    serde_json::from_slice(&message.body).unwrap_or_else(|_| panic!("{}", message.text()))
}

const JSON: &str = "Content-Type: application/json";

#[tokio::test]
async fn every_vendor_lets_us_in_without_a_credential_from_the_caller() {
    for (vendor, first, headers, body, place, expected) in [
        (
            Vendor::T12,
            "GET /vendors/t12/api/backdoor/useright/get?app_name=%E5%8D%8E%E5%8C%97%E7%94%B5%E5%8A%9B%E6%B5%8B%E8%AF%84",
            &[][..],
            "",
            "/code",
            "1",
        ),
        (
            Vendor::T12,
            "POST /vendors/t12/api/backdoor/useright/set?app_name=atlas-insurance",
            &["Content-Type: application/x-www-form-urlencoded"],
            "user_num=5&tester_num=1",
            "",
            "",
        ),
        (
            Vendor::Tingyun,
            "GET /vendors/tingyun/network-report-data/user-config/list-json-authkey",
            &[],
            "",
            "/data/299/status",
            "",
        ),
        (
            Vendor::BitAnswer,
            "GET /vendors/bitanswer/users?offset=0&limit=2",
            &[],
            "",
            "/data/total",
            "2184",
        ),
        (
            Vendor::BitAnswer,
            "POST /vendors/bitanswer/users/user/%E5%BC%A0%2F%3F",
            &[JSON, "x-bit-req-id: one"],
            r#"{"nickName":"n","password":"pass-word-1"}"#,
            "/status",
            "0",
        ),
        (
            Vendor::ShareCreators,
            "POST /vendors/sharecreators/api/asset-server/user/add-user",
            &[JSON, "Platform: WEB"],
            r#"{"email":"li.lei@example.com","telephone":"13800000000","phoneAreaCode":"86","role":"U"}"#,
            "/_success",
            "true",
        ),
    ] {
        let upstream = mount(vendor, 0).await;
        let gateway = start(holding(vendor, &upstream.url)).await;
        let reply = send(gateway, first, headers, body.as_bytes()).await;
        assert_eq!(
            (reply.status(), reply.failure()),
            (200, None),
            "{first}: {}",
            reply.text()
        );
        let found = match place {
            // T12 answers a quota that was set with nothing at all.
            "" => upstream.applied(),
            place => json(&reply).pointer(place).map(Value::to_string),
        };
        let found = found.unwrap_or_default();
        assert!(
            !found.is_empty() && (expected.is_empty() || found == expected),
            "{first}: {}",
            reply.text()
        );
        let shown = format!("{:?} {}", reply.headers, reply.text());
        for secret in demo(vendor).secrets() {
            assert!(!shown.contains(secret.expose()), "{first}");
        }
    }
}

#[tokio::test]
async fn what_the_caller_claims_to_be_is_left_behind() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(holding(Vendor::ShareCreators, &upstream.url())).await;
    let first = "POST /vendors/sharecreators/api/asset-server/user/del-user";
    let headers = [
        "Authorization: theirs",
        "Authorization: again",
        "Bid: theirs",
        "Platform: WEB",
    ];
    send(gateway, first, &headers, b"{}").await;
    let request = upstream.only_request();
    let values = |name: &str| {
        let all = request.headers.iter().filter(|(own, _)| own == name);
        all.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(values("bid"), ["sandbox-tenant"]);
    assert_eq!(values("authorization").len(), 1);
    assert!(!values("authorization")[0].contains("theirs"));
    assert_eq!(values("platform"), ["WEB"]);

    let upstream = Upstream::start(fine()).await;
    let gateway = start(holding(Vendor::Tingyun, &upstream.url())).await;
    let first = "GET /vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=1&a=%ff&auth%6bey=2";
    send(gateway, first, &[], b"").await;
    assert_eq!(
        upstream.only_request().first,
        "GET /network-report-data/user-config/list-json-authkey?a=%ff&authkey=sandbox-authkey HTTP/1.1"
    );
}

#[tokio::test]
async fn a_clock_that_differs_is_corrected_after_one_answer() {
    let upstream = mount(Vendor::T12, 7200).await;
    let gateway = start(holding(Vendor::T12, &upstream.url)).await;
    let first = "GET /vendors/t12/api/backdoor/useright/get?app_name=atlas-insurance";
    let refused = json(&send(gateway, first, &[], b"").await);
    assert!(refused["data"]["remain_user"].is_null(), "{refused}");
    let answered = json(&send(gateway, first, &[], b"").await);
    assert!(answered["data"]["remain_user"].is_number(), "{answered}");
    assert_eq!(upstream.seen.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_cached_date_tells_nothing() {
    let headers = "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\nAge: 10\r\n";
    let upstream = Upstream::start(Behaviour::Answer(answer("200 OK", headers, "{}"))).await;
    let gateway = start(holding(Vendor::T12, &upstream.url())).await;
    let first = "GET /vendors/t12/api/backdoor/useright/get?app_name=a";
    for _ in 0..2 {
        let reply = send(gateway, first, &[], b"").await;
        let date = reply.header("date").unwrap_or_default();
        assert!(!date.contains("1994"), "{date}");
    }
    for request in upstream.requests() {
        let (_, behind) = request.first.split_once("time_stamp=").unwrap();
        let stamp: u64 = behind.split('&').next().unwrap().parse().unwrap();
        assert!(stamp.abs_diff(now()) < 60, "{stamp}");
    }
}

#[tokio::test]
async fn an_answer_that_repeats_the_key_does_not_show_it() {
    let body = r#"{"echo":"sandbox-bitkey","url":"x?k=sandbox-bitkey"}"#;
    let upstream = Upstream::start(Behaviour::Answer(answer(
        "200 OK",
        "Content-Language: sandbox-bitkey\r\nContent-Type: application/json\r\n",
        body,
    )))
    .await;
    let gateway = start(holding(Vendor::BitAnswer, &upstream.url())).await;
    let reply = send(gateway, "GET /vendors/bitanswer/users", &[], b"").await;
    assert_eq!(reply.text(), r#"{"echo":"••••••","url":"x?k=••••••"}"#);
    assert_eq!(reply.header("content-language"), None);
    // Where the browser holds the key, the answer is the vendor's own.
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let reply = send(gateway, "GET /vendors/bitanswer/users", &[], b"").await;
    assert_eq!(reply.text(), body);
}

#[tokio::test]
async fn the_sandbox_can_be_behind_held_credentials() {
    let mut config = sandboxed();
    let held = Some(Held(demo(Vendor::BitAnswer)));
    for own in &mut config.connections {
        if own.vendor == Vendor::BitAnswer {
            own.credentials.clone_from(&held);
        }
    }
    let gateway = start(config).await;
    let reply = send(
        gateway,
        "GET /vendors/bitanswer/users?offset=0&limit=1",
        &[],
        b"",
    )
    .await;
    assert_eq!(json(&reply)["data"]["total"], 2184);
    let reply = send(gateway, "GET /config.json", &[], b"").await;
    assert!(!reply.text().contains("sandbox-bitkey"), "{}", reply.text());
}
