//! The admin's connections: how each is kept, in which versions, and what the gateway names beside them. Secrets are no
//! part of it: they live in memory only.

mod color;
mod connection;
mod credentials;
mod document;
mod entry;
mod id;
mod kept;
mod stored_route;
mod transfer;

pub use color::ConnectionColor;
pub use connection::Connection;
pub use credentials::{read_credentials, written_credentials};
pub use document::{Document, Reading, Unreadable};
pub use id::ConnectionId;
pub use kept::{ConnectionsTrouble, NotKept, is_connections, load_connections, save_connections};
pub use transfer::{
    Decision, ImportFault, ImportStep, Transferred, decided, export_text, plan_import, read_export,
};
