//! See ../checks/answers.rs.
#![no_main]

#[path = "../checks/answers.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::check(data));
