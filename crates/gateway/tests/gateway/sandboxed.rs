//! The sandbox behind the gateway, for every vendor, and its control paths.

use gateway::config::Config;
use serde_json::Value;
use vendors::{Credentials, Effect, Operation, Request, Secret, Vendor};

use crate::harness::{Message, Upstream, config, connection, fine, sandboxed, send, start};

fn json(message: &Message) -> Value {
    serde_json::from_slice(&message.body).unwrap_or_else(|_| panic!("{}", message.text()))
}

#[tokio::test]
async fn the_console_is_told_what_it_needs() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let reply = send(gateway, "GET /config.json", &[], b"").await;
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let document = json(&reply);
    assert_eq!(document["gateway"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document["access"], "open");
    let of = |vendor| of_vendor(&document, vendor);
    assert_eq!(of("bitanswer")["upstream"], "configured");
    assert_eq!(of("bitanswer").get("credentials"), None);
    assert_eq!(of("t12")["upstream"], "sandbox");
    assert_eq!(
        of("t12")["credentials"]["manager_key"],
        "sandbox-manager-key"
    );
    assert_eq!(of("t12")["apps"].as_array().unwrap().len(), 12);
    assert_eq!(of("tingyun")["credentials"]["authkey"], "sandbox-authkey");
    assert_eq!(of("tingyun").get("apps"), None);
    assert_eq!(of("sharecreators")["credentials"]["bid"], "sandbox-tenant");
}

/// A vendor's one connection.
fn of_vendor(document: &Value, vendor: &str) -> Value {
    let all = document["connections"].as_array().unwrap().iter();
    let own: Vec<&Value> = all.filter(|one| one["vendor"] == vendor).collect();
    assert_eq!(own.len(), 1, "{vendor}");
    own[0].clone()
}

#[tokio::test]
async fn t12_answers() {
    let gateway = start(sandboxed()).await;
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let mut request = Request::new(Operation::T12GetQuota, Effect::Read);
    request
        .query
        .push(("app_name".to_owned(), "华北电力测评".into()));
    let credentials = Credentials::T12 {
        manager_name: "sandbox-manager".to_owned(),
        manager_key: Secret::new("sandbox-manager-key"),
    };
    credentials.authorize(&mut request, now).unwrap();
    let first = format!("GET /vendors/t12{}", request.target());
    let reply = send(gateway, &first, &[], b"").await;
    assert_eq!(reply.status(), 200, "{}", reply.text());
    assert!(
        json(&reply)["data"]["remain_user"].is_number(),
        "{}",
        reply.text()
    );
}

#[tokio::test]
async fn tingyun_answers() {
    let gateway = start(sandboxed()).await;
    let first = "GET /vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=sandbox-authkey";
    let reply = send(gateway, first, &[], b"").await;
    assert_eq!(json(&reply)["data"].as_array().unwrap().len(), 300);
}

#[tokio::test]
async fn bitanswer_answers_and_its_journal_tells() {
    let gateway = start(sandboxed()).await;
    let headers = ["bitkey: sandbox-bitkey", "Cookie: a=b", "x-bit-req-id: one"];
    let first = "GET /vendors/bitanswer/users?offset=0&limit=3";
    let reply = send(gateway, first, &headers, b"").await;
    assert_eq!(json(&reply)["data"]["total"], 2184, "{}", reply.text());
    let headers = ["bitkey: sandbox-bitkey", "X-Rollcall-Method: GET"];
    let first = "POST /vendors/bitanswer/users/status?type=user&guid=nobody";
    send(
        gateway,
        first,
        &headers,
        br#"{"type":"user","guid":"nobody"}"#,
    )
    .await;

    let reply = send(gateway, "GET /sandbox/journal", &[], b"").await;
    let journal = json(&reply);
    let entries = journal.as_array().unwrap();
    assert_eq!(entries.len(), 2, "{journal}");
    assert_eq!(entries[0]["target"], "/users?offset=0&limit=3");
    assert!(!reply.text().contains("a=b"));
    assert_eq!(entries[1]["method"], "GET");
    assert_eq!(entries[1]["body"], r#"{"type":"user","guid":"nobody"}"#);

    let reply = send(gateway, "DELETE /sandbox/journal", &[], b"").await;
    assert!(reply.status() < 300, "{}", reply.status());
    let reply = send(gateway, "GET /sandbox/journal", &[], b"").await;
    assert_eq!(json(&reply), serde_json::json!([]));
    assert_eq!(
        send(gateway, "GET /sandbox/nothing", &[], b"")
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn sharecreators_answers() {
    let gateway = start(sandboxed()).await;
    let document = json(&send(gateway, "GET /config.json", &[], b"").await);
    let sharecreators = of_vendor(&document, "sharecreators");
    let token = sharecreators["credentials"]["token"].as_str().unwrap();
    let authorization = format!("Authorization: {token}");
    let headers = [
        authorization.as_str(),
        "Bid: sandbox-tenant",
        "Platform: WEB",
        "Content-Type: application/json",
    ];
    let body = br#"{"email":"li.lei@example.com","telephone":"13800000000","phoneAreaCode":"86","role":"U"}"#;
    let first = "POST /vendors/sharecreators/api/asset-server/user/add-user";
    let reply = send(gateway, first, &headers, body).await;
    assert_eq!(json(&reply)["_success"], true, "{}", reply.text());
}

#[tokio::test]
async fn a_sandbox_connection_that_dies_is_an_upstream_that_closed() {
    let gateway = start(sandboxed()).await;
    let headers = ["bitkey: sandbox-bitkey", "Content-Type: application/json"];
    let first = "GET /vendors/bitanswer/users/user/fault-drop-before";
    let reply = send(gateway, first, &headers, b"").await;
    let seen = (reply.status(), reply.failure());
    assert_eq!(seen, (502, Some("upstream-closed")));
    let first = "GET /vendors/bitanswer/users/user/fault-rate-limit";
    let reply = send(gateway, first, &headers, b"").await;
    let seen = (reply.status(), reply.failure(), reply.header("retry-after"));
    assert_eq!(seen, (429, None, Some("7")));
}

#[tokio::test]
async fn without_a_sandboxed_vendor_there_are_no_control_paths() {
    let upstream = Upstream::start(fine()).await;
    let connections = Vendor::ALL.map(|vendor| connection(vendor, &upstream.url()));
    let config = Config {
        connections: connections.to_vec(),
        ..sandboxed()
    };
    let gateway = start(config).await;
    let reply = send(gateway, "GET /sandbox/journal", &["Accept: */*"], b"").await;
    assert_eq!(reply.status(), 404);
}
