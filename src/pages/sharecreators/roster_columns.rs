//! A known account as a roster holds it: which columns there are, what stands in them, and how that reads.

use super::account_words::{role_of_code, state_name, state_tone};
use crate::i18n::Language;
use crate::pages::roster_table::TableFacts;
use crate::roster::RosterView;
use crate::store::{LedgerEntry, LedgerState};
use crate::ui::{Align, GridCell, GridColumn};
use roster::{Column, ColumnKind, Roster};
use std::borrow::Cow;
use vendors::sharecreators::Role;

/// The columns' names, in queries and in the address, in the roster's order. The first is the key.
const NAMES: [&str; 7] = [
    "email", "state", "user_id", "role", "is_admin", "phone", "at",
];
const EMAIL: usize = 0;
/// The place of the state.
pub const STATE: usize = 1;
const USER_ID: usize = 2;
const ROLE: usize = 3;
const IS_ADMIN: usize = 4;
const PHONE: usize = 5;
const AT: usize = 6;

/// What each column may be called in a query, in either language. The first is the name in the address.
const CALLED: [&[&str]; 7] = [
    &["email", "e-mail", "邮箱"],
    &["state", "状态"],
    &["user_id", "id"],
    &["role", "角色"],
    &["is_admin"],
    &["phone", "手机号", "手机"],
    &["at", "since", "记录时间", "时间"],
];

/// What the table is like.
pub static FACTS: TableFacts = TableFacts {
    name: "sharecreators",
    views: "sharecreators",
    label: Language::sharecreators_table,
    filter: Language::sharecreators_filter,
    names: &NAMES,
    columns: grid_columns,
    cell,
    value_words,
    examples: &[
        ("state:unknown", Language::roster_help_column),
        ("email:zhang*", Language::roster_help_begins),
        ("at:>2024-01", Language::roster_help_dates),
        ("user_id:\"\"", Language::sharecreators_help_empty),
    ],
    people: EMAIL,
    order: "-at",
    is_dimmed: |view, position| view.text(position, STATE) == LedgerState::Deleted.as_str(),
    file: "sharecreators-known-accounts.csv",
    nobody: Language::sharecreators_empty,
    nobody_body: Some(Language::sharecreators_empty_body),
    nobody_matches: Language::sharecreators_no_match,
};

/// The columns of a roster of known accounts. A word by itself is looked for in what names an account.
pub fn columns() -> Vec<Column> {
    CALLED
        .into_iter()
        .enumerate()
        .map(|(place, names)| Column {
            names,
            kind: match place {
                STATE | ROLE | IS_ADMIN => ColumnKind::Category,
                AT => ColumnKind::Date,
                _ => ColumnKind::Text,
            },
            searched: matches!(place, EMAIL | USER_ID | PHONE),
        })
        .collect()
}

/// Lets queries find a state and a role by the words that the page shows for it, in either language.
pub fn name_values(roster: &mut Roster) {
    for state in LedgerState::ALL {
        let words = [Language::Chinese, Language::English].map(|own| state_name(own, state));
        roster.name_value(STATE, state.as_str(), &words);
    }
    for role in Role::ALL {
        let code = role.code();
        let words = [Language::Chinese, Language::English].map(|own| role_of_code(own, code));
        roster.name_value(ROLE, code, &words.each_ref().map(String::as_str));
    }
}

/// What stands in the columns. `at` is when it became known, as text that sorts.
pub fn texts<'e>(entry: &'e LedgerEntry, at: &'e str) -> [&'e str; 7] {
    let given = |text: &'e Option<String>| text.as_deref().unwrap_or_default();
    [
        &entry.email,
        entry.state.as_str(),
        given(&entry.user_id),
        given(&entry.role),
        given(&entry.is_admin),
        given(&entry.phone),
        at,
    ]
}

fn grid_columns(language: Language) -> Vec<GridColumn> {
    [
        (EMAIL, 220, language.sharecreators_email()),
        (STATE, 150, language.sharecreators_state()),
        (USER_ID, 120, language.sharecreators_user_id()),
        (ROLE, 140, language.sharecreators_role()),
        (IS_ADMIN, 90, language.sharecreators_is_admin()),
        (PHONE, 160, language.sharecreators_phone()),
        (AT, 170, language.sharecreators_at()),
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
        USER_ID | IS_ADMIN => GridCell::Mono(text),
        ROLE => GridCell::Text(Cow::Owned(role_of_code(language, &text))),
        PHONE => GridCell::Number(text),
        AT => GridCell::Muted(Cow::Owned(to_the_second(&text).to_owned())),
        STATE => match LedgerState::from_name(&text) {
            Some(state) => GridCell::Badge(
                state_tone(state),
                Cow::Borrowed(state_name(language, state)),
            ),
            None => GridCell::Empty,
        },
        _ => GridCell::Text(text),
    }
}

/// A moment as it is shown: what comes behind the second only orders those of one second.
fn to_the_second(moment: &str) -> &str {
    moment.split_once('.').map_or(moment, |(shown, _)| shown)
}

fn value_words(language: Language, name: &'static str, value: &str) -> String {
    if name == NAMES[AT] {
        return to_the_second(value).to_owned();
    }
    if name == NAMES[ROLE] && !value.is_empty() {
        return role_of_code(language, value);
    }
    match LedgerState::from_name(value).filter(|_| name == NAMES[STATE]) {
        Some(state) => state_name(language, state).to_owned(),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster::Query;

    fn known(email: &str, state: LedgerState, role: &str) -> LedgerEntry {
        LedgerEntry {
            email: email.to_owned(),
            user_id: None,
            role: Some(role.to_owned()),
            is_admin: None,
            phone: Some("86 13912345678".to_owned()),
            state,
            at: 0.0,
        }
    }

    #[test]
    fn queries_may_be_typed_in_either_language() {
        let mut roster = Roster::new(columns());
        name_values(&mut roster);
        let entries = [
            (
                known("zhang@x.cn", LedgerState::Created, "V"),
                "2024-01-02 10:00:00.125",
            ),
            (
                known("li@x.cn", LedgerState::Deleted, "SA"),
                "2023-05-02 10:00:00.250",
            ),
        ];
        for (entry, at) in &entries {
            roster.put(&texts(entry, at));
        }
        for typed in [
            "状态:已删除",
            "state:deleted",
            "角色:超级",
            "role:super",
            "邮箱:li*",
            "at:<2024",
            "LI@",
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
