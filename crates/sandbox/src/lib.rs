//! The four vendors, emulated: a request as bytes goes in, an answer as bytes comes out, the state stays inside.
//!
//! This crate does no input or output and knows no clock and no randomness: time and a seed are arguments. It takes from
//! `vendors` only the names of the vendors and the envelope of an answer. It reads and writes the wire by its own code,
//! so that client and sandbox cannot share a mistake and agree.
//!
//! ```
//! use sandbox::{Delivery, Sandbox, WireRequest};
//! use vendors::Vendor;
//!
//! let now = 1_790_000_000;
//! let mut sandbox = Sandbox::new(1, now);
//! let headers = [("bitkey".to_owned(), "sandbox-bitkey".to_owned())];
//! let request = WireRequest {
//!     vendor: Vendor::BitAnswer,
//!     method: "GET",
//!     target: "/users?offset=0&limit=50",
//!     headers: &headers,
//!     body: b"",
//! };
//! assert!(matches!(sandbox.handle(&request, now).delivery, Delivery::Respond(answer) if answer.status == 200));
//! ```

mod answer;
mod bitanswer;
mod calendar;
mod control;
mod decode;
mod demo;
mod emulated;
mod fault;
mod journal;
mod people;
mod random;
mod sandbox;
mod sharecreators;
mod t12;
mod tingyun;
mod wire;

#[cfg(test)]
mod exchange;

pub use demo::{demo_apps, demo_credentials};
pub use sandbox::Sandbox;
pub use wire::{Delivery, Reply, WireRequest};
