//! More rows than fit in a block, and than are sorted at once.

use crate::naive::{NAME, NICK, Naive, REG, STATUS, columns};
use crate::{rows, searched, sorted};
use roster::{Direction, Query, Roster, RowSet, Search, SortBy};

const ROWS: u32 = 9_000;

fn texts(index: u32) -> [String; 5] {
    let mixed = index.wrapping_mul(2_654_435_761);
    [
        format!("user_{:06}", u64::from(index) * 618_033 % 1_000_000),
        // Most are equal to many others; some are very long and differ at the end.
        match mixed >> 16 & 7 {
            0 => "x".repeat(200) + &(mixed >> 8 & 1).to_string(),
            1 => format!("Zhang {}", mixed >> 20),
            2 => String::new(),
            _ => ["张伟", "李娜", "欧阳子轩", "王芳"][(mixed >> 9) as usize % 4].to_owned(),
        },
        format!(
            "20{:02}-{:02}-{:02} 10:00:00",
            12 + mixed % 13,
            1 + mixed % 12,
            1 + mixed % 28
        ),
        ["1", "0"][usize::from(mixed % 20 < 3)].to_owned(),
        (mixed % 50).to_string(),
    ]
}

fn both() -> (Roster, Naive) {
    let (mut roster, mut naive) = (Roster::new(columns()), Naive::default());
    for index in 0..ROWS {
        let texts = texts(index);
        roster.put(&texts.each_ref().map(String::as_str));
        naive.rows.push(Some(texts));
    }
    (roster, naive)
}

fn by(columns: &[(usize, Direction)]) -> Vec<SortBy> {
    let sorts = columns.iter();
    sorts
        .map(|(column, direction)| SortBy {
            column: *column,
            direction: *direction,
        })
        .collect()
}

#[test]
fn many_rows_are_ordered_and_found() {
    use Direction::{Ascending, Descending};
    let (mut roster, mut naive) = both();
    let orders = [
        by(&[(NAME, Ascending)]),
        by(&[(NICK, Descending)]),
        by(&[(NICK, Ascending), (REG, Descending)]),
        by(&[(STATUS, Ascending), (NICK, Descending), (NAME, Descending)]),
    ];
    for round in 0..2 {
        for order in &orders {
            let all = RowSet::all(ROWS);
            let wanted = naive.ordered(naive.matching(&Query::default()), order);
            assert_eq!(
                sorted(&mut roster, order, &all),
                wanted,
                "{round} {order:?}"
            );
        }
        let mut matches = searched(&mut roster, Query::default(), None);
        for typed in [
            "u",
            "user_0",
            "user_07",
            "张",
            "zhang",
            "reg:>2020",
            "-status:1 reg:2013..2014-06",
            "xx",
        ] {
            let query = Query::read(typed, roster.columns());
            matches = searched(&mut roster, query, Some(&matches));
            assert_eq!(
                rows(&matches.rows),
                naive.matching(matches.query()),
                "{typed}"
            );
        }
        for index in (round..ROWS).step_by(101) {
            let mut texts = texts(index);
            if index % 2 == 0 {
                assert_eq!(roster.remove(&texts[0]), naive.remove(&texts[0]));
            } else {
                texts[NICK] = format!("changed {round}");
                texts[REG].clear();
                roster.put(&texts.each_ref().map(String::as_str));
                naive.put(texts);
            }
        }
    }
}

#[test]
fn a_search_takes_no_more_than_it_may() {
    let (mut roster, _) = both();
    let query = Query::read("user", roster.columns());
    let mut search = Search::new(&roster, query, None);
    let mut steps = 0;
    while !matches!(search.step(&mut roster, 1_024), roster::Progress::Done(_)) {
        steps += 1;
    }
    assert_eq!(steps, ROWS / 1_024);
}

#[test]
fn a_category_of_too_many_texts_loses_none() {
    let mut roster = Roster::new(columns());
    for index in 0..66_000 {
        roster.put(&[&index.to_string(), "", "", &format!("value {index}")]);
    }
    assert!((0..66_000).all(|row| roster.text(row, STATUS) == format!("value {row}")));
    let query = Query::read("status:\"value 65999\"", roster.columns());
    assert_eq!(rows(&roster.matching(&query)), [65_999]);
    assert!(roster.facets(STATUS, &RowSet::all(66_000)).is_empty());
}
