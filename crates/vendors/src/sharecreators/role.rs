//! The roles a user can have.

/// A user's role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `SA`.
    SuperAdmin,
    /// `A`.
    Admin,
    /// `U`.
    Member,
    /// `V`.
    Guest,
}

impl Role {
    /// Every role, from the most to the least powerful.
    pub const ALL: [Role; 4] = [Role::SuperAdmin, Role::Admin, Role::Member, Role::Guest];

    /// The letters that stand for the role on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Role::SuperAdmin => "SA",
            Role::Admin => "A",
            Role::Member => "U",
            Role::Guest => "V",
        }
    }

    /// The role that letters on the wire stand for.
    pub fn from_code(code: &str) -> Option<Role> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_own_letters() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("u"), None);
    }
}
