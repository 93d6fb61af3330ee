//! The engine, one rule at a time. What all of them do together is simulated elsewhere.

#![allow(clippy::unwrap_used, reason = "tests")]

mod harness;
mod sending;
mod settling;
