//! The gateway's rules for requests over any path, query and body: what is carried never climbs, however often somebody
//! decodes it, and a write that is carried names whom it is about in the trail.

use vendors::{
    Credentials, Method, Operation, Secret, Targets, Vendor, is_plain, percent_decode,
    without_signature,
};

#[path = "../../crates/gateway/src/proxy/path.rs"]
mod path;

/// Three lines: the path below a connection, the query, and the body, which may have more lines.
pub fn check(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (Ok(path), Ok(query), body) = (
        std::str::from_utf8(part()),
        std::str::from_utf8(part()),
        part(),
    ) else {
        return;
    };
    let credentials = [
        Credentials::T12 {
            manager_name: "m".to_owned(),
            manager_key: Secret::new("held-canary"),
        },
        Credentials::Tingyun {
            authkey: Secret::new("held-canary"),
        },
        Credentials::BitAnswer {
            bitkey: Secret::new("held-canary"),
        },
        Credentials::ShareCreators {
            token: Secret::new("held-canary"),
            bid: "b".to_owned(),
        },
    ];
    for vendor in Vendor::ALL {
        without_signature(vendor, query);
        for method in [Method::Get, Method::Post, Method::Patch, Method::Delete] {
            let Some(operation) = Operation::find(vendor, method, path) else {
                continue;
            };
            assert!(operation.vendor() == vendor && operation.endpoint().0 == method);
            let targets = Targets::of(operation, path, Some(query), body);
            assert!(targets.names.len() <= targets.total);
            if !path::is_unambiguous(path) || !is_plain(operation, Some(query), body) {
                continue;
            }
            stays_below(path);
            for held in &credentials {
                // Errors are for credentials of another vendor; nothing panics.
                let _ = held
                    .authorize_wire(operation, Some(query), 1_700_000_000)
                    .is_ok();
            }
        }
    }
}

/// A reading of our own, so that a mistake in the rule does not hide itself.
fn stays_below(path: &str) {
    let mut text = path.to_owned();
    for _ in 0..8 {
        assert!(!text.split(['/', '\\']).any(|own| own == ".."), "{path}");
        text = String::from_utf8(percent_decode(&text)).expect("only UTF-8 is carried");
    }
}
