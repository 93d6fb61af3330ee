//! Names sorted by the roster stand as the browser's own collator would have put them.

use js_sys::{Array, Function, Intl, Object, Reflect};
use rollcall_app::i18n::browser_collation;
use roster::{Column, ColumnKind, Direction, Initials, Order, Roster, SortBy};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// How the browser compares whole texts when case, width and accents do not count.
fn comparison() -> Function {
    let options = Object::new();
    Reflect::set(&options, &"numeric".into(), &true.into()).unwrap();
    Reflect::set(&options, &"sensitivity".into(), &"base".into()).unwrap();
    let collator = Intl::Collator::new(&Array::of1(&"zh-CN".into()), &options);
    let compare = Reflect::get(&collator, &"compare".into()).unwrap();
    compare.dyn_into().unwrap()
}

fn roster_of(names: &[String]) -> Roster {
    let column = |names| Column {
        names,
        kind: ColumnKind::Text,
        searched: true,
    };
    let mut roster = Roster::new(vec![column(&["id"]), column(&["name"])]);
    for (index, name) in names.iter().enumerate() {
        roster.put(&[&index.to_string(), name]);
    }
    let collation = browser_collation(&roster.characters());
    assert!(collation.missing(&roster.characters()).is_empty());
    roster.set_collation(collation);
    roster
}

/// Every seventh of the common Chinese characters, and what else stands in names.
fn names() -> Vec<String> {
    let common: Vec<char> = ('\u{4e00}'..='\u{9fa5}').step_by(7).collect();
    let surnames: Vec<char> =
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧单曾仇解查"
            .chars()
            .collect();
    let mut names: Vec<String> = Vec::new();
    for index in 0..2_000 {
        let surname = surnames[index * 7 % surnames.len()];
        let (one, other) = (
            common[index * 31 % common.len()],
            common[index * 131 % common.len()],
        );
        names.push(match index % 8 {
            0 => format!("{surname}{one}"),
            1 => format!("{one}{other}{surname}"),
            2 => format!("{surname}{index}"),
            3 => format!("user_{:03}", index * 37 % 1_000),
            4 => format!("User-{}", index * 37 % 1_000),
            5 => format!("{surname}·{one} (Ａ{})", index % 13),
            6 => format!("{one}.zhang@example.com"),
            _ => format!("{surname}{other}"),
        });
    }
    let others = [
        "émile",
        "Emil",
        "emil zola",
        "Ärger",
        "𠮷野",
        "㐀",
        "😀",
        "〇",
        "ねこ",
        "가나",
        "#1",
        "~",
        "a\u{200b}b",
        "ab",
        "ac",
    ];
    names.extend(others.map(str::to_owned));
    names
}

#[wasm_bindgen_test]
fn names_stand_as_the_browser_puts_them() {
    let names = names();
    let mut roster = roster_of(&names);
    let by = [SortBy {
        column: 1,
        direction: Direction::Ascending,
    }];
    let all = roster.living().clone();
    let order = Order::of(&mut roster, &all, &by);
    let compare = comparison();
    let mut wrong = Vec::new();
    for pair in order.slice(0, order.len()).windows(2) {
        let texts = [pair[0], pair[1]].map(|row| roster.text(row, 1).into_owned());
        let [one, other] = texts.each_ref().map(|text| JsValue::from_str(text));
        let placed = compare.call2(&JsValue::UNDEFINED, &one, &other).unwrap();
        if placed.as_f64() > Some(0.0) {
            wrong.push(texts);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {wrong:?}",
        wrong.len(),
        names.len()
    );
}

#[wasm_bindgen_test]
fn names_are_found_by_their_initials() {
    let names = [
        "张三",
        "李四",
        "欧阳子轩",
        "王小明",
        "阿八",
        "左佐",
        "赵A1",
        "zhang",
        "\u{9f98}".repeat(2).as_str(),
    ]
    .map(str::to_owned);
    let mut roster = roster_of(&names);
    let initials =
        Initials::by(roster.collation()).expect("the browser sorts Chinese by its sound");
    roster.spell(1, Some(&initials));
    for (typed, wanted) in [
        ("zs", 0),
        ("ls", 1),
        ("oyzx", 2),
        ("WXM", 3),
        ("ab", 4),
        ("zz", 5),
        ("za1", 6),
        ("dd", 8),
    ] {
        let query = roster::Query::read(typed, roster.columns());
        let found: Vec<u32> = roster.matching(&query).iter().collect();
        assert_eq!(found, [wanted], "{typed}");
    }
}
