//! The gateway: serves the built console and proxies to the four vendors and nothing else.
//!
//! It knows the vendors' paths and methods, and nothing of what their requests and answers mean. A vendor without a
//! configured upstream is answered by the sandbox.

pub mod access;
pub mod assets;
pub mod audit;
pub mod check;
pub mod command_line;
pub mod config;
pub mod console_config;
mod front;
mod guard;
mod idempotency;
mod listen;
mod log;
mod metrics;
pub mod proxy;
mod sandbox_mount;
mod security_headers;
pub mod serve;
mod trail;
mod workers;
