//! A user as a roster holds it: which columns there are, what stands in them, and how that reads.

use super::columns::{Column, status_tone, status_words, type_words};
use crate::i18n::Language;
use crate::pages::roster_table::TableFacts;
use crate::roster::RosterView;
use crate::ui::{Align, GridCell, GridColumn};
use roster::{Column as RosterColumn, ColumnKind, Roster};
use std::borrow::Cow;
use vendors::tingyun::{User, UserStatus, UserType};

/// The key of a user in links, which is no column on the screen, and the columns in the order of [`Column::ALL`].
const NAMES: [&str; 11] = [
    "key",
    Column::Code.key(),
    Column::Name.key(),
    Column::Type.key(),
    Column::Status.key(),
    Column::Email.key(),
    Column::Mobile.key(),
    Column::Phone.key(),
    Column::Plans.key(),
    Column::Created.key(),
    Column::Id.key(),
];

/// What each column may be called in a query, in either language. The first is the name in the address.
const CALLED: [&[&str]; 11] = [
    &["key"],
    &["code", "login", "登录代码", "登录", "代码"],
    &["name", "用户名称", "姓名", "名称"],
    &["type", "用户类型", "类型"],
    &["status", "状态"],
    &["email", "e-mail", "邮箱"],
    &["mobile", "手机"],
    &["phone", "电话"],
    &["detail_ids", "plans", "套餐编号", "套餐"],
    &["ctime", "created", "创建时间", "创建"],
    &["id", "用户编号", "编号"],
];

/// The values that stand for what the vendor documents, and for what is inferred.
const TASK_MANAGER: &str = "11";
const REPORT_VIEWER: &str = "4";
const ACTIVE: &str = "1";
const INACTIVE: &str = "0";

/// What the table is like.
pub static FACTS: TableFacts = TableFacts {
    name: "tingyun",
    views: "tingyun",
    label: Language::tingyun_table,
    filter: Language::tingyun_filter,
    names: &NAMES,
    columns: grid_columns,
    cell,
    value_words,
    examples: &[
        ("status:inactive", Language::roster_help_column),
        ("code:zhang*", Language::roster_help_begins),
        ("ctime:>2024-01", Language::roster_help_dates),
        ("email:\"\"", Language::tingyun_help_empty),
    ],
    people: place(Column::Name),
    order: "",
    is_dimmed: |_, _| false,
    file: "tingyun-users.csv",
    nobody: Language::tingyun_no_users,
    nobody_body: None,
    nobody_matches: Language::tingyun_no_match,
};

/// Where the roster has a column.
const fn place(column: Column) -> usize {
    let mut place = 0;
    while place < Column::ALL.len() {
        if Column::ALL[place] as usize == column as usize {
            return place + 1;
        }
        place += 1;
    }
    0
}

/// The column at a place.
fn column(place: usize) -> Option<Column> {
    Column::ALL.get(place.checked_sub(1)?).copied()
}

/// The columns of a roster of users. A word by itself is looked for in all of them but the date, which has every figure.
pub fn columns() -> Vec<RosterColumn> {
    CALLED
        .into_iter()
        .enumerate()
        .map(|(place, names)| RosterColumn {
            names,
            kind: match column(place) {
                Some(Column::Type | Column::Status) => ColumnKind::Category,
                Some(Column::Created) => ColumnKind::Date,
                _ => ColumnKind::Text,
            },
            searched: !matches!(column(place), None | Some(Column::Created)),
        })
        .collect()
}

/// Lets queries find a type and a status by the words that the page shows for it, in either language.
pub fn name_values(roster: &mut Roster) {
    for (column, value, word) in [
        (
            Column::Type,
            TASK_MANAGER,
            Language::tingyun_task_manager as fn(Language) -> &'static str,
        ),
        (Column::Type, REPORT_VIEWER, Language::tingyun_report_viewer),
        (Column::Status, ACTIVE, Language::tingyun_active),
        (Column::Status, INACTIVE, Language::tingyun_inactive),
    ] {
        let words = [word(Language::Chinese), word(Language::English)];
        roster.name_value(place(column), value, &words);
    }
}

/// What stands in the columns. `plans` are the user's, as they are shown.
pub fn texts<'u>(key: &'u str, user: &'u User, plans: &'u str) -> [&'u str; 11] {
    let given = |text: &'u Option<String>| text.as_deref().unwrap_or_default();
    let mut texts = [key; 11];
    for (text, column) in texts.iter_mut().skip(1).zip(Column::ALL) {
        *text = match column {
            Column::Code => given(&user.code),
            Column::Name => given(&user.name),
            Column::Email => given(&user.email),
            Column::Mobile => given(&user.mobile),
            Column::Phone => given(&user.phone),
            Column::Plans => plans,
            Column::Created => given(&user.created),
            Column::Id => given(&user.id),
            Column::Type => match &user.user_type {
                Some(UserType::TaskManager) => TASK_MANAGER,
                Some(UserType::ReportViewer) => REPORT_VIEWER,
                Some(UserType::Unknown(value)) => value,
                None => "",
            },
            Column::Status => match &user.status {
                Some(UserStatus::Active) => ACTIVE,
                Some(UserStatus::Inactive) => INACTIVE,
                Some(UserStatus::Other(value)) => value,
                None => "",
            },
        };
    }
    texts
}

fn user_type(value: &str) -> UserType {
    match value {
        TASK_MANAGER => UserType::TaskManager,
        REPORT_VIEWER => UserType::ReportViewer,
        other => UserType::Unknown(other.to_owned()),
    }
}

fn user_status(value: &str) -> UserStatus {
    match value {
        ACTIVE => UserStatus::Active,
        INACTIVE => UserStatus::Inactive,
        other => UserStatus::Other(other.to_owned()),
    }
}

fn grid_columns(language: Language) -> Vec<GridColumn> {
    let width = |column| match column {
        Column::Code => 160,
        Column::Name => 150,
        Column::Type => 130,
        Column::Status => 130,
        Column::Email => 220,
        Column::Mobile | Column::Phone => 130,
        Column::Plans => 150,
        Column::Created => 170,
        Column::Id => 170,
    };
    Column::ALL
        .into_iter()
        .map(|column| GridColumn {
            key: column.key(),
            label: column.label(language).to_owned(),
            width: width(column),
            min_width: 64,
            sortable: true,
            align: Align::Start,
        })
        .collect()
}

fn cell(language: Language, view: &RosterView, position: u32, at: usize) -> GridCell<'_> {
    let text = view.text(position, at);
    let Some(column) = column(at) else {
        return GridCell::Empty;
    };
    if text.trim().is_empty() {
        // The first cell is what opens the row: it must have a name that can be seen and read aloud.
        if column != Column::Code {
            return GridCell::Empty;
        }
        let id = view.text(position, place(Column::Id));
        return GridCell::Muted(if id.is_empty() {
            Cow::Borrowed(language.tingyun_without_id())
        } else {
            Cow::Owned(["#", &id].concat())
        });
    }
    match column {
        Column::Code => GridCell::Mono(text),
        Column::Name | Column::Email => GridCell::Text(text),
        Column::Mobile | Column::Phone | Column::Created | Column::Id => GridCell::Number(text),
        Column::Plans => GridCell::Muted(text),
        Column::Type => {
            let own = user_type(&text);
            let words = Cow::Owned(type_words(&own, language));
            match own {
                UserType::Unknown(_) => GridCell::Muted(words),
                UserType::TaskManager | UserType::ReportViewer => GridCell::Text(words),
            }
        }
        Column::Status => {
            let own = user_status(&text);
            let words = status_words(&own, language);
            GridCell::Badge(status_tone(Some(&own)), Cow::Owned(words))
        }
    }
}

fn value_words(language: Language, name: &'static str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    if name == Column::Type.key() {
        return type_words(&user_type(value), language);
    }
    if name == Column::Status.key() {
        return status_words(&user_status(value), language);
    }
    value.to_owned()
}

#[cfg(test)]
mod tests;
