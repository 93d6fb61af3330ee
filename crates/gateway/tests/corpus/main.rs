//! What the fuzz targets check, over the inputs that are checked in: what was found once is found again without a fuzzer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may stop where they stand"
)]

#[path = "../../../../fuzz/checks/access.rs"]
mod access;
#[path = "../../../../fuzz/checks/answers.rs"]
mod answers;
#[path = "../../../../fuzz/checks/config.rs"]
mod config;
#[path = "../../../../fuzz/checks/requests.rs"]
mod requests;

use std::path::Path;

fn each(target: &str, check: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut seen = 0;
    for entry in std::fs::read_dir(root.join(target)).unwrap() {
        check(&std::fs::read(entry.unwrap().path()).unwrap());
        seen += 1;
    }
    assert!(seen > 3, "{target}: {seen}");
}

#[test]
fn the_corpus_holds() {
    each("access", access::check);
    each("answers", answers::check);
    each("requests", requests::check);
    each("config", config::check);
}
