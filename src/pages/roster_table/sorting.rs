//! The order of a roster, between the URL and the headings: columns separated by commas, a leading `-` for downwards.

use crate::roster::SortBy;
use roster::Direction;

/// The order that a parameter asks for. Names that mean nothing are passed over.
pub fn read_sort(parameter: &str, columns: &[&str]) -> Vec<SortBy> {
    let mut sort: Vec<SortBy> = Vec::new();
    for word in parameter.split(',') {
        let (name, direction) = match word.strip_prefix('-') {
            Some(name) => (name, Direction::Descending),
            None => (word, Direction::Ascending),
        };
        let column = columns.iter().position(|column| *column == name);
        if let Some(column) = column
            && sort.iter().all(|other| other.column != column)
        {
            sort.push(SortBy { column, direction });
        }
    }
    sort
}

/// The parameter after a heading was pressed: upwards, then downwards, then not at all. Alone, or as one more column.
pub fn pressed(parameter: &str, column: &str, one_more: bool) -> String {
    let mut words: Vec<String> = parameter
        .split(',')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let place = words
        .iter()
        .position(|word| word.trim_start_matches('-') == column);
    let next = match place.map(|place| words[place].starts_with('-')) {
        None => Some(column.to_owned()),
        Some(false) => Some(format!("-{column}")),
        Some(true) => None,
    };
    if !one_more {
        return next.unwrap_or_default();
    }
    match (place, next) {
        (Some(place), Some(next)) => words[place] = next,
        (Some(place), None) => {
            words.remove(place);
        }
        (None, next) => words.extend(next),
    }
    words.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 3] = ["name", "nick", "reg"];

    #[test]
    fn a_parameter_names_columns_once_each() {
        let read = |text: &str| -> Vec<(usize, bool)> {
            read_sort(text, &COLUMNS)
                .into_iter()
                .map(|sort| (sort.column, sort.direction == Direction::Descending))
                .collect()
        };
        assert_eq!(read("name,-reg"), [(0, false), (2, true)]);
        assert_eq!(read("-nick,nick,,what,-"), [(1, true)]);
        assert!(read("").is_empty());
    }

    #[test]
    fn a_heading_goes_up_down_and_away() {
        let mut parameter = String::new();
        for wanted in ["name", "-name", ""] {
            parameter = pressed(&parameter, "name", false);
            assert_eq!(parameter, wanted);
        }
        assert_eq!(pressed("name,-reg", "nick", false), "nick");
        assert_eq!(pressed("name,-reg", "reg", false), "");
        for (before, after) in [
            ("name", "name,reg"),
            ("name,reg", "name,-reg"),
            ("name,-reg", "name"),
        ] {
            assert_eq!(pressed(before, "reg", true), after);
        }
    }
}
