//! The roster against the simplest thing that could be right, through long lives of random changes.

#![allow(clippy::unwrap_used, reason = "tests")]

mod many;
mod naive;

use naive::{Naive, Texts, aliases, columns};
use proptest::prelude::*;
use roster::{Direction, Matches, Order, Progress, Query, Roster, RowSet, Search, SortBy, Sorting};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[aAbB0-9]{0,4}",
        "[张伟李Ａｂ ]{0,3}",
        Just("User10".to_owned()),
        Just("user9".to_owned()),
        "(a|user_0000000000000000000000000000000000000000000000000000001){0,3}[01]{0,2}",
        Just("0a1b2c3d-0000-1111-2222-333344445555".to_owned()),
    ]
}

fn row() -> impl Strategy<Value = Texts> {
    let date = prop_oneof![
        4 => "202[0-2]-0[1-3]-0[1-9] 1[0-9]:00:0[0-9]",
        1 => Just(String::new()),
        1 => prop_oneof![Just("2021-02-03T10:00:00Z"), Just("2021-02-03"), Just("Lately")].prop_map(str::to_owned),
    ];
    let status = prop::sample::select(vec!["1", "0", "", "Locked"]).prop_map(str::to_owned);
    let count = prop_oneof![
        "-?[0-9]{1,3}(\\.[0-9]{1,2})?",
        Just(String::new()),
        Just("many".to_owned())
    ];
    ("[a-e]{1,2}", text(), date, status, count)
        .prop_map(|(name, nick, date, status, count)| [name, nick, date, status, count])
}

fn typed() -> impl Strategy<Value = String> {
    let column = prop::sample::select(vec!["name", "nick", "昵称", "reg", "status", "count", "no"]);
    let words = prop_oneof![
        text(),
        (
            column,
            prop_oneof![
                text(),
                text().prop_map(|text| format!("{text}*")),
                text().prop_map(|text| format!("*{text}")),
                "[ab0]{0,1}\\*[ab0]{0,2}\\*[ab]{0,1}",
                "[<>]=?(202[0-2](-[0-3](-0[1-9])?)?)?",
                "[<>]=?-?[0-9]{1,2}(\\.5)?",
                "(202[0-2]|[0-9]{1,2})?\\.\\.(202[0-2]-?|[0-9]{1,3})?",
                "\"[ab01]{0,2}\"",
                Just("正".to_owned()),
                Just("disabled".to_owned()),
            ]
        )
            .prop_map(|(column, text)| format!("{column}:{text}")),
        Just("OR".to_owned()),
        ".{0,6}",
    ];
    let word =
        (any::<bool>(), words).prop_map(|(not, word)| if not { format!("-{word}") } else { word });
    prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "))
}

fn sorts() -> impl Strategy<Value = Vec<SortBy>> {
    let sort = (0..5_usize, any::<bool>()).prop_map(|(column, down)| SortBy {
        column,
        direction: if down {
            Direction::Descending
        } else {
            Direction::Ascending
        },
    });
    prop::collection::vec(sort, 0..4)
}

#[derive(Clone, Debug)]
enum Event {
    Put(Texts),
    Remove(String),
    Compact,
    /// Typed as a whole, or one more character at a time.
    Type(String, bool),
    Sort(Vec<SortBy>),
    /// Positions of the order from one to another are taken into the selection, or out of it.
    Select(u32, u32, bool),
    SelectMatching,
    Invert,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        20 => row().prop_map(Event::Put),
        6 => "[a-e]{1,2}".prop_map(Event::Remove),
        1 => Just(Event::Compact),
        4 => (typed(), any::<bool>()).prop_map(|(typed, slowly)| Event::Type(typed, slowly)),
        4 => sorts().prop_map(Event::Sort),
        3 => (0..30_u32, 0..30_u32, any::<bool>()).prop_map(|(from, to, with)| Event::Select(from, to, with)),
        1 => Just(Event::SelectMatching),
        1 => Just(Event::Invert),
    ]
}

fn roster() -> Roster {
    let mut roster = Roster::new(columns());
    for status in ["1", "0"] {
        roster.name_value(naive::STATUS, status, aliases(status));
    }
    roster
}

fn searched(roster: &mut Roster, query: Query, before: Option<&Matches>) -> Matches {
    let mut search = Search::new(roster, query, before);
    loop {
        if let Progress::Done(matches) = search.step(roster, 1) {
            return matches;
        }
    }
}

fn sorted(roster: &mut Roster, by: &[SortBy], matching: &RowSet) -> Vec<u32> {
    let mut sorting = Sorting::new(by, matching.clone());
    loop {
        if let Progress::Done(order) = sorting.step(roster, 3) {
            return order.slice(0, order.len()).to_vec();
        }
    }
}

fn rows(set: &RowSet) -> Vec<u32> {
    set.iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_long_life_is_that_of_the_reference(events in prop::collection::vec(event(), 0..80)) {
        let (mut roster, mut naive) = (roster(), Naive::default());
        let (mut by, mut selected): (Vec<SortBy>, RowSet) = (Vec::new(), RowSet::none(0));
        let mut selected_names: Vec<String> = Vec::new();
        let mut matches = searched(&mut roster, Query::default(), None);
        let mut found: Vec<u32> = Vec::new();
        for event in events {
            let order = sorted(&mut roster, &by, &matches.rows);
            let shown = naive.ordered(found.clone(), &by);
            prop_assert_eq!(&order, &shown, "{:?} {:?}", by, matches.query());
            match event {
                Event::Put(texts) => {
                    let row = roster.put(&texts.each_ref().map(String::as_str));
                    naive.put(texts.clone());
                    prop_assert_eq!(naive.find(&texts[0]), Some(row as usize));
                }
                Event::Remove(name) => {
                    prop_assert_eq!(roster.remove(&name), naive.remove(&name));
                    selected_names.retain(|own| *own != name);
                    selected.intersect(roster.living());
                }
                Event::Compact => {
                    let renumbering = roster.compact();
                    naive.compact();
                    selected = selected.renumbered(&renumbering);
                    prop_assert!(!matches.follow(&mut roster));
                    matches = searched(&mut roster, matches.query().clone(), Some(&matches));
                }
                Event::Type(typed, slowly) => {
                    let ends = typed.char_indices().map(|(at, own)| at + own.len_utf8());
                    for end in ends.filter(|end| slowly || *end == typed.len()) {
                        let query = Query::read(&typed[..end], roster.columns());
                        matches = searched(&mut roster, query, Some(&matches));
                        prop_assert_eq!(rows(&matches.rows), naive.matching(matches.query()), "{}", &typed[..end]);
                    }
                }
                Event::Sort(columns) => by = columns,
                Event::Select(from, to, with) => {
                    let all = Order::of(&mut roster, &matches.rows, &by);
                    selected.resize(roster.places());
                    let range = shown.get(from as usize..(to as usize).min(shown.len())).unwrap_or_default();
                    let names = range.iter().map(|row| naive.rows[*row as usize].as_ref().unwrap()[0].clone());
                    let names: Vec<String> = names.collect();
                    selected_names.retain(|own| !names.contains(own));
                    if with {
                        selected.insert_all(all.slice(from, to));
                        selected_names.extend(names);
                    } else {
                        selected.remove_all(all.slice(from, to));
                    }
                }
                Event::SelectMatching => {
                    selected = matches.rows.clone();
                    let names = found.iter().map(|row| naive.rows[*row as usize].as_ref().unwrap()[0].clone());
                    selected_names = names.collect();
                }
                Event::Invert => {
                    let mut all = roster.living().clone();
                    all.subtract(&selected);
                    selected = all;
                    let names = naive.rows.iter().flatten().map(|row| row[0].clone());
                    selected_names = names.filter(|name| !selected_names.contains(name)).collect();
                }
            }
            prop_assert!(matches.follow(&mut roster));
            found = naive.matching(matches.query());
            prop_assert_eq!(rows(&matches.rows), found.clone(), "{:?}", matches.query());
            let mut names: Vec<String> = selected.iter().map(|row| roster.text(row, 0).into_owned()).collect();
            names.sort();
            selected_names.sort();
            prop_assert_eq!(&names, &selected_names);
            let of_both = found.iter().filter(|row| selected_names.contains(&roster.text(**row, 0).into_owned()));
            prop_assert_eq!(selected.len_within(&matches.rows) as usize, of_both.count());
        }
        prop_assert_eq!(roster.len() as usize, naive.rows.iter().flatten().count());
        for (row, texts) in naive.rows.iter().enumerate() {
            for column in 0..5 {
                let wanted = texts.as_ref().map_or("", |texts| texts[column].as_str());
                prop_assert_eq!(roster.text(row as u32, column), wanted);
            }
        }
        let facets = roster.facets(naive::STATUS, &matches.rows);
        for facet in &facets {
            let is = |row: &&u32| naive.rows[**row as usize].as_ref().unwrap()[naive::STATUS] == facet.value;
            prop_assert_eq!(found.iter().filter(is).count(), facet.rows as usize);
        }
        prop_assert_eq!(facets.iter().map(|facet| facet.rows).sum::<u32>() as usize, found.len());
    }

    #[test]
    fn changes_between_steps_are_followed(
        first in prop::collection::vec(row(), 0..20),
        then in prop::collection::vec((any::<bool>(), row()), 0..10),
        typed in typed(),
        by in sorts(),
    ) {
        let (mut roster, mut naive) = (roster(), Naive::default());
        for texts in &first {
            roster.put(&texts.each_ref().map(String::as_str));
            naive.put(texts.clone());
        }
        let mut search = Search::new(&roster, Query::read(&typed, roster.columns()), None);
        let mut sorting = Sorting::new(&by, RowSet::all(1_000));
        sorting.step(&mut roster, 1);
        for (puts, texts) in &then {
            if *puts {
                roster.put(&texts.each_ref().map(String::as_str));
                naive.put(texts.clone());
            } else {
                prop_assert_eq!(roster.remove(&texts[0]), naive.remove(&texts[0]));
            }
            let order = sorting.step(&mut roster, 1);
            if let Progress::Done(order) = order {
                let all = naive.matching(&Query::default());
                let wanted = naive.ordered(all, &by);
                prop_assert_eq!(order.slice(0, order.len()), wanted.as_slice());
                sorting = Sorting::new(&by, RowSet::all(1_000));
            }
        }
        let matches = loop {
            if let Progress::Done(matches) = search.step(&mut roster, 1) {
                break matches;
            }
        };
        prop_assert_eq!(rows(&matches.rows), naive.matching(matches.query()));
    }
}

#[test]
fn a_column_that_was_ranked_for_nobody_is_ordered_in_fewer_steps() {
    let by = [SortBy {
        column: 1,
        direction: Direction::Ascending,
    }];
    let steps = |roster: &mut Roster, of: RowSet| {
        let mut sorting = Sorting::new(&by, of);
        let mut steps = 1;
        while let Progress::Working(_) = sorting.step(roster, 500) {
            steps += 1;
        }
        steps
    };
    let filled = || {
        let mut roster = roster();
        for number in 0..5_000_u32 {
            let (key, name) = (
                number.to_string(),
                format!("user {}", number.wrapping_mul(2_654_435_761)),
            );
            let mut texts: [&str; 5] = Default::default();
            (texts[0], texts[1]) = (&key, &name);
            roster.put(&texts);
        }
        roster
    };
    let (mut cold, mut ranked) = (filled(), filled());
    steps(&mut ranked, RowSet::none(0));
    let everybody = RowSet::all(5_000);
    assert!(steps(&mut ranked, everybody.clone()) * 3 < steps(&mut cold, everybody.clone()));
    let order = Order::of(&mut ranked, &everybody, &by);
    assert_eq!(order, Order::of(&mut cold, &everybody, &by));
}
