//! Finding a text among the accounts that are shown, without hiding the others: where it is, and where in a text.
//!
//! Looking is done in steps, as filtering is. What is found are places on the screen: they hold as long as what is shown does.

use super::{RosterView, fold};
use roster::{Progress, Query, Search, Term, Test};

/// What to look for in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The text itself, in a column that is shown as it stands.
    Text,
    /// One of these values, of a column whose values are shown in words.
    Values(Vec<String>),
}

/// The work of finding a text.
#[derive(Debug)]
pub struct Find {
    /// None where no column can have it: a search for nothing would find everybody.
    search: Option<Search>,
}

impl Find {
    /// Finds a text, as it was typed, in some columns.
    pub fn new(view: &RosterView, typed: &str, columns: &[(usize, Wanted)]) -> Self {
        let wanted = fold(typed);
        let term = |column: usize, test: Test| {
            vec![Term {
                column: Some(column),
                test,
                negated: false,
            }]
        };
        let mut alternatives = Vec::new();
        for (column, own) in columns {
            match own {
                Wanted::Text => alternatives.push(term(*column, Test::Contains(wanted.clone()))),
                Wanted::Values(values) => {
                    for value in values {
                        alternatives.push(term(*column, Test::Is(fold(value))));
                    }
                }
            }
        }
        let query = Query::of(alternatives);
        Find {
            search: (!query.is_empty()).then(|| Search::new(view.roster(), query, None)),
        }
    }

    /// Looks at so many rows more, about. Gives the places of those found, in their order, when it is over.
    pub fn step(&mut self, view: &mut RosterView, rows: u32) -> Option<Vec<u32>> {
        let Some(search) = &mut self.search else {
            return Some(Vec::new());
        };
        match search.step(view.roster_mut(), rows) {
            Progress::Working(_) => None,
            Progress::Done(found) => Some(
                (0..view.count())
                    .filter(|place| view.row(*place).is_some_and(|row| found.rows.contains(row)))
                    .collect(),
            ),
        }
    }
}

/// Where a text has what was typed, each from and to, in UTF-16 units as a browser counts. None for nothing typed.
pub fn occurrences(text: &str, typed: &str) -> Vec<(u32, u32)> {
    let wanted = fold(typed);
    let mut found = Vec::new();
    if wanted.is_empty() || !fold(text).contains(&wanted) {
        return found;
    }
    let mut skip_to = 0;
    for (at, _) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        let rest = &text[at..];
        if !fold(rest).starts_with(&wanted) {
            continue;
        }
        // Folding changes how long a character is: the shortest part that has all of it.
        let end = rest
            .char_indices()
            .map(|(place, character)| place + character.len_utf8())
            .find(|end| fold(&rest[..*end]).starts_with(&wanted));
        if let Some(end) = end {
            let units = |text: &str| text.encode_utf16().count() as u32;
            let from = units(&text[..at]);
            found.push((from, from + units(&rest[..end])));
            skip_to = at + end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster::{Column, ColumnKind, Roster};

    fn view() -> RosterView {
        let column = |names, kind, searched| Column {
            names,
            kind,
            searched,
        };
        let mut roster = Roster::new(vec![
            column(&["name"], ColumnKind::Text, true),
            column(&["id"], ColumnKind::Text, false),
            column(&["status"], ColumnKind::Category, false),
        ]);
        for texts in [
            ["zhang.wei", "5f", "normal"],
            ["Li.Na", "6aF", "disabled"],
            ["wang", "70", "normal"],
            ["ＺＨＡＮＧ", "71", "disabled"],
        ] {
            roster.put(&texts);
        }
        let mut view = RosterView::new(roster);
        view.finish();
        view
    }

    fn places(view: &mut RosterView, typed: &str, columns: &[(usize, Wanted)]) -> Vec<u32> {
        let mut find = Find::new(view, typed, columns);
        loop {
            if let Some(places) = find.step(view, 1) {
                return places;
            }
        }
    }

    #[test]
    fn finds_in_any_of_the_columns_and_hides_nobody() {
        let mut view = view();
        let both = [(0, Wanted::Text), (1, Wanted::Text)];
        assert_eq!(places(&mut view, "zhang", &both), [0, 3]);
        assert_eq!(places(&mut view, "F", &both), [0, 1]);
        assert_eq!(places(&mut view, "F", &both[..1]), [0; 0]);
        let status = [(2, Wanted::Values(vec!["disabled".to_owned()]))];
        assert_eq!(places(&mut view, "anything", &status), [1, 3]);
        assert_eq!(view.count(), 4);
    }

    #[test]
    fn finds_among_those_shown_by_their_places() {
        let mut view = view();
        let query = Query::read("-wei", view.roster().columns());
        view.want(query, Query::default(), Vec::new());
        view.finish();
        assert_eq!(places(&mut view, "zhang", &[(0, Wanted::Text)]), [2]);
    }

    #[test]
    fn nothing_is_found_where_no_column_can_have_it() {
        let mut view = view();
        assert_eq!(places(&mut view, "zhang", &[]), [0; 0]);
        assert_eq!(
            places(&mut view, "zhang", &[(2, Wanted::Values(Vec::new()))]),
            [0; 0]
        );
    }

    #[test]
    fn tells_where_a_text_has_it_as_a_browser_counts() {
        assert_eq!(occurrences("zhang.zHang", "ZH"), [(0, 2), (6, 8)]);
        assert_eq!(occurrences("😀张伟😀张", "张"), [(2, 3), (6, 7)]);
        assert_eq!(occurrences("ｚｈ", "zh"), [(0, 2)]);
        assert_eq!(occurrences("aaa", "aa"), [(0, 2)]);
        assert_eq!(occurrences("abc", "d"), [(0, 0); 0]);
        assert_eq!(occurrences("abc", ""), [(0, 0); 0]);
    }
}
