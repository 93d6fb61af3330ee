//! A person or program that the gateway recognised, and what it may do.

use vendors::Role;

/// Who sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name, as in the audit trail.
    pub name: String,
    /// What it may do.
    pub role: Role,
}

impl Identity {
    /// Whoever uses this machine, where the gateway listens on loopback without authentication.
    pub fn this_machine() -> Identity {
        Identity {
            name: "this-machine".to_owned(),
            role: Role::Admin,
        }
    }
}
