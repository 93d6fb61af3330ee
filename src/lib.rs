//! The Rollcall console: a single page that administers users at four vendors.
//!
//! See `docs/ARCHITECTURE.md` for the map. Dependencies point one way: shell and pages → session → store, transport →
//! vendors; the doctor → transport; `ui` and `roster` know neither the network nor storage, and nothing knows the pages.

#[macro_use]
mod piece;

pub mod activity;
pub mod doctor;
pub mod i18n;
pub mod jobs;
pub mod pages;
pub mod query;
pub mod roster;
pub mod routes;
pub mod session;
pub mod shell;
pub mod store;
pub mod transport;
pub mod ui;
