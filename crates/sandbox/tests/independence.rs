//! The sandbox must not share the client's code: else both could be wrong together and agree.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

/// Every line below a folder that names something of the crate `vendors`.
fn mentions(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            mentions(&path, found);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().filter(|line| line.contains("vendors::"));
            found.extend(lines.map(|line| line.trim().to_owned()));
        }
    }
}

#[test]
fn only_the_names_of_vendors_and_the_envelope_of_an_answer_are_shared() {
    let mut found = Vec::new();
    mentions(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(!found.is_empty());
    for line in found {
        let shared = line.trim_start_matches("//! ");
        assert!(
            [
                "use vendors::Vendor;",
                "use vendors::Response;",
                "use vendors::{Response, Vendor};"
            ]
            .contains(&shared),
            "{line}"
        );
    }
}
