//! What the fuzz target of the console checks, over the inputs that are checked in.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may stop where they stand"
)]

#[path = "../fuzz/checks/connections.rs"]
mod connections;

use std::path::Path;

#[test]
fn the_corpus_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/connections");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        connections::check(&std::fs::read(entry.unwrap().path()).unwrap());
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}
