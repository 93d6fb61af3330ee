//! The binary `rollcall`. Everything it does is in the library, where tests reach it.

use std::process::ExitCode;

/// A request is made of many small pieces of memory; the system's allocator takes a good part of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gateway::command_line::run(std::env::args_os().skip(1), std::env::vars_os())
}
