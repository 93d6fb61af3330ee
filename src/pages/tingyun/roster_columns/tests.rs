#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::pages::tingyun::keys::user_keys;
use roster::Query;
use vendors::tingyun::ListUsers;
use vendors::{Call, Response};

fn users() -> Vec<User> {
    let user = |id: &str, code: &str, email: &str, user_type, status| User {
        id: Some(id.to_owned()),
        code: Some(code.to_owned()),
        email: Some(email.to_owned()),
        user_type: Some(user_type),
        status: Some(status),
        created: Some("2024-03-05 10:00:00".to_owned()),
        detail_ids: vec!["7".to_owned(), "8".to_owned()],
        ..User::default()
    };
    vec![
        user(
            "10",
            "user10",
            "ten@example.cn",
            UserType::ReportViewer,
            UserStatus::Active,
        ),
        user(
            "9",
            "User9",
            "",
            UserType::TaskManager,
            UserStatus::Inactive,
        ),
        user(
            "11",
            "",
            "User@example.cn",
            UserType::Unknown("3".to_owned()),
            UserStatus::Active,
        ),
    ]
}

fn roster(users: &[User]) -> Roster {
    let mut roster = Roster::new(columns());
    name_values(&mut roster);
    for (key, user) in user_keys(users).iter().zip(users) {
        roster.put(&texts(key, user, &user.detail_ids.join(", ")));
    }
    roster
}

#[test]
fn a_column_s_first_name_is_the_one_in_addresses() {
    for (place, (name, called)) in NAMES.into_iter().zip(CALLED).enumerate() {
        assert_eq!(called.first(), Some(&name));
        if let Some(column) = column(place) {
            assert_eq!(column.key(), name);
            assert_eq!(super::place(column), place);
        }
    }
    assert_eq!(FACTS.heading(Language::English, FACTS.people), "Name");
}

#[test]
fn queries_may_be_typed_in_either_language() {
    let mut roster = roster(&users());
    for (typed, found) in [
        ("user", vec![0, 1, 2]),
        ("状态:停用", vec![1]),
        ("status:inactive", vec![1]),
        ("类型：任务管理账号", vec![1]),
        ("type:report", vec![0]),
        ("type:3", vec![2]),
        ("邮箱:\"\"", vec![1]),
        ("ctime:>2024-02", vec![0, 1, 2]),
        ("key:10", vec![0]),
        ("登录代码:user*", vec![0, 1]),
    ] {
        let query = Query::read(typed, roster.columns());
        let rows: Vec<u32> = roster.matching(&query).iter().collect();
        assert_eq!(rows, found, "{typed}");
    }
}

#[test]
fn cells_say_what_the_vendor_said() {
    let view = RosterView::new(roster(&users()));
    let cell = |position, column| cell(Language::English, &view, position, place(column));
    assert_eq!(cell(0, Column::Code), GridCell::Mono("user10".into()));
    assert_eq!(cell(2, Column::Code), GridCell::Muted("#11".into()));
    assert_eq!(cell(1, Column::Email), GridCell::Empty);
    assert_eq!(cell(2, Column::Type), GridCell::Muted("unknown (3)".into()));
    assert_eq!(cell(0, Column::Plans), GridCell::Muted("7, 8".into()));
    let value = value_words(Language::Chinese, Column::Status.key(), INACTIVE);
    assert_eq!(value, "停用");
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
    let mut roster = roster(&list.users);
    assert_eq!(roster.len(), 1);
    let query = Query::read("hunter", roster.columns());
    assert!(roster.matching(&query).is_empty());
    for column in 0..NAMES.len() {
        assert!(!roster.text(0, column).contains("hunter"));
    }
}
