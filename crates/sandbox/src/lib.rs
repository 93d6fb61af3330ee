//! The four vendors, emulated: a request as bytes goes in, an answer as bytes comes out, the state stays inside.
//!
//! This crate does no input or output and knows no clock and no randomness: time and a seed are arguments. It takes from
//! `vendors` only the names of the vendors and the envelope of an answer. It reads and writes the wire by its own code,
//! so that client and sandbox cannot share a mistake and agree.

mod demo;
mod sandbox;
mod wire;

pub use demo::{demo_apps, demo_credentials};
pub use sandbox::Sandbox;
pub use wire::{Delivery, Reply, WireRequest};
