//! See ../checks/embed.rs.
#![no_main]

#[path = "../checks/embed.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::check(data));
