//! What people and programs may do, and the least role that each operation needs.
//!
//! The gateway enforces it; the console reads the same table to leave out what would be refused.

use std::fmt;

use crate::Operation;

/// What somebody may do, from least to most.
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
    /// Every role, from least to most.
    pub const ALL: [Role; 3] = [Role::Viewer, Role::Operator, Role::Admin];

    /// The word in the gateway's configuration and in `/config.json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Operator => "operator",
            Role::Admin => "admin",
        }
    }

    /// The role of a word; case matters.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The least role that may ask for an operation: a viewer reads, an operator writes, an admin deletes.
    pub const fn least_for(operation: Operation) -> Role {
        use Operation as O;
        match operation {
            O::BitAnswerDeleteUser | O::BitAnswerDeleteUsers | O::ShareCreatorsDeleteUsers => {
                Role::Admin
            }
            _ if operation.writes() => Role::Operator,
            _ => Role::Viewer,
        }
    }

    /// Whether this role may ask for an operation.
    pub fn may(self, operation: Operation) -> bool {
        self >= Role::least_for(operation)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_one_below_may_and_more() {
        let may = |role: Role| {
            let all = Operation::ALL.into_iter();
            all.filter(move |operation| role.may(*operation))
        };
        assert_eq!(may(Role::Viewer).count(), 6);
        assert!(may(Role::Viewer).all(|operation| !operation.writes()));
        assert_eq!(may(Role::Operator).count(), 13);
        assert_eq!(may(Role::Admin).count(), Operation::ALL.len());
        // What deletes says so in its name or method; none may slip through under another one.
        for operation in may(Role::Operator) {
            assert!(!format!("{operation:?}").contains("Delete"));
            assert_ne!(operation.endpoint().0, crate::Method::Delete);
        }
    }

    #[test]
    fn words_and_roles_are_one_to_one() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.as_str()), Some(role));
        }
        for word in ["", "Admin", "root", "viewer "] {
            assert_eq!(Role::from_word(word), None);
        }
    }
}
