//! What can go wrong between a vendor and a client, laid once around all four vendors.
//!
//! A fault is asked for by a value in the request ([`sentinel`]) or armed beforehand ([`armed`]).

pub(crate) mod armed;
mod kind;
pub(crate) mod sentinel;
mod strike;
mod wrong_types;

pub(crate) use kind::Kind;
pub(crate) use strike::{Struck, Target, strike};
