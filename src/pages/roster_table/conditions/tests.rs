use super::*;
use roster::Column;

fn columns() -> Vec<Column> {
    let column = |names, kind| Column {
        names,
        kind,
        searched: true,
    };
    vec![
        column(&["name"], ColumnKind::Text),
        column(&["status"], ColumnKind::Category),
        column(&["reg"], ColumnKind::Date),
        column(&["count"], ColumnKind::Number),
    ]
}

fn said(language: Language, typed: &str) -> Said {
    let headings = match language {
        Language::English => ["Account", "Status", "Registered", "Number"],
        Language::Chinese => ["账号", "状态", "注册时间", "数量"],
    };
    let named: Vec<Named> = headings
        .into_iter()
        .enumerate()
        .map(|(place, heading)| Named {
            heading: heading.to_owned(),
            has_few: place == 1,
        })
        .collect();
    let query = Query::read(typed, &columns());
    let fits = |place: usize, test: &Test| place != 1 || test.meets("已禁用");
    say(language, typed.to_owned(), &query, &named, &fits)
}

fn pieces(language: Language, typed: &str) -> Vec<String> {
    let pieces = said(language, typed).pieces.into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Condition(words, _) => words,
            Piece::Or(or) => or.to_owned(),
        })
        .collect()
}

#[test]
fn plain_words_need_no_explanation() {
    for typed in ["", "zhang wei", "-test", "张 OR 李", "10:30", "z*g"] {
        let said = said(Language::English, typed);
        assert!(said.pieces.is_empty() && said.doubts.is_empty(), "{typed}");
    }
}

#[test]
fn conditions_on_columns_are_said_in_words() {
    for (typed, english, chinese) in [
        ("status:dis", "Status: “dis”", "状态：“dis”"),
        ("name:a", "Account contains “a”", "账号包含“a”"),
        ("name:张*", "Account begins with “张”", "账号以“张”开头"),
        ("name:*1", "Account ends with “1”", "账号以“1”结尾"),
        ("name:a*b", "Account is like “a*b”", "账号形如“a*b”"),
        ("name:\"\"", "Account is empty", "账号为空"),
        ("-status:\"1\"", "not: Status: “1”", "排除：状态：“1”"),
        ("reg:>2024-1", "Registered > 2024-01", "注册时间 > 2024-01"),
        (
            "reg:2024..2025",
            "Registered ≥ 2024 and ≤ 2025",
            "注册时间 ≥ 2024 且 ≤ 2025",
        ),
    ] {
        assert_eq!(pieces(Language::English, typed), [english]);
        assert_eq!(pieces(Language::Chinese, typed), [chinese]);
    }
    assert_eq!(
        pieces(Language::English, "li OR name:a"),
        ["“li”", "or", "Account contains “a”"]
    );
}

#[test]
fn what_may_have_been_meant_otherwise_is_said() {
    let doubts = |typed: &str| said(Language::English, typed).doubts;
    let about = |typed: &str, part: &str| {
        let doubts = doubts(typed);
        assert_eq!(doubts.len(), 1, "{typed}");
        assert!(doubts[0].contains(part), "{typed}: {doubts:?}");
    };
    about("dept:it", "dept:it");
    about("count:>many", "count:>many");
    about("reg:>lately", "reg:>lately");
    about("\"zhang", "quotation");
    about("name: zhang", "name:");
    // It is still being typed.
    assert!(doubts("zhang name:").is_empty());
}

#[test]
fn a_condition_is_taken_away_by_its_own_part() {
    let said = said(Language::English, "wei status:dis 李");
    let Some(Piece::Condition(_, part)) = said.pieces.get(1) else {
        unreachable!("there are three conditions");
    };
    assert_eq!(without_part(&said.typed, part), "wei 李");
}

#[test]
fn a_value_that_nobody_has_is_told() {
    let said = |typed| said(Language::English, typed);
    let one = said("name:x status:禁用");
    assert_eq!(one.doubts, ["status:禁用 fits no value of its column."]);
    assert!(one.misses_value);
    assert!(said("status:已").doubts.is_empty() && !said("status:已").misses_value);
    assert!(said("status:*禁用").doubts.is_empty());
}
