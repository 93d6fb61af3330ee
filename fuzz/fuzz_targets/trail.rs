//! See ../checks/trail.rs.
#![no_main]

#[allow(dead_code, reason = "written for the gateway")]
#[path = "../../crates/gateway/src/audit/chain.rs"]
mod chain;
#[path = "../checks/trail.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::check(data));
