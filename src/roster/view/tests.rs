//! What is shown while queries, orders and accounts come and go.

use super::*;
use roster::{Column, ColumnKind, Direction};

fn columns() -> Vec<Column> {
    let column = |names, kind| Column {
        names,
        kind,
        searched: true,
    };
    vec![
        column(&["name"], ColumnKind::Text),
        column(&["status"], ColumnKind::Category),
    ]
}

fn view() -> RosterView {
    let mut roster = Roster::new(columns());
    for (name, status) in [("c", "on"), ("a", "off"), ("b", "on"), ("d", "off")] {
        roster.put(&[name, status]);
    }
    RosterView::new(roster)
}

fn want(view: &mut RosterView, typed: &str, limit: &str, sort: &[SortBy]) {
    let read = |typed: &str| Query::read(typed, &columns());
    view.want(read(typed), read(limit), sort.to_vec());
    view.finish();
}

fn names(view: &RosterView) -> Vec<String> {
    (0..view.count())
        .map(|place| view.text(place, 0).into_owned())
        .collect()
}

fn selected(view: &RosterView) -> Vec<String> {
    let rows = view.selected_rows();
    rows.map(|row| view.roster().text(row, 0).into_owned())
        .collect()
}

fn by_name(direction: Direction) -> [SortBy; 1] {
    [SortBy {
        column: 0,
        direction,
    }]
}

#[test]
fn shows_who_matches_in_order() {
    let mut view = view();
    assert_eq!(names(&view), ["c", "a", "b", "d"]);
    let down = by_name(Direction::Descending);
    want(&mut view, "", "", &down);
    assert_eq!(names(&view), ["d", "c", "b", "a"]);
    want(&mut view, "status:on", "", &down);
    assert_eq!(names(&view), ["c", "b"]);
    assert_eq!(view.place_of("b"), Some(1));
    assert_eq!(view.place_of("a"), None);
    want(&mut view, "status:on", "", &[]);
    assert_eq!(names(&view), ["c", "b"]);
    want(&mut view, "", "", &[]);
    assert_eq!(names(&view), ["c", "a", "b", "d"]);
    assert_eq!(view.place_of("d"), Some(3));
}

#[test]
fn what_was_shown_stays_until_the_new_is_worked_out() {
    let mut view = view();
    let read = |typed: &str| Query::read(typed, &columns());
    view.want(
        read("status:on"),
        Query::default(),
        by_name(Direction::Ascending).to_vec(),
    );
    assert_eq!(names(&view), ["c", "a", "b", "d"]);
    assert!(view.is_working());
    // Somebody typed on: what was being worked out is dropped.
    view.want(read("status:off"), Query::default(), Vec::new());
    while !view.step(1) {}
    assert!(!view.is_working());
    assert_eq!(names(&view), ["a", "d"]);
}

#[test]
fn who_is_selected_stays_so() {
    let mut view = view();
    want(&mut view, "status:on", "", &[]);
    view.select_shown(true);
    assert_eq!(view.selection(), (ShownSelection::All, 2, 0));
    want(&mut view, "b", "", &[]);
    assert_eq!(view.selection(), (ShownSelection::All, 2, 1));
    let up = by_name(Direction::Ascending);
    want(&mut view, "", "", &up);
    assert_eq!(view.selection(), (ShownSelection::Some, 2, 0));
    assert_eq!(selected(&view), ["b", "c"]);
    view.select_between(3, 2, true);
    assert_eq!(selected(&view), ["b", "c", "d"]);
    want(&mut view, "status:off", "", &up);
    assert_eq!(selected(&view), ["d", "c", "b"]);
    view.deselect("c");
    assert_eq!(selected(&view), ["d", "b"]);
    view.select_nobody();
    assert_eq!(view.selection(), (ShownSelection::None, 0, 0));
}

#[test]
fn who_is_removed_is_neither_shown_nor_selected() {
    let mut view = view();
    let up = by_name(Direction::Ascending);
    want(&mut view, "", "", &up);
    view.select_between(2, 3, true);
    view.remove(["c", "nobody"].into_iter());
    view.add([["aa", "on"]].into_iter());
    assert!(view.behind().is_some());
    view.renew();
    view.finish();
    assert_eq!(view.behind(), None);
    assert_eq!(names(&view), ["a", "aa", "b", "d"]);
    assert_eq!(selected(&view), ["d"]);
    want(&mut view, "", "", &[]);
    assert_eq!(names(&view), ["a", "b", "d", "aa"]);
    view.add([["b", "off"]].into_iter());
    want(&mut view, "status:on", "", &[]);
    assert_eq!(names(&view), ["aa"]);
}

#[test]
fn a_limit_is_not_counted_in_the_facets() {
    let mut view = view();
    want(&mut view, "", "status:on", &[]);
    assert_eq!(names(&view), ["c", "b"]);
    let facets = view.facets(1);
    let counts: Vec<u32> = facets.iter().map(|facet| facet.rows).collect();
    assert_eq!(counts, [2, 2]);
    view.select_shown(true);
    assert_eq!(view.selection(), (ShownSelection::All, 2, 0));
}

#[test]
fn accounts_come_while_somebody_looks() {
    let mut view = view();
    view.add([["e", "on"], ["a", "on"]].into_iter());
    assert_eq!(names(&view), ["c", "a", "b", "d", "e"]);
    assert_eq!(view.behind(), None);
    view.select_shown(true);
    assert_eq!(view.selection(), (ShownSelection::All, 5, 0));
    let down = by_name(Direction::Descending);
    want(&mut view, "status:off", "", &down);
    view.add([["0", "off"], ["z", "off"]].into_iter());
    assert_eq!(view.behind(), Some((2, 5)));
    assert_eq!(names(&view), ["d"]);
    view.renew();
    view.finish();
    assert_eq!(names(&view), ["z", "d", "0"]);
    assert_eq!(view.selection(), (ShownSelection::Some, 5, 4));
}
