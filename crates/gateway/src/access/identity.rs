//! A person or program that the gateway recognised, and what it may do.

use std::fmt;

/// What an identity may do, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads, and writes other than deletions.
    Operator,
    /// Everything.
    Admin,
}

impl Role {
    /// The word in the configuration and in `/config.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Operator => "operator",
            Role::Admin => "admin",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Role> {
        [Role::Viewer, Role::Operator, Role::Admin]
            .into_iter()
            .find(|role| role.as_str() == word)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

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
