//! The audit trail of a running gateway: what stands in it, that nothing is sent without it, and that it survives.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use gateway::config::Config;
use serde_json::Value;
use vendors::Vendor;

use crate::binary::{Serving, rollcall};
use crate::harness::{Behaviour, Upstream, answer, config, fine, send, send_bare, start};

const DELETE: &str = "POST /vendors/sharecreators/api/asset-server/user/del-user";
const LIST: &str = "{\"list\":[\"a@b.example\",\"c@d.example\"]}";

fn entries(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

fn of_kind<'a>(entries: &'a [Value], kind: &str) -> Vec<&'a Value> {
    entries
        .iter()
        .filter(|entry| entry["kind"] == kind)
        .collect()
}

fn verify(file: &Path, more: &[&str]) -> (Option<i32>, String) {
    let (_folder, mut command) = rollcall(&["audit", "verify", "--file", file.to_str().unwrap()]);
    let Output { status, stdout, .. } = command.args(more).output().unwrap();
    (status.code(), String::from_utf8_lossy(&stdout).into_owned())
}

fn audited(mut config: Config, folder: &Path) -> Config {
    config.audit_file = Some(folder.join("audit.jsonl"));
    config
}

#[tokio::test]
async fn a_write_is_there_with_everything_but_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::start(fine()).await;
    let gateway = start(audited(
        config(Vendor::BitAnswer, &upstream.url()),
        folder.path(),
    ))
    .await;
    let headers = [
        "x-rollcall-trace: t-7",
        "x-rollcall-request: r-7",
        "bitkey: hidden-key",
    ];
    let body = br#"[{"name":"wang","password":"hidden-password"},{"name":"li"}]"#;
    send(gateway, "POST /vendors/bitanswer/users", &headers, body).await;
    send(gateway, "GET /vendors/bitanswer/users", &headers, b"").await;
    send(gateway, "POST /vendors/bitanswer/users", &headers, body).await;
    let file = folder.path().join("audit.jsonl");
    let all = entries(&file);
    let kinds: Vec<_> = all
        .iter()
        .map(|entry| entry["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["start", "intent", "outcome"],
        "a read and a repeat are no writes"
    );
    let intent = &all[1];
    for (name, value) in [
        ("who", "this-machine"),
        ("role", "admin"),
        ("connection", "bitanswer"),
        ("vendor", "bitanswer"),
        ("operation", "BitAnswerUpsertUsers"),
        ("trace", "t-7"),
        ("request", "r-7"),
    ] {
        assert_eq!(intent[name], value);
    }
    assert_eq!(intent["targets"], serde_json::json!(["wang", "li"]));
    let at = intent["at"].as_str().unwrap();
    assert!(at.len() == 24 && at.ends_with('Z'), "{at}");
    assert_eq!(all[2]["intent"], intent["seq"]);
    assert_eq!(
        (&all[2]["result"], &all[2]["status"]),
        (&"answered".into(), &200.into())
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains("hidden"), "{text}");
    let (code, said) = verify(&file, &[]);
    assert!(code == Some(0) && said.contains("Entries: 3\n"), "{said}");
    assert!(said.contains("without an outcome: 0\n"), "{said}");
}

#[tokio::test]
async fn outcomes_that_nobody_knows_and_writes_that_never_left_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::start(Behaviour::Hang).await;
    let mut hanging = config(Vendor::ShareCreators, &upstream.url());
    hanging.limits.timeout = Duration::from_millis(100);
    let gateway = start(audited(hanging, folder.path())).await;
    send(gateway, DELETE, &[], LIST.as_bytes()).await;
    let all = entries(&folder.path().join("audit.jsonl"));
    let outcome = of_kind(&all, "outcome")[0].clone();
    assert_eq!(
        (&outcome["result"], &outcome["failure"]),
        (&"unknown".into(), &"upstream-timeout".into())
    );
    let folder = tempfile::tempdir().unwrap();
    let lost = config(Vendor::ShareCreators, "http://nobody.invalid");
    let gateway = start(audited(lost, folder.path())).await;
    send(gateway, DELETE, &[], LIST.as_bytes()).await;
    let all = entries(&folder.path().join("audit.jsonl"));
    let outcome = of_kind(&all, "outcome")[0].clone();
    assert_eq!(
        (&outcome["result"], &outcome["failure"]),
        (&"not-sent".into(), &"upstream-dns".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writes_at_a_time_are_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::start(fine()).await;
    let mut config = audited(
        config(Vendor::ShareCreators, &upstream.url()),
        folder.path(),
    );
    config.limits.requests_in_flight = 1024;
    let gateway = start(config).await;
    let writes: Vec<_> = (0..200)
        .map(|number| {
            tokio::spawn(async move {
                let id = format!("x-rollcall-request: r-{number}");
                send(gateway, DELETE, &[&id], LIST.as_bytes())
                    .await
                    .status()
            })
        })
        .collect();
    for write in writes {
        assert_eq!(write.await.unwrap(), 200);
    }
    let file = folder.path().join("audit.jsonl");
    let all = entries(&file);
    assert_eq!(
        (
            of_kind(&all, "intent").len(),
            of_kind(&all, "outcome").len()
        ),
        (200, 200)
    );
    let (code, said) = verify(&file, &[]);
    assert!(
        code == Some(0) && said.contains("without an outcome: 0\n"),
        "{said}"
    );
}

#[tokio::test]
async fn tampering_and_cutting_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::start(fine()).await;
    let gateway = start(audited(
        config(Vendor::ShareCreators, &upstream.url()),
        folder.path(),
    ))
    .await;
    for _ in 0..3 {
        send(gateway, DELETE, &[], LIST.as_bytes()).await;
    }
    let file = folder.path().join("audit.jsonl");
    let (_, said) = verify(&file, &[]);
    let head = said
        .lines()
        .find_map(|line| line.strip_prefix("Head: "))
        .unwrap()
        .to_owned();
    let text = std::fs::read_to_string(&file).unwrap();
    let copy = folder.path().join("copy.jsonl");
    std::fs::write(&copy, text.replacen("this-machine", "that-machine", 1)).unwrap();
    let (code, said) = verify(&copy, &[]);
    assert!(
        code == Some(1) && said.contains("Broken at line 2"),
        "{said}"
    );
    let last = text.trim_end().rfind('\n').unwrap();
    std::fs::write(&copy, &text[..=last]).unwrap();
    assert_eq!(
        verify(&copy, &[]).0,
        Some(0),
        "without the pinned head nobody can tell"
    );
    assert_eq!(verify(&copy, &["--head", &head]).0, Some(1));
    assert_eq!(verify(&file, &["--head", &head]).0, Some(0));
    std::fs::write(&copy, &text[..text.len() - 9]).unwrap();
    assert_eq!(verify(&copy, &[]).0, Some(3));
    // A broken trail is not continued, and a trail is not shared.
    std::fs::write(&copy, text.replacen("this-machine", "that-machine", 1)).unwrap();
    for (file, words) in [(&copy, "is broken at line 2"), (&file, "Another gateway")] {
        let (_folder, mut command) = rollcall(&["serve", "--port", "0"]);
        let output = command.env("ROLLCALL_AUDIT_FILE", file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(1) && said.contains(words),
            "{said}"
        );
    }
}

/// Sends writes one after another until the gateway is gone; gives how many were answered.
async fn write_until_it_dies(gateway: SocketAddr, worker: usize) -> Vec<String> {
    let mut answered = Vec::new();
    for number in 0.. {
        let id = format!("r-{worker}-{number}");
        let header = format!("x-rollcall-request: {id}");
        let sending = tokio::spawn(async move {
            send(gateway, DELETE, &[&header], LIST.as_bytes())
                .await
                .status()
        });
        match sending.await {
            Ok(200) => answered.push(id),
            _ => break,
        }
    }
    answered
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn it_survives_being_killed_amid_writes() {
    let upstream = Upstream::start(Behaviour::Answer(answer("200 OK", "", "{}"))).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("audit.jsonl");
    let path = file.to_str().unwrap();
    let url = upstream.url();
    let environment = [
        ("ROLLCALL_AUDIT_FILE", path),
        ("ROLLCALL_SHARECREATORS_UPSTREAM", url.as_str()),
    ];
    for round in 1..=3 {
        let mut serving = Serving::start_with(&["serve", "--port", "0"], &environment);
        let address = serving.address;
        let workers: Vec<_> = (0..8)
            .map(|worker| tokio::spawn(write_until_it_dies(address, round * 100 + worker)))
            .collect();
        while upstream.requests().len() < round * 60 {
            tokio::task::yield_now().await;
        }
        serving.kill();
        let mut answered = Vec::new();
        for worker in workers {
            answered.extend(worker.await.unwrap());
        }
        let (code, said) = verify(&file, &[]);
        assert!(matches!(code, Some(0 | 3)), "{said}");
        let all = entries(&file);
        let intents: std::collections::HashMap<&str, u64> = of_kind(&all, "intent")
            .into_iter()
            .map(|entry| {
                (
                    entry["request"].as_str().unwrap(),
                    entry["seq"].as_u64().unwrap(),
                )
            })
            .collect();
        let concluded: std::collections::HashSet<u64> = of_kind(&all, "outcome")
            .into_iter()
            .map(|entry| entry["intent"].as_u64().unwrap())
            .collect();
        assert!(
            intents.len() >= upstream.requests().len(),
            "whatever arrived had an intent before"
        );
        for id in &answered {
            assert!(
                concluded.contains(&intents[id.as_str()]),
                "{id} was answered"
            );
        }
    }
    // Torn by hand, as a power failure does; the next start repairs it by appending.
    let before = std::fs::read(&file).unwrap();
    let mut torn = before.clone();
    torn.extend_from_slice(b"{\"seq\":99,\"at\":\"2026");
    std::fs::write(&file, &torn).unwrap();
    assert_eq!(verify(&file, &[]).0, Some(3));
    let mut serving = Serving::start_with(&["serve", "--port", "0"], &environment);
    assert_eq!(
        send(serving.address, DELETE, &[], LIST.as_bytes())
            .await
            .status(),
        200
    );
    serving.kill();
    let after = std::fs::read(&file).unwrap();
    assert!(after.starts_with(&torn), "history is never rewritten");
    let (code, said) = verify(&file, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(of_kind(&entries(&file), "torn").len(), 1);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_put_down_is_not_sent() {
    let upstream = Upstream::start(fine()).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("audit.jsonl");
    // The system's own limit stands for a full disk: files of this process end at 2 blocks of 512 bytes.
    let mut command = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_rollcall");
    let script = format!("trap '' XFSZ; ulimit -f 2; exec '{program}' serve --port 0");
    command.args(["-c", &script]).current_dir(folder.path());
    command.env("ROLLCALL_AUDIT_FILE", &file);
    command.env("ROLLCALL_SHARECREATORS_UPSTREAM", upstream.url());
    let mut serving = Serving::spawn(command, tempfile::tempdir().unwrap());
    let mut sent = 0;
    let refused = loop {
        let reply = send(serving.address, DELETE, &[], LIST.as_bytes()).await;
        if reply.status() != 200 {
            break reply;
        }
        sent += 1;
        assert!(sent < 100, "the limit is never reached");
    };
    let seen = (refused.status(), refused.failure());
    assert_eq!(seen, (503, Some("audit-unavailable")));
    assert_eq!(upstream.requests().len(), sent);
    let list = "GET /vendors/sharecreators/api/asset-server/user/del-user";
    assert_eq!(
        send(serving.address, list, &[], b"").await.status(),
        405,
        "it serves on"
    );
    serving.kill();
    assert!(matches!(verify(&file, &[]).0, Some(0 | 3)));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_browser_went_away_is_finished_before_the_gateway_ends() {
    let upstream = Upstream::start(Behaviour::AnswerWhenTold(answer("200 OK", "", "{}"))).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("audit.jsonl");
    let url = upstream.url();
    let environment = [
        ("ROLLCALL_AUDIT_FILE", file.to_str().unwrap()),
        ("ROLLCALL_SHARECREATORS_UPSTREAM", url.as_str()),
    ];
    let serving = Serving::start_with(&["serve", "--port", "0"], &environment);
    let address = serving.address;
    let sending = tokio::spawn(async move { send(address, DELETE, &[], LIST.as_bytes()).await });
    upstream.arrival().await;
    sending.abort();
    assert!(sending.await.is_err());
    serving.signal("-INT");
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    upstream.told.notify_one();
    let ended = tokio::task::spawn_blocking(|| serving.ended());
    assert!(ended.await.unwrap().0);
    let all = entries(&file);
    assert_eq!(of_kind(&all, "outcome")[0]["result"], "answered");
}

/// The trail as `/audit` tells it to whoever sends these headers.
async fn told(gateway: SocketAddr, query: &str, headers: &[&str]) -> (u16, Value) {
    let asked = format!("GET /audit{query}");
    let answer = send(gateway, &asked, headers, b"").await;
    let body = serde_json::from_slice(&answer.body).unwrap_or_default();
    (answer.status(), body)
}

#[tokio::test]
async fn an_admin_reads_it_page_by_page_and_nobody_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::start(fine()).await;
    let gateway = start(audited(
        config(Vendor::BitAnswer, &upstream.url()),
        folder.path(),
    ))
    .await;
    for name in ["wang", "li", "zhao"] {
        let headers = ["x-rollcall-trace: t", "bitkey: hidden-key"];
        let asked = format!("DELETE /vendors/bitanswer/users/user/{name}");
        send(gateway, &asked, &headers, b"").await;
    }
    let traced = ["x-rollcall-trace: t"];
    let (status, first) = told(gateway, "?limit=2", &traced).await;
    assert_eq!(status, 200);
    let named = |page: &Value| -> Vec<String> {
        let writes = page["writes"].as_array().unwrap().iter();
        writes
            .map(|write| write["targets"][0].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(named(&first), ["zhao", "li"]);
    assert_eq!(first["writes"][0]["result"], "answered");
    assert_eq!(first["writes"][0]["who"], "this-machine");
    assert_eq!(first["writes"][0]["operation"], "DELETE /users/user/{name}");
    let stretch = |page: &Value| {
        let chain = &page["chain"];
        let number = |name: &str| chain[name].as_u64();
        (number("from"), number("to"), number("broken"))
    };
    assert_eq!(stretch(&first), (Some(3), Some(6), None));
    assert!(!first.to_string().contains("hidden-key"));
    let (_, second) = told(
        gateway,
        &format!("?limit=2&before={}", first["before"]),
        &traced,
    )
    .await;
    assert_eq!(named(&second), ["wang"]);
    assert_eq!(second["before"], Value::Null);
    assert_eq!(stretch(&second), (Some(0), Some(3), None));
    // A trail that is changed behind the gateway's back is found out by whoever looks.
    let file = folder.path().join("audit.jsonl");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"zhao\"", "\"zhou\"")).unwrap();
    assert_eq!(stretch(&told(gateway, "", &traced).await.1).2, Some(5));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    std::fs::write(&file, lines[..5].concat()).unwrap();
    assert_eq!(stretch(&told(gateway, "", &traced).await.1).2, Some(5));
    // No page can make a browser send the header, so another origin's page learns nothing.
    let host = format!("Host: {gateway}");
    let bare = send_bare(gateway, "GET /audit", &[&host], b"").await;
    assert_eq!(bare.status(), 403);
    let without = start(config(Vendor::BitAnswer, &upstream.url())).await;
    assert_eq!(told(without, "", &traced).await.0, 404);
}
