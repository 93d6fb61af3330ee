//! What identifies a user in a link.

use std::collections::BTreeSet;
use vendors::tingyun::User;

/// What identifies each user in a link. The vendor's id where there is one, and it is not a second time in the list;
/// the place in the list otherwise, which holds for as long as the list stays as it is.
pub fn user_keys(users: &[User]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    users
        .iter()
        .enumerate()
        .map(|(position, user)| match &user.id {
            Some(id) if !id.is_empty() && taken.insert(id.as_str()) => id.clone(),
            _ => format!("row-{}", position + 1),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_user_has_a_key_of_its_own() {
        let user = |id: Option<&str>| User {
            id: id.map(str::to_owned),
            ..User::default()
        };
        let users = [
            user(Some("10")),
            user(Some("10")),
            user(None),
            user(Some("")),
        ];
        assert_eq!(user_keys(&users), ["10", "row-2", "row-3", "row-4"]);
    }
}
