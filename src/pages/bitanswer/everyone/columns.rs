//! An account as a roster holds it: which columns there are, what stands in them, and how that reads.

use crate::i18n::Language;
use crate::pages::bitanswer::user_words::status_words;
use crate::pages::roster_table::TableFacts;
use crate::roster::RosterView;
use crate::ui::{Align, GridCell, GridColumn, Tone};
use roster::{Column, ColumnKind, Roster};
use std::borrow::Cow;
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

/// What the table of everybody is like.
pub static FACTS: TableFacts = TableFacts {
    name: "bitanswer/everyone",
    views: "bitanswer",
    label: Language::bitanswer_table,
    filter: Language::roster_filter,
    names: &NAMES,
    columns: grid_columns,
    cell,
    value_words,
    examples: &[
        ("status:disabled", Language::roster_help_column),
        ("name:zhang*", Language::roster_help_begins),
        ("reg:>2024-01", Language::roster_help_dates),
        ("nick:\"\"", Language::roster_help_empty),
    ],
    people: NICK,
    order: "",
    is_dimmed: |_, _| false,
    file: "bitanswer-users.csv",
    nobody: Language::roster_nobody,
    nobody_body: None,
    nobody_matches: Language::roster_nobody_matches,
};

/// Wide enough for what stands in them on most days, so that nothing has to be cut off, and together no wider than a page of
/// 1,280 pixels has room for.
fn grid_columns(language: Language) -> Vec<GridColumn> {
    [
        (NAME, 180, language.bitanswer_account()),
        (NICK, 150, language.bitanswer_display_name()),
        (STATUS, 106, language.bitanswer_status()),
        (REGISTERED, 174, language.bitanswer_registered()),
        (GUID, 320, language.bitanswer_guid()),
    ]
    .map(|(place, width, label)| GridColumn {
        key: NAMES[place],
        label: label.to_owned(),
        width,
        min_width: 64,
        sortable: true,
        align: Align::Start,
    })
    .to_vec()
}

fn cell(language: Language, view: &RosterView, position: u32, place: usize) -> GridCell<'_> {
    let text = view.text(position, place);
    match place {
        _ if text.is_empty() => GridCell::Empty,
        NAME => GridCell::Mono(text),
        STATUS => status(language, &text),
        NICK | REGISTERED => GridCell::Text(text),
        _ => GridCell::Muted(text),
    }
}

fn status(language: Language, value: &str) -> GridCell<'static> {
    let status = user(["", "", value, "", ""]).status;
    let tone = match status {
        Some(UserStatus::Normal) => Tone::Good,
        Some(UserStatus::Other(_)) => Tone::Warn,
        Some(UserStatus::Disabled) | None => Tone::Neutral,
    };
    GridCell::Badge(tone, Cow::Owned(status_words(language, status.as_ref())))
}

fn value_words(language: Language, column: &'static str, value: &str) -> String {
    if column == NAMES[STATUS] && !value.is_empty() {
        let status = user(["", "", value, "", ""]).status;
        return status_words(language, status.as_ref());
    }
    value.to_owned()
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
