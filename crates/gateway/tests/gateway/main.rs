//! The gateway over real sockets: what arrives at an upstream is looked at as bytes, and so is what comes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may stop where they stand"
)]

mod addresses;
mod allow_list;
mod assets;
mod binary;
mod configuration;
mod connections;
mod custody;
mod failures;
mod forwarding;
mod harness;
mod repeats;
mod sandboxed;
mod slow;
mod strangers;
mod trail;
