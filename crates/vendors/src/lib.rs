//! The four vendors' protocols.
//!
//! A typed operation builds a [`Request`], [`Credentials::authorize`] adds keys or signs it, something else carries it,
//! and the operation turns the [`Response`] into its output or into a [`Problem`].
//!
//! This crate does no input or output. It knows no clock, no randomness, no browser and no server: time and ids are
//! arguments. It builds for wasm32 and for every native target.

mod answer;
mod call;
mod credentials;
mod cursor;
mod encoding;
mod message;
mod operation;
mod plain;
pub mod problem;
mod reading;
mod role;
mod secret;
mod spelling;
mod target;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod testing;
mod vendor;
mod wire_query;

pub mod bitanswer;
pub mod sharecreators;
pub mod t12;
pub mod tingyun;

pub use call::Call;
pub use credentials::{Authorized, Credentials, without_signature};
pub use encoding::{form_encode, percent_encode};
pub use message::{Body, Effect, Request, RequestId, Response, Value};
pub use operation::{Method, Operation};
pub use plain::is_plain;
pub use problem::Problem;
pub use role::Role;
pub use secret::Secret;
pub use target::Targets;
pub use vendor::Vendor;
pub use wire_query::percent_decode;
