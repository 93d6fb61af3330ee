//! The roster against the simplest thing that could be right: a list of rows that is walked through.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use roster::{
    CodePoints, Column, ColumnKind, Direction, Order, Query, Roster, RowSet, SortBy, Term,
};
use std::collections::BTreeMap;

const NAMES: [&str; 3] = ["name", "nick", "status"];

fn columns() -> Vec<Column> {
    let column = |name, kind, searched| Column {
        name,
        kind,
        searched,
    };
    vec![
        column("name", ColumnKind::Text, true),
        column("nick", ColumnKind::Text, true),
        column("status", ColumnKind::Category, false),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[aAbB0-9]{0,4}",
        "[张伟李Ａｂ ]{0,3}",
        Just("User10".to_owned()),
        Just("user9".to_owned()),
    ]
}

#[derive(Clone, Debug)]
enum Change {
    Put(String, String, String),
    Remove(String),
}

fn change() -> impl Strategy<Value = Change> {
    let status = || prop::sample::select(vec!["正常", "停用", ""]);
    prop_oneof![
        4 => ("[a-e]{1,2}", text(), status())
            .prop_map(|(name, nick, status)| Change::Put(name, nick, status.to_owned())),
        1 => "[a-e]{1,2}".prop_map(Change::Remove),
    ]
}

type Reference = BTreeMap<String, [String; 3]>;

fn build(changes: &[Change]) -> (Roster, Reference) {
    let (mut roster, mut reference) = (Roster::new(columns()), Reference::new());
    for change in changes {
        match change {
            Change::Put(name, nick, status) => {
                roster.put(&[name, nick, status]);
                let row = [name.clone(), nick.clone(), status.clone()];
                reference.insert(name.clone(), row);
            }
            Change::Remove(name) => {
                assert_eq!(
                    roster.remove(name).is_some(),
                    reference.remove(name).is_some()
                );
            }
        }
    }
    (roster, reference)
}

fn matches(row: &[String; 3], term: &Term) -> bool {
    let own = |name: &str| {
        let column = NAMES.iter().position(|own| *own == name).unwrap();
        sheet::fold(&row[column])
    };
    match term {
        Term::Anywhere(text) => own("name").contains(text) || own("nick").contains(text),
        Term::Contains(name, text) if name == "status" => own(name) == *text,
        Term::Contains(name, text) => own(name).contains(text),
        Term::Begins(name, text) => own(name).starts_with(text),
        Term::Ends(name, text) => own(name).ends_with(text),
        Term::Empty(name) => own(name).trim().is_empty(),
        Term::Behind(name, text, too) => {
            if own(name).starts_with(text) {
                *too
            } else {
                own(name) > *text
            }
        }
        Term::Before(name, text, too) => {
            !own(name).is_empty()
                && if own(name).starts_with(text) {
                    *too
                } else {
                    own(name) < *text
                }
        }
        Term::Not(term) => !matches(row, term),
    }
}

fn typed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        text(),
        text().prop_map(|text| format!("-{text}")),
        text().prop_map(|text| format!("nick:{text}")),
        text().prop_map(|text| format!("nick:{text}*")),
        text().prop_map(|text| format!("nick:*{text}")),
        text().prop_map(|text| format!("nick:>{text}")),
        text().prop_map(|text| format!("nick:<={text}")),
        Just("status:停用".to_owned()),
        Just("nick:\"\"".to_owned()),
        Just("OR".to_owned()),
        ".{0,6}",
    ];
    prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_row_is_as_it_was_put(changes in prop::collection::vec(change(), 0..60)) {
        let (roster, reference) = build(&changes);
        prop_assert_eq!(roster.rows() as usize, reference.len());
        for (name, row) in &reference {
            let found = roster.find(name).unwrap();
            for (column, text) in row.iter().enumerate() {
                prop_assert_eq!(roster.text(found, column), text);
            }
        }
    }

    #[test]
    fn the_same_rows_match(changes in prop::collection::vec(change(), 0..40), typed in typed()) {
        let (mut roster, reference) = build(&changes);
        let query = Query::read(&typed, &NAMES);
        let found = roster.matching(&query);
        let wanted = |row: &[String; 3]| {
            query.is_empty()
                || query.alternatives().iter().any(|terms| terms.iter().all(|term| matches(row, term)))
        };
        for row in 0..roster.rows() {
            let own = &reference[roster.text(row, 0)];
            prop_assert_eq!(found.contains(row), wanted(own), "{} {:?}", typed, own);
        }
        let facets: u32 = roster.facets(2, &found).iter().map(|facet| facet.rows).sum();
        prop_assert_eq!(facets, found.len());
    }

    #[test]
    fn rows_are_in_order_and_all_there(
        changes in prop::collection::vec(change(), 0..40),
        down in any::<bool>(),
        second in any::<bool>(),
    ) {
        let (mut roster, _) = build(&changes);
        let direction = if down { Direction::Descending } else { Direction::Ascending };
        let mut by = vec![SortBy { column: 1, direction }];
        if second {
            by.insert(0, SortBy { column: 2, direction: Direction::Ascending });
        }
        let all = RowSet::all(roster.rows());
        let order = Order::of(&mut roster, &all, &by, &CodePoints);
        let rows = order.slice(0, order.len());
        let mut sorted = rows.to_vec();
        sorted.sort_unstable();
        prop_assert!(sorted.into_iter().eq(0..roster.rows()));
        for pair in rows.windows(2) {
            let [one, other] = pair else { unreachable!() };
            let mut unequal = None;
            for sort in &by {
                let texts = [one, other].map(|row| roster.text(*row, sort.column).trim().to_owned());
                let blank = texts.each_ref().map(|text| sheet::fold(text).trim().is_empty());
                let natural = compare(&texts[0], &texts[1]);
                let directed = match sort.direction {
                    Direction::Ascending => natural,
                    Direction::Descending => natural.reverse(),
                };
                let placed = blank[0].cmp(&blank[1]).then(if blank[0] { std::cmp::Ordering::Equal } else { directed });
                if placed.is_ne() {
                    unequal = Some(placed);
                    break;
                }
            }
            prop_assert!(unequal.map_or(one < other, std::cmp::Ordering::is_lt));
        }
    }
}

/// Digits by their value, everything else by its code point, case and width not at all.
fn compare(one: &str, other: &str) -> std::cmp::Ordering {
    fn parts(text: &str) -> Vec<(u32, usize, String)> {
        let (mut parts, mut digits) = (Vec::new(), String::new());
        let folded = sheet::fold(text);
        for character in folded.trim().chars().chain(['\0']) {
            if character.is_ascii_digit() {
                digits.push(character);
                continue;
            }
            if !digits.is_empty() {
                let value = digits.trim_start_matches('0').to_owned();
                parts.push((u32::from('0'), value.len(), value));
                digits.clear();
            }
            if character != '\0' {
                parts.push((u32::from(character), 0, String::new()));
            }
        }
        parts
    }
    parts(one).cmp(&parts(other))
}
