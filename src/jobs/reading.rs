//! Accounts as they were read, as the texts that plans and jobs compare.

use jobs::{Field, Values};
use vendors::bitanswer::{User, UserStatus};
use vendors::t12::Quota;

/// What BitAnswer says of a user. A status that the vendor does not document is given as the vendor wrote it: it is
/// neither of those that a plan can want.
pub fn user_values(user: &User) -> Values {
    let mut values = Values::new();
    if let Some(name) = user.nick_name.as_ref().filter(|name| !name.is_empty()) {
        values.insert(Field::NickName, name.clone());
    }
    let status = user.status.as_ref().map(|status| match status {
        UserStatus::Normal => Field::NORMAL,
        UserStatus::Disabled => Field::DISABLED,
        UserStatus::Other(code) => code,
    });
    if let Some(status) = status {
        values.insert(Field::Status, status.to_owned());
    }
    values
}

/// What T12 says of an app's quota.
pub fn quota_values(quota: &Quota) -> Values {
    Values::from([
        (Field::RegularUsers, quota.remain_user.to_string()),
        (Field::TestUsers, quota.remain_test_user.to_string()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(nick_name: Option<&str>, status: Option<UserStatus>) -> User {
        User {
            name: "a".to_owned(),
            nick_name: nick_name.map(str::to_owned),
            guid: None,
            reg_date: None,
            status,
        }
    }

    #[test]
    fn an_unset_name_is_no_value_and_a_strange_status_is_itself() {
        assert_eq!(user_values(&user(Some(""), None)), Values::new());
        assert_eq!(
            user_values(&user(Some("张三"), Some(UserStatus::Disabled))),
            Values::from([
                (Field::NickName, "张三".to_owned()),
                (Field::Status, Field::DISABLED.to_owned())
            ])
        );
        let strange = user(None, Some(UserStatus::Other("7".to_owned())));
        assert_eq!(
            user_values(&strange),
            Values::from([(Field::Status, "7".to_owned())])
        );
    }

    #[test]
    fn a_quota_is_two_numbers() {
        let quota = Quota {
            remain_user: -3,
            remain_test_user: 20,
        };
        let values = quota_values(&quota);
        assert_eq!(values[&Field::RegularUsers], "-3");
        assert_eq!(values[&Field::TestUsers], "20");
    }
}
