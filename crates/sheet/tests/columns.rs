//! Columns by their names, adjusted and remembered, and the files that are given back.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use sheet::{
    Cause, Column, Delimiter, Flaw, Ignored, IgnoredCause, Language, Mapping, Place, Reader, Row,
    fingerprint, flawed_rows, template,
};

const COLUMNS: &[Column] = &[
    Column {
        key: "name",
        names: &["登录名", "账号", "用户名", "Login name", "User", "Account"],
        required: true,
        secret: false,
    },
    Column {
        key: "nick_name",
        names: &["昵称", "姓名", "Nickname", "Display name"],
        required: false,
        secret: false,
    },
    Column {
        key: "password",
        names: &["密码", "Password"],
        required: true,
        secret: true,
    },
];

fn rows(text: &str) -> Vec<Row> {
    Reader::new(text.to_owned(), Delimiter::Comma)
        .read(100)
        .rows
}

/// Where `name`, `nick_name` and `password` come from, whether there is a heading, and whether that is certain.
fn proposed(text: &str) -> ([Option<usize>; 3], bool, bool) {
    let proposal = Mapping::propose(COLUMNS, &rows(text));
    let from = ["name", "nick_name", "password"].map(|key| proposal.mapping.column_of(key));
    (from, proposal.mapping.has_heading(), proposal.certain)
}

#[test]
fn columns_are_known_by_their_names() {
    for (heading, from) in [
        ("登录名,昵称,密码", [Some(0), Some(1), Some(2)]),
        ("PASSWORD,login_name", [Some(1), None, Some(0)]),
        (
            "\u{feff}ｌｏｇｉｎ　ｎａｍｅ,x,Display-Name *",
            [Some(0), Some(2), None],
        ),
        ("账号（必填）,密码【初始】", [Some(0), None, Some(1)]),
        ("序号,用户名", [Some(1), None, None]),
        ("nick_name,name", [Some(1), Some(0), None]),
    ] {
        assert_eq!(
            proposed(&format!("{heading}\na,b,c")),
            (from, true, true),
            "{heading}"
        );
    }
}

#[test]
fn a_first_row_of_values_is_no_heading() {
    let in_order = [Some(0), Some(1), None];
    assert_eq!(proposed("zhang,张伟\nli,李娜"), (in_order, false, false));
    assert_eq!(proposed("zhang1,张伟\nli2,李娜"), (in_order, false, false));
    // Names that nobody knows, above values that no name has.
    assert_eq!(
        proposed("工号,邮箱\n1001,a@b.cn\n1002,c@d.cn"),
        ([None; 3], true, false)
    );
    assert_eq!(proposed(""), ([None; 3], false, false));
}

#[test]
fn what_nothing_is_taken_from_is_told() {
    let file = rows("登录名,部门,账号,,密码\na,b,c,d,e");
    let mapping = Mapping::propose(COLUMNS, &file).mapping;
    let ignored = |column, cause| Ignored { column, cause };
    assert_eq!(
        mapping.ignored(&file[0]),
        [
            ignored(1, IgnoredCause::Unknown),
            ignored(2, IgnoredCause::Repeats("name")),
            ignored(3, IgnoredCause::Unnamed),
        ]
    );
    assert_eq!(mapping.missing(), [""; 0]);
    assert_eq!(mapping.secret_columns(), [4]);
}

#[test]
fn the_admin_adjusts() {
    let mut mapping = Mapping::propose(COLUMNS, &rows("登录名,昵称\na,b")).mapping;
    assert_eq!(mapping.missing(), ["password"]);
    mapping.assign("name", Some(1));
    assert_eq!(
        mapping.column_of("nick_name"),
        None,
        "one column is one value"
    );
    assert_eq!(mapping.key_of(1), Some("name"));
    mapping.assign("nobody", Some(1));
    mapping.assign("name", None);
    assert_eq!(mapping.missing(), ["name", "password"]);
    mapping.set_heading(false);
    assert!(!mapping.has_heading());
}

#[test]
fn values_are_clean_and_passwords_are_as_they_stand() {
    let file = rows("登录名,昵称,密码\n\"'=a\u{200b} \",\u{3000}张\u{a0}伟,\"'=p \"");
    let mapping = Mapping::propose(COLUMNS, &file).mapping;
    let values: Vec<_> = mapping
        .values(&file[1])
        .into_iter()
        .map(|value| (value.key, value.text, value.place.to_string()))
        .collect();
    assert_eq!(
        values,
        [
            ("name", "=a".to_owned(), "A2".to_owned()),
            ("nick_name", "张 伟".to_owned(), "B2".to_owned()),
            ("password", "'=p ".to_owned(), "C2".to_owned()),
        ]
    );
}

#[test]
fn only_flaws_of_what_is_taken_matter() {
    let mapping = Mapping::propose(COLUMNS, &rows("登录名,部门,密码\na,b,c")).mapping;
    for (column, cause, matters) in [
        (Some(0), Cause::LooksLikeFormula, true),
        (Some(1), Cause::LooksLikeFormula, false),
        (Some(1), Cause::UnclosedQuote, true),
        (Some(2), Cause::LooksLikeFormula, false),
        (Some(2), Cause::FormulaCell, true),
        (None, Cause::TooManyCells, true),
    ] {
        let place = Place { row: 2, column };
        assert_eq!(
            mapping.concerns(&Flaw { place, cause }),
            matters,
            "{column:?} {cause:?}"
        );
    }
}

#[test]
fn a_mapping_is_remembered_by_its_heading() {
    let first = Row::from_cells(1, ["登录名", "Display Name", "x"]);
    let same = Row::from_cells(1, [" 登录名*", "display_name", "Ｘ"]);
    let other = Row::from_cells(1, ["登录名", "x", "Display Name"]);
    assert_eq!(fingerprint(&first), fingerprint(&same));
    assert_ne!(fingerprint(&first), fingerprint(&other));
    assert_eq!(fingerprint(&first).len(), 16);

    let mut mapping = Mapping::empty(COLUMNS);
    mapping.set_heading(true);
    mapping.assign("name", Some(0));
    mapping.assign("password", Some(12));
    assert_eq!(mapping.to_text(), "1 heading name=0 password=12");
    assert_eq!(
        Mapping::from_text(COLUMNS, &mapping.to_text()),
        Some(mapping)
    );
    for text in [
        "",
        "2 name=0",
        "1 name",
        "1 name=x",
        "1 name=-1",
        "1 email=0",
        "1 name=0 password=0",
        "1 name=0 name=1",
        "1 name=256",
        "1  name=0",
    ] {
        assert_eq!(Mapping::from_text(COLUMNS, text), None, "{text:?}");
    }
}

#[test]
fn a_template_is_read_as_it_is_meant() {
    let text = template(COLUMNS, Language::Chinese, &["zhangwei", "张伟", "=secret"]);
    assert_eq!(
        text,
        "\u{feff}登录名,昵称,密码\r\nzhangwei,张伟,\"'=secret\"\r\n"
    );
    let text = template(COLUMNS, Language::English, &["zhangwei"]);
    assert_eq!(
        text,
        "\u{feff}Login name,Nickname,Password\r\nzhangwei,,\r\n"
    );
    assert_eq!(proposed(&text), ([Some(0), Some(1), Some(2)], true, true));
}

#[test]
fn flawed_rows_come_back_without_passwords_and_may_come_again() {
    let file = rows("登录名,部门,密码\n\"'=a\",\"R, D\",secret\nb,+86138,\n");
    let mapping = Mapping::propose(COLUMNS, &file).mapping;
    let secret = mapping.secret_columns();
    let flaws = [(&file[1], "像公式"), (&file[2], "缺少密码")];
    let text = flawed_rows(Some(&file[0]), "问题", &flaws, &secret);
    assert_eq!(
        text,
        "\u{feff}登录名,部门,密码,问题\r\n\"'=a\",\"R, D\",,像公式\r\nb,\"'+86138\",,缺少密码\r\n"
    );
    let again = rows(&text);
    assert_eq!(mapping.values(&again[1])[0].text, "=a");
    let flaws = [(&again[1], "像公式")];
    assert_eq!(
        flawed_rows(Some(&again[0]), "问题", &flaws, &secret),
        "\u{feff}登录名,部门,密码,问题\r\n\"'=a\",\"R, D\",,像公式\r\n"
    );
    assert_eq!(
        flawed_rows(None, "问题", &[(&file[2], "x")], &[]),
        "\u{feff}b,\"'+86138\",x\r\n"
    );
}

proptest! {
    #[test]
    fn any_rows_and_texts_are_taken(
        table in prop::collection::vec(prop::collection::vec("\\PC{0,8}|登录名|密码", 0..5), 0..5),
        text in "1( heading)?( (name|password|nick_name|x)=[0-9]{1,4}){0,4}|\\PC{0,20}",
    ) {
        let file: Vec<Row> = table
            .iter()
            .zip(1..)
            .map(|(cells, number)| Row::from_cells(number, cells.iter().map(String::as_str)))
            .collect();
        let mapping = Mapping::propose(COLUMNS, &file).mapping;
        prop_assert_eq!(Mapping::from_text(COLUMNS, &mapping.to_text()), Some(mapping.clone()));
        for row in &file {
            prop_assert!(mapping.values(row).len() <= COLUMNS.len());
            mapping.ignored(row);
            fingerprint(row);
        }
        if let Some(read) = Mapping::from_text(COLUMNS, &text) {
            prop_assert_eq!(Mapping::from_text(COLUMNS, &read.to_text()), Some(read));
        }
    }
}
