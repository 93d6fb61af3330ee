//! `cargo xtask audit`: what the product is made of, against the licences and sources that are allowed and against the
//! advisories that RustSec publishes.
//!
//! No part of the tests: it asks the network for the advisories, and one that is published tomorrow must not stop a change
//! of today.

use crate::failure::Failure;
use crate::schedule;
use crate::{place, tools};
use std::process::Command;

/// Installs cargo-deny and cargo-audit where they are missing and runs both.
pub fn run() -> Result<(), Failure> {
    let [deny, audit] = tools::ensure_auditors()?;
    let mut check = Command::new(deny);
    check
        .args(["check", "advisories", "bans", "licenses", "sources"])
        .current_dir(place::root());
    schedule::show("cargo deny", &mut check)?;
    // The one that fuzzing has for itself is looked at as well: somebody runs it.
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let mut scan = Command::new(&audit);
        scan.args(["audit", "--file", lock])
            .current_dir(place::root());
        schedule::show(&format!("cargo audit of {lock}"), &mut scan)?;
    }
    Ok(())
}
