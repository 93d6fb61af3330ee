//! What of the list is shown, and how: filter, order, hidden columns and page, between the URL and the rows.

use super::columns::Column;
use crate::i18n::Language;
use crate::roster::{Direction, Filter, order_naturally};
use std::collections::BTreeSet;
use vendors::tingyun::User;

/// Rows on a page to choose from. The last is more than the vendor's list has anywhere we know of.
pub const PAGE_SIZES: &[u64] = &[50, 100, 500];

/// The order that a sort parameter asks for; none is the vendor's own.
pub fn read_sort(parameter: &str) -> Option<(Column, Direction)> {
    match parameter.strip_prefix('-') {
        Some(key) => Some((Column::from_key(key)?, Direction::Descending)),
        None => Some((Column::from_key(parameter)?, Direction::Ascending)),
    }
}

/// The sort parameter after a heading was pressed: up, then down, then the vendor's order again.
pub fn next_sort(parameter: &str, pressed: &str) -> String {
    match read_sort(parameter) {
        Some((column, Direction::Ascending)) if column.key() == pressed => format!("-{pressed}"),
        Some((column, Direction::Descending)) if column.key() == pressed => String::new(),
        _ => pressed.to_owned(),
    }
}

/// The columns that a parameter leaves in sight. Names that mean nothing are passed over.
pub fn read_shown(parameter: &str) -> Vec<Column> {
    let hidden: Vec<Column> = parameter.split(',').filter_map(Column::from_key).collect();
    Column::ALL
        .into_iter()
        .filter(|column| !column.can_be_hidden() || !hidden.contains(column))
        .collect()
}

/// The parameter that shows or hides one more column.
pub fn with_column(parameter: &str, column: Column, is_shown: bool) -> String {
    let shown = read_shown(parameter);
    let hidden: Vec<&str> = Column::ALL
        .into_iter()
        .filter(|other| {
            if *other == column {
                !is_shown
            } else {
                !shown.contains(other)
            }
        })
        .map(Column::key)
        .collect();
    hidden.join(",")
}

/// Rows on a page, from the parameter.
pub fn read_size(parameter: &str) -> u64 {
    parameter
        .parse()
        .ok()
        .filter(|size| PAGE_SIZES.contains(size))
        .unwrap_or(PAGE_SIZES[0])
}

/// How many rows come before the page that the parameter (from 1) asks for. A page past the end is the last one: the
/// list may have become shorter since the link was made.
pub fn read_offset(parameter: &str, size: u64, total: u64) -> u64 {
    let page: u64 = parameter.parse().unwrap_or(1);
    let last_page = total.saturating_sub(1) / size.max(1);
    page.saturating_sub(1).min(last_page) * size
}

/// The page parameter for an offset; empty for the first page.
pub fn page_parameter(offset: u64, size: u64) -> String {
    match offset / size.max(1) {
        0 => String::new(),
        before => (before + 1).to_string(),
    }
}

/// The positions of the users that match, in order. Only what is in sight is searched, so that nobody wonders why a row
/// is there.
pub fn visible_users(
    users: &[User],
    filter: &Filter,
    shown: &[Column],
    sort: Option<(Column, Direction)>,
    language: Language,
) -> Vec<usize> {
    let matching: Vec<usize> = (0..users.len())
        .filter(|&position| {
            let texts = shown
                .iter()
                .map(|column| column.text(&users[position], language));
            filter.matches(texts)
        })
        .collect();
    let Some((column, direction)) = sort else {
        return matching;
    };
    let texts = matching
        .iter()
        .map(|&position| column.text(&users[position], language));
    order_naturally(texts, direction)
        .into_iter()
        .map(|at| matching[at])
        .collect()
}

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
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use vendors::tingyun::{ListUsers, UserType};
    use vendors::{Call, Response};

    fn users() -> Vec<User> {
        let user = |id: &str, code: &str, email: &str, user_type| User {
            id: Some(id.to_owned()),
            code: Some(code.to_owned()),
            email: Some(email.to_owned()),
            user_type: Some(user_type),
            ..User::default()
        };
        vec![
            user("10", "user10", "ten@example.cn", UserType::ReportViewer),
            user("9", "User9", "", UserType::TaskManager),
            user("11", "zhang", "User@example.cn", UserType::ReportViewer),
        ]
    }

    fn visible(typed: &str, hidden: &str, sort: &str) -> Vec<usize> {
        visible_users(
            &users(),
            &Filter::new(typed),
            &read_shown(hidden),
            read_sort(sort),
            Language::English,
        )
    }

    #[test]
    fn filters_by_what_is_in_sight() {
        assert_eq!(visible("", "", ""), [0, 1, 2]);
        assert_eq!(visible("USER", "", ""), [0, 1, 2]);
        assert_eq!(visible("USER", "email", ""), [0, 1]);
        assert_eq!(visible("task manager", "", ""), [1]);
        assert!(visible("task manager", "type", "").is_empty());
    }

    #[test]
    fn sorts_by_every_column_either_way() {
        assert_eq!(visible("", "", "code"), [1, 0, 2]);
        assert_eq!(visible("", "", "-code"), [2, 0, 1]);
        assert_eq!(visible("", "", "email"), [0, 2, 1]);
        assert_eq!(visible("", "", "-email"), [2, 0, 1]);
        assert_eq!(visible("user", "", "-id"), [2, 0, 1]);
        for column in Column::ALL {
            for parameter in [column.key().to_owned(), format!("-{}", column.key())] {
                assert_eq!(visible("", "", &parameter).len(), 3, "{parameter}");
            }
        }
    }

    #[test]
    fn a_heading_goes_up_down_and_back() {
        assert_eq!(next_sort("", "code"), "code");
        assert_eq!(next_sort("code", "code"), "-code");
        assert_eq!(next_sort("-code", "code"), "");
        assert_eq!(next_sort("-code", "email"), "email");
        assert_eq!(next_sort("nonsense", "email"), "email");
        assert_eq!(read_sort("-nonsense"), None);
    }

    #[test]
    fn columns_hide_and_come_back() {
        let hidden = with_column("", Column::Email, false);
        assert_eq!(hidden, "email");
        let hidden = with_column(&hidden, Column::Name, false);
        assert_eq!(hidden, "name,email");
        assert!(!read_shown(&hidden).contains(&Column::Name));
        assert_eq!(with_column(&hidden, Column::Name, true), "email");
        assert_eq!(read_shown("code,x,,email").len(), Column::ALL.len() - 1);
    }

    #[test]
    fn pages_stay_within_the_list() {
        assert_eq!(read_offset("", 50, 300), 0);
        assert_eq!(read_offset("6", 50, 300), 250);
        assert_eq!(read_offset("7", 50, 300), 250);
        assert_eq!(read_offset("0", 50, 300), 0);
        assert_eq!(read_offset("18446744073709551615", 50, 0), 0);
        assert_eq!(page_parameter(0, 50), "");
        assert_eq!(page_parameter(250, 50), "6");
        assert_eq!(read_size("100"), 100);
        assert_eq!(read_size("7"), 50);
    }

    #[test]
    fn every_user_has_a_key_of_its_own() {
        let mut users = users();
        users[1].id = users[0].id.clone();
        users[2].id = None;
        assert_eq!(user_keys(&users), ["10", "row-2", "row-3"]);
    }

    #[test]
    fn a_password_that_the_vendor_sends_is_found_nowhere() {
        let body = r#"{"status":200,"error_code":0,"data":[{"id":1,"code":"a","password":"hunter22","status":1}]}"#;
        let response = Response {
            status: 200,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        };
        let list = ListUsers.parse(&response).unwrap();
        let found = visible_users(
            &list.users,
            &Filter::new("hunter"),
            &Column::ALL,
            None,
            Language::English,
        );
        assert!(found.is_empty());
    }
}
