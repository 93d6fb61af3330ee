//! An account as a roster holds it: which columns there are, what stands in them, and how that reads.

use crate::i18n::Language;
use roster::{Column, ColumnKind, Roster};
use vendors::bitanswer::{User, UserStatus};

/// The columns' names, in queries and in the address, in the roster's order. The first is the key.
pub const NAMES: [&str; 5] = ["name", "nick", "status", "reg", "guid"];
/// The place of the account's name.
pub const NAME: usize = 0;
/// The place of the displayed name.
pub const NICK: usize = 1;
/// The place of the status.
pub const STATUS: usize = 2;
/// The place of the date.
pub const REGISTERED: usize = 3;
/// The place of the vendor's id.
pub const GUID: usize = 4;

/// The status of an account that works.
pub const NORMAL: &str = "normal";
/// The status of one that does not.
pub const DISABLED: &str = "disabled";

/// What each column may be called in a query, in either language. The first is the name in the address.
const CALLED: [&[&str]; 5] = [
    &["name", "account", "账号", "帐号"],
    &["nick", "nickname", "用户名", "姓名"],
    &["status", "状态"],
    &["reg", "registered", "注册时间", "注册"],
    &["guid", "id", "编号"],
];

/// The columns of a roster of users. A word by itself is looked for in the two names: an id has every letter from a to f,
/// and a date every figure.
pub fn columns() -> Vec<Column> {
    CALLED
        .into_iter()
        .enumerate()
        .map(|(place, names)| Column {
            names,
            kind: match place {
                STATUS => ColumnKind::Category,
                REGISTERED => ColumnKind::Date,
                _ => ColumnKind::Text,
            },
            searched: place <= NICK,
        })
        .collect()
}

/// Lets queries find a status by the words that the page shows for it, in either language.
pub fn name_states(roster: &mut Roster) {
    let words =
        |word: fn(Language) -> &'static str| [word(Language::Chinese), word(Language::English)];
    roster.name_value(STATUS, NORMAL, &words(Language::bitanswer_status_normal));
    roster.name_value(
        STATUS,
        DISABLED,
        &words(Language::bitanswer_status_disabled),
    );
}

/// What stands in the columns.
pub fn texts(user: &User) -> [&str; 5] {
    [
        &user.name,
        user.nick_name.as_deref().unwrap_or_default(),
        match &user.status {
            Some(UserStatus::Normal) => NORMAL,
            Some(UserStatus::Disabled) => DISABLED,
            Some(UserStatus::Other(value)) => value,
            None => "",
        },
        user.reg_date.as_deref().unwrap_or_default(),
        user.guid.as_deref().unwrap_or_default(),
    ]
}

/// The user whose columns hold this.
pub fn user(texts: [&str; 5]) -> User {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    User {
        name: texts[NAME].to_owned(),
        nick_name: given(texts[NICK]),
        guid: given(texts[GUID]),
        reg_date: given(texts[REGISTERED]),
        status: match texts[STATUS] {
            "" => None,
            NORMAL => Some(UserStatus::Normal),
            DISABLED => Some(UserStatus::Disabled),
            other => Some(UserStatus::Other(other.to_owned())),
        },
    }
}

/// What a column is called.
pub fn heading(language: Language, name: &str) -> &'static str {
    match name {
        "name" => language.bitanswer_account(),
        "nick" => language.bitanswer_display_name(),
        "status" => language.bitanswer_status(),
        "reg" => language.bitanswer_registered(),
        _ => language.bitanswer_guid(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster::Query;

    #[test]
    fn a_user_comes_back_as_it_went_in() {
        for status in [
            None,
            Some(UserStatus::Normal),
            Some(UserStatus::Disabled),
            Some(UserStatus::Other("7".to_owned())),
        ] {
            let whole = User {
                name: "zhang.wei".to_owned(),
                nick_name: Some("张伟".to_owned()),
                guid: Some("5f0c".to_owned()),
                reg_date: Some("2024-01-02".to_owned()),
                status,
            };
            assert_eq!(user(texts(&whole)), whole);
        }
    }

    #[test]
    fn queries_may_be_typed_in_either_language() {
        let mut roster = Roster::new(columns());
        name_states(&mut roster);
        roster.put(&["zhang.wei", "张伟", NORMAL, "2024-01-02 10:00:00", "5f"]);
        roster.put(&["li.na", "李娜", DISABLED, "2023-05-02 10:00:00", "6a"]);
        for typed in [
            "状态:已禁用",
            "状态：已禁用",
            "status:disabled",
            "Status:Dis",
            "账号:li*",
            "用户名:李",
            "注册时间:<2024-01",
            "-状态:正常",
        ] {
            let found = roster.matching(&Query::read(typed, roster.columns()));
            assert_eq!(found.iter().collect::<Vec<_>>(), [1], "{typed}");
        }
    }

    #[test]
    fn a_column_s_first_name_is_the_one_in_addresses() {
        for (name, called) in NAMES.iter().zip(CALLED) {
            assert_eq!(called.first(), Some(name));
        }
    }
}
