//! Every kind of fault at every vendor, as a client meets it.
#![allow(clippy::unwrap_used, reason = "tests")]

use sandbox::{Delivery, Sandbox, WireRequest, demo_credentials};
use serde_json::Value;
use vendors::{Response, Vendor};

const NOW: u64 = 1_790_000_000;

/// A request that the vendor answers with success, and whether it writes.
fn example(vendor: Vendor) -> (&'static str, &'static str, &'static str, bool) {
    match vendor {
        // The signature was calculated with `sha1sum`.
        Vendor::T12 => (
            "GET",
            "/api/backdoor/useright/get?manager_name=sandbox-manager&app_name=huadong-manufacturing&time_stamp=1790000000&manager_sign=3227258efd",
            "",
            false,
        ),
        Vendor::Tingyun => (
            "GET",
            "/network-report-data/user-config/list-json-authkey?authkey=sandbox-authkey",
            "",
            false,
        ),
        Vendor::BitAnswer => ("POST", "/users", r#"[{"name":"new"}]"#, true),
        Vendor::ShareCreators => (
            "POST",
            "/api/asset-server/user/add-user",
            r#"{"email":"a@b.cn","role":"U"}"#,
            true,
        ),
    }
}

/// What the client gets, the delay in milliseconds, and whether the write was applied.
fn meet(vendor: Vendor, kind: &str) -> (Option<Response>, u32, bool) {
    let mut sandbox = Sandbox::new(1, NOW);
    let fault = format!(r#"{{"vendor":"{}","kind":"{kind}"}}"#, vendor.slug());
    let armed = sandbox.control("POST", "/faults", fault.as_bytes(), NOW);
    assert_eq!(armed.unwrap().status, 200);
    let (method, target, body, _) = example(vendor);
    let mut headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("platform".to_owned(), "WEB".to_owned()),
    ];
    for (field, value) in demo_credentials(vendor) {
        let header = if *field == "token" {
            "authorization"
        } else {
            field
        };
        headers.push((header.to_owned(), (*value).to_owned()));
    }
    let request = WireRequest {
        vendor,
        method,
        target,
        headers: &headers,
        body: body.as_bytes(),
    };
    let reply = sandbox.handle(&request, NOW);
    let journal = sandbox.control("GET", "/journal", b"", NOW).unwrap();
    let journal: Value = serde_json::from_slice(&journal.body).unwrap();
    assert_eq!(journal[0]["fault"], kind);
    let response = match reply.delivery {
        Delivery::Respond(response) => Some(response),
        Delivery::Disconnect => None,
    };
    let applied = journal[0]["applied"].as_bool().unwrap();
    (response, reply.delay_ms, applied)
}

/// Whether an envelope says success in its vendor's way.
fn is_success(vendor: Vendor, body: &Value) -> bool {
    match vendor {
        Vendor::T12 => body["code"] == 1,
        Vendor::Tingyun => body["status"] == 200,
        Vendor::BitAnswer => body["status"] == 0,
        Vendor::ShareCreators => body["_success"] == true,
    }
}

#[test]
fn refusals_have_the_vendors_envelope_and_apply_nothing() {
    for vendor in Vendor::ALL {
        for (kind, status) in [
            ("http-400", 400),
            ("http-403", 403),
            ("http-404", 404),
            ("http-500", 500),
            ("rate-limit", 429),
            ("refused", 200),
        ] {
            let (response, delay, applied) = meet(vendor, kind);
            let response = response.unwrap();
            assert_eq!((response.status, delay, applied), (status, 0, false));
            let body: Value = serde_json::from_slice(&response.body).unwrap();
            assert!(!is_success(vendor, &body), "{vendor:?} {kind}");
            let retry_after = (kind == "rate-limit").then_some("7");
            assert_eq!(response.header("retry-after"), retry_after);
        }
    }
}

#[test]
fn pages_are_html_and_apply_nothing() {
    for vendor in Vendor::ALL {
        for (kind, status) in [("html-502", 502), ("login-page", 200)] {
            let (response, _, applied) = meet(vendor, kind);
            let response = response.unwrap();
            assert_eq!((response.status, applied), (status, false));
            assert!(
                response
                    .header("content-type")
                    .unwrap()
                    .starts_with("text/html")
            );
            assert!(response.body.starts_with(b"<"));
        }
    }
}

#[test]
fn lost_and_spoilt_answers_were_applied_if_they_write() {
    for vendor in Vendor::ALL {
        let writes = example(vendor).3;
        let (delayed, delay, applied) = meet(vendor, "delay");
        assert_eq!((delay, applied), (2_000, writes));
        let whole = delayed.unwrap().body;
        assert!(is_success(vendor, &serde_json::from_slice(&whole).unwrap()));

        assert_eq!(meet(vendor, "drop-before"), (None, 0, false));
        assert_eq!(meet(vendor, "drop-after"), (None, 0, writes));
        for kind in ["truncated", "invalid-utf8", "empty", "wrong-types"] {
            let (response, _, applied) = meet(vendor, kind);
            let response = response.unwrap();
            assert_eq!((response.status, applied), (200, writes), "{kind}");
            let body = serde_json::from_slice::<Value>(&response.body);
            assert!(body.is_ok_and(|body| !is_success(vendor, &body)) || kind != "wrong-types");
            match kind {
                "truncated" => assert!(whole.starts_with(&response.body)),
                "invalid-utf8" => assert!(String::from_utf8(response.body).is_err()),
                "empty" => assert!(response.body.is_empty()),
                _ => {}
            }
        }
    }
}
