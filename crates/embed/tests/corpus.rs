//! What the fuzz target checks, over the inputs that are checked in: what was found once is found again without a fuzzer.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

#[path = "../../../fuzz/checks/embed.rs"]
mod check;

use std::path::Path;

#[test]
fn the_corpus_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/embed");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        check::check(&std::fs::read(entry.unwrap().path()).unwrap());
        seen += 1;
    }
    assert!(seen > 5, "{seen}");
}
