//! Only what stands in the contracts is forwarded, and exactly as it came.

use vendors::{Operation, Vendor};

use crate::harness::{Upstream, config, fine, send, start};

#[tokio::test]
async fn every_operation_arrives_as_it_was_sent() {
    for operation in Operation::ALL {
        let upstream = Upstream::start(fine()).await;
        let vendor = operation.vendor();
        let gateway = start(config(vendor, &format!("{}/base/api/", upstream.url()))).await;
        let (method, pattern) = operation.endpoint();
        let path = pattern.replace("{name}", "%E5%BC%A0%2f%25%2B~'(a)%20");
        let target = format!("{path}?a=%2F%25+b&a=&%E5%BC%A0=c");
        let first = format!("{} /vendors/{}{target}", method.as_str(), vendor.slug());
        let reply = send(gateway, &first, &[], b"").await;
        assert_eq!((reply.status(), reply.failure()), (200, None), "{first}");
        let expected = format!("{} /base/api{target} HTTP/1.1", method.as_str());
        assert_eq!(upstream.only_request().first, expected);
    }
}

#[tokio::test]
async fn nothing_else_arrives() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    for (request, status) in [
        ("GET /vendors/bitanswer/", 404),
        ("GET /vendors/bitanswer", 404),
        ("GET /vendors/", 404),
        ("GET /vendors", 404),
        ("GET /vendors/nobody/users", 404),
        ("GET /vendors/BitAnswer/users", 404),
        ("GET /vendors/bitanswer/sns", 404),
        ("GET /vendors/bitanswer//users", 404),
        ("GET /vendors//bitanswer/users", 404),
        ("GET /vendors/bitanswer/users/", 404),
        ("GET /vendors/bitanswer/%75sers", 404),
        ("GET /vendors/bitanswer/users/user/..", 404),
        ("GET /vendors/bitanswer/users/user/%2e%2E", 404),
        ("GET /vendors/bitanswer/users/user/..%2f..%2fsns", 404),
        ("GET /vendors/bitanswer/users/user/..%5csns", 404),
        ("GET /vendors/bitanswer/users/user/..;a", 404),
        ("GET /vendors/bitanswer/users/user/a/../../end", 404),
        ("GET /vendors/bitanswer/users/user/%zz", 404),
        ("GET /vendors/t12/../bitanswer/users", 404),
        ("GET /vendors/bitanswer/api/backdoor/useright/get", 404),
        ("PUT /vendors/bitanswer/users", 405),
        ("HEAD /vendors/bitanswer/users", 405),
        ("OPTIONS /vendors/bitanswer/users", 405),
        ("DELETE /vendors/bitanswer/users/end", 405),
        ("get /vendors/bitanswer/users", 405),
    ] {
        let reply = send(gateway, request, &[], b"").await;
        let seen = (reply.status(), reply.failure());
        assert_eq!(seen, (status, Some("not-allowed")), "{request}");
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert!(reply.header("x-rollcall-trace").is_some());
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
    let reply = send(gateway, "PUT /vendors/bitanswer/users", &[], b"").await;
    assert_eq!(reply.header("allow"), Some("GET, POST, PATCH, DELETE"));
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn a_get_with_a_body_arrives_as_one() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let headers = ["X-Rollcall-Method: GET", "Content-Type: application/json"];
    let body = br#"{"type":"user","guid":"g"}"#;
    let first = "POST /vendors/bitanswer/users/status?type=user&guid=g";
    let reply = send(gateway, first, &headers, body).await;
    assert_eq!(reply.status(), 200);
    let request = upstream.only_request();
    assert_eq!(request.first, "GET /users/status?type=user&guid=g HTTP/1.1");
    assert_eq!(request.body, body);
    assert_eq!(request.header("x-rollcall-method"), None);
}

#[tokio::test]
async fn the_meant_method_is_the_one_that_must_be_allowed() {
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    for (request, header, status) in [
        ("POST /vendors/bitanswer/users/end", "GET", 405),
        ("POST /vendors/bitanswer/users", "DELETE", 400),
        ("POST /vendors/bitanswer/users", "get", 400),
        ("GET /vendors/bitanswer/users", "GET", 400),
        ("DELETE /vendors/bitanswer/users", "GET", 400),
    ] {
        let header = format!("X-Rollcall-Method: {header}");
        let reply = send(gateway, request, &[&header], b"{}").await;
        let seen = (reply.status(), reply.failure());
        assert_eq!(seen, (status, Some("not-allowed")), "{request} {header}");
    }
    assert_eq!(upstream.connections(), 0);
}
