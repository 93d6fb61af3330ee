//! See ../checks/access.rs.
#![no_main]

#[path = "../checks/access.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::check(data));
