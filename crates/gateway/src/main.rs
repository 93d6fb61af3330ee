//! The binary `rollcall`. Everything it does is in the library, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    gateway::command_line::run(std::env::args_os().skip(1), std::env::vars_os())
}
