//! See ../checks/connections.rs.
#![no_main]

#[path = "../checks/connections.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::check(data));
