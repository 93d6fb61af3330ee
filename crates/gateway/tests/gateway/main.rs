//! The gateway over real sockets: what arrives at an upstream is looked at as bytes, and so is what comes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may stop where they stand"
)]

mod access;
mod addresses;
mod allow_list;
mod assets;
mod binary;
mod configuration;
mod connections;
mod custody;
mod ending;
mod failures;
mod forgery;
mod forwarding;
mod harness;
mod off_loopback;
mod repeats;
mod sandboxed;
mod slow;
mod strangers;
mod trail;
