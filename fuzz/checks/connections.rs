//! What the console keeps and imports of connections, over any text: it is read or refused, what was understood is written
//! and read again as the same, every vendor stays reachable, and no secret is shown.

use rollcall_app::store::{Document, Transferred, export_text, read_export};
use std::collections::HashSet;
use vendors::{Secret, Vendor};

const HELD: &str = "held-canary-4411";

pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    for kept in [
        text.to_owned(),
        format!("{{\"version\":1,\"connections\":[{text}]}}"),
    ] {
        document(&kept);
    }
    let wrapped =
        format!("{{\"kind\":\"rollcall-connections\",\"version\":1,\"connections\":[{text}]}}");
    for exported in [text.to_owned(), wrapped] {
        export(&Secret::new(exported));
    }
}

fn document(text: &str) {
    // Version 0 was a value a vendor.
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
        let old = Document::of_version_0(|vendor| Some(value[vendor.slug()].clone()));
        assert_eq!(
            Document::read(&old.written()).map(|read| read.document),
            Ok(old)
        );
    }
    let Ok(read) = Document::read(text) else {
        return;
    };
    let again = Document::read(&read.document.written()).expect("what was written is read");
    assert!(!again.is_partial && again.document == read.document);
    let connections = read.document.connections(&[], |_| true);
    let mut ids = HashSet::new();
    for vendor in Vendor::ALL {
        assert!(
            connections.iter().any(|own| own.vendor == vendor),
            "a vendor is lost"
        );
    }
    for connection in &connections {
        assert!(
            ids.insert((connection.vendor, connection.id)),
            "an id stands there twice"
        );
    }
}

fn export(text: &Secret) {
    let Ok(read) = read_export(text) else {
        return;
    };
    for one in &read {
        // Names and addresses may hold whatever somebody typed; secrets have places of their own.
        let holds = |text: &str| text.contains(HELD);
        let own = &one.connection;
        if !holds(&own.name) && !holds(&format!("{:?}{:?}", own.route, own.base_url)) {
            let names: Vec<&str> = own.proxy_headers.names().collect();
            assert!(
                holds(&names.join(" ")) || !holds(&format!("{own:?}")),
                "a secret is shown"
            );
        }
    }
    let written = export_text(&read);
    let again = read_export(&written).expect("what was exported is imported");
    assert!(
        export_text(&again).expose() == written.expose(),
        "an export changes what it holds"
    );
    assert_eq!(ids(&again), ids(&read));
}

fn ids(all: &[Transferred]) -> Vec<(Vendor, String)> {
    all.iter()
        .map(|one| (one.connection.vendor, one.connection.id.to_string()))
        .collect()
}
