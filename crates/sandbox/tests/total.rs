//! Whatever arrives, the sandbox replies, and what it replies as JSON is JSON.

use proptest::prelude::*;
use sandbox::{Delivery, Sandbox, WireRequest, demo_credentials};
use vendors::Vendor;

const NOW: u64 = 1_790_000_000;

fn vendor() -> impl Strategy<Value = Vendor> {
    prop::sample::select(Vendor::ALL.to_vec())
}

fn method() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["GET", "POST", "PATCH", "DELETE"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn target() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "/users",
        "/users/data",
        "/users/user/",
        "/users/status",
        "/users/end",
        "/api/backdoor/useright/get",
        "/api/backdoor/useright/set",
        "/network-report-data/user-config/list-json-authkey",
        "/api/asset-server/user/add-user",
        "/api/asset-server/user/del-user",
    ]);
    let names = prop::sample::select(vec![
        "?offset=",
        "?limit=",
        "&guid=",
        "?type=user&guid=",
        "?authkey=sandbox-authkey",
        "?manager_name=sandbox-manager&app_name=a&manager_sign=0&time_stamp=1790000000&1=2&",
        "%",
        "",
    ]);
    prop_oneof![
        4 => (known, names, any::<String>()).prop_map(|(path, name, rest)| format!("{path}{name}{rest}")),
        1 => any::<String>(),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let json = prop::sample::select(vec![
        r#"[{"name":"a/b test","nickName":"x","status":1,"password":"p"}]"#,
        r#"{"querys":[{"name":"name","op":"like","values":["%a%"]}],"sorts":[{"name":"name"}]}"#,
        r#"[{"type":"user","guid":"x"}]"#,
        r#"{"email":"a@b","role":"U","telephone":"1","phoneAreaCode":"86"}"#,
        r#"{"list":["a@b"]}"#,
        "user_num=1&tester_num=2",
        r#"{"vendor":"t12","kind":"empty","times":3}"#,
        r#"{"seed":3}"#,
    ]);
    let mutated = (json, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, at, byte)| {
        let mut bytes = text.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes
    });
    prop_oneof![mutated, prop::collection::vec(any::<u8>(), 0..64)]
}

/// The right credentials, a content type, and one header that can be anything.
fn headers(vendor: Vendor, form: bool, name: String, value: String) -> Vec<(String, String)> {
    let kind = if form {
        "application/x-www-form-urlencoded"
    } else {
        "application/json"
    };
    let mut headers = vec![
        ("content-type".to_owned(), kind.to_owned()),
        ("platform".to_owned(), "WEB".to_owned()),
        (name, value),
    ];
    for (field, value) in demo_credentials(vendor) {
        let header = if *field == "token" {
            "authorization"
        } else {
            field
        };
        headers.push((header.to_owned(), (*value).to_owned()));
    }
    headers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_requests_are_replied_to(
        requests in prop::collection::vec(
            (vendor(), method(), target(), body(), any::<bool>(), prop_oneof![Just("x-bit-req-id".to_owned()), any::<String>()], ".{0,3}"),
            1..20,
        ),
        fault in prop::sample::select(vec!["delay", "truncated", "invalid-utf8", "wrong-types", "empty", "drop-after"]),
        now in prop_oneof![Just(NOW), any::<u64>()],
    ) {
        let mut sandbox = Sandbox::new(now, now);
        for vendor in Vendor::ALL {
            let armed = format!(r#"{{"vendor":"{}","kind":"{fault}"}}"#, vendor.slug());
            prop_assert!(sandbox.control("POST", "/faults", armed.as_bytes(), now).is_some());
        }
        for (vendor, method, target, body, form, name, value) in requests {
            let headers = headers(vendor, form, name, value);
            let request = WireRequest { vendor, method: &method, target: &target, headers: &headers, body: &body };
            if let Delivery::Respond(response) = sandbox.handle(&request, now).delivery {
                prop_assert!(response.header("date").is_some());
                prop_assert!(response.headers.iter().all(|(name, _)| !name.starts_with("access-control")));
            }
        }
        let journal = sandbox.control("GET", "/journal", b"", now);
        let recorded = journal.is_some_and(|journal| journal.body.len() > "[]".len());
        prop_assert!(recorded);
    }

    #[test]
    fn any_control_is_survived(
        method in method(),
        path in prop_oneof![prop::sample::select(vec!["/journal", "/faults", "/reset", "/state"]).prop_map(str::to_owned), any::<String>()],
        body in body(),
        now in any::<u64>(),
    ) {
        let mut sandbox = Sandbox::new(1, now);
        sandbox.control(&method, &path, &body, now);
    }
}
