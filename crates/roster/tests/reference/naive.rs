//! The simplest thing that could be right: a list of rows that is walked through.

use roster::{Bound, Column, ColumnKind, Direction, Query, SortBy, Term, Test};
use sheet::fold;
use std::cmp::Ordering;

pub const NAME: usize = 0;
pub const NICK: usize = 1;
pub const REG: usize = 2;
pub const STATUS: usize = 3;
pub const COUNT: usize = 4;

pub type Texts = [String; 5];

pub fn columns() -> Vec<Column> {
    let column = |names, kind, searched| Column {
        names,
        kind,
        searched,
    };
    vec![
        column(&["name"], ColumnKind::Text, true),
        column(&["nick", "昵称"], ColumnKind::Text, true),
        column(&["reg"], ColumnKind::Date, false),
        column(&["status"], ColumnKind::Category, false),
        column(&["count"], ColumnKind::Number, false),
    ]
}

/// The words for a status.
pub fn aliases(status: &str) -> &'static [&'static str] {
    match status {
        "1" => &["正常", "Enabled"],
        "0" => &["停用", "Disabled"],
        _ => &[],
    }
}

/// Rows by their number; none where one was removed.
#[derive(Clone, Default)]
pub struct Naive {
    pub rows: Vec<Option<Texts>>,
}

impl Naive {
    pub fn find(&self, name: &str) -> Option<usize> {
        let is = |row: &Option<Texts>| row.as_ref().is_some_and(|row| row[NAME] == name);
        self.rows.iter().position(is)
    }

    pub fn put(&mut self, texts: Texts) {
        match self.find(&texts[NAME]) {
            Some(row) => self.rows[row] = Some(texts),
            None => self.rows.push(Some(texts)),
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<u32> {
        let row = self.find(name)?;
        self.rows[row] = None;
        Some(row as u32)
    }

    pub fn compact(&mut self) {
        self.rows.retain(Option::is_some);
    }

    pub fn matching(&self, query: &Query) -> Vec<u32> {
        let matches = |row: &Texts| {
            let mut alternatives = query.alternatives().iter();
            query.is_empty() || alternatives.any(|terms| terms.iter().all(|term| meets(row, term)))
        };
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.as_ref().is_some_and(matches))
            .map(|(row, _)| row as u32)
            .collect()
    }

    pub fn ordered(&self, rows: Vec<u32>, by: &[SortBy]) -> Vec<u32> {
        let places = rows.into_iter().map(|row| {
            let texts = self.rows[row as usize].as_ref().unwrap();
            let places = by.iter().map(|by| place(&texts[by.column], by.column));
            (places.collect(), row)
        });
        let mut places: Vec<(Vec<Place>, u32)> = places.collect();
        places.sort_by(|(one, _), (other, _)| {
            let pairs = one.iter().zip(other).zip(by);
            let mut orders = pairs.map(|((one, other), by)| compare(one, other, by.direction));
            orders
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        });
        places.into_iter().map(|(_, row)| row).collect()
    }
}

fn meets(row: &Texts, term: &Term) -> bool {
    let columns = term.column.map_or(vec![NAME, NICK], |column| vec![column]);
    let met = columns.into_iter().any(|column| {
        let mut texts = vec![fold(&row[column])];
        if column == STATUS {
            texts.extend(aliases(&row[column]).iter().map(|alias| fold(alias)));
        }
        texts.iter().any(|text| is_met(text, &term.test))
    });
    met != term.negated
}

fn is_met(text: &str, test: &Test) -> bool {
    match test {
        Test::Contains(wanted) => text.contains(wanted),
        Test::Is(wanted) => text == wanted,
        Test::Empty => text.trim().is_empty(),
        Test::Pattern(pieces) => {
            let (last, front) = pieces.split_last().unwrap();
            let ends =
                |from: usize| text.len() >= from + last.len() && text.ends_with(last.as_str());
            fn walk(
                text: &str,
                from: usize,
                pieces: &[String],
                ends: &dyn Fn(usize) -> bool,
            ) -> bool {
                let Some((piece, others)) = pieces.split_first() else {
                    return ends(from);
                };
                let mut places = text[from..].match_indices(piece.as_str());
                places.any(|(at, _)| walk(text, from + at + piece.len(), others, ends))
            }
            text.starts_with(front[0].as_str()) && walk(text, front[0].len(), &front[1..], &ends)
        }
        Test::Range(from, to) => {
            let right = |bound: &Option<Bound>, side: Ordering| {
                bound.as_ref().is_none_or(|bound| {
                    if bound.is_number {
                        let values = (number(text), number(&bound.text));
                        let (Some(own), Some(end)) = values else {
                            return false;
                        };
                        let order = own.total_cmp(&end);
                        order == side || order.is_eq() && bound.included
                    } else if text.starts_with(&bound.text) {
                        bound.included
                    } else {
                        text.cmp(bound.text.as_str()) == side
                    }
                })
            };
            !text.is_empty() && right(from, Ordering::Greater) && right(to, Ordering::Less)
        }
    }
}

fn number(text: &str) -> Option<f64> {
    let plain = text
        .trim()
        .chars()
        .all(|own| own.is_ascii_digit() || "+-.".contains(own));
    let number: Option<f64> = if plain {
        text.trim().parse().ok()
    } else {
        None
    };
    number.map(|number| if number == 0.0 { 0.0 } else { number })
}

/// What a text is ordered by: none if it is blank; numbers before what is none, in a column of numbers.
type Place = Option<(f64, Vec<(u32, usize, String)>)>;

fn place(text: &str, column: usize) -> Place {
    let text = fold(text).trim().to_owned();
    match number(&text) {
        _ if text.is_empty() => None,
        Some(number) if column == COUNT => Some((number, Vec::new())),
        _ => Some((f64::INFINITY, parts(&text))),
    }
}

fn compare(one: &Place, other: &Place, direction: Direction) -> Ordering {
    let (Some(own), Some(others)) = (one, other) else {
        return one.is_none().cmp(&other.is_none());
    };
    let order = own
        .0
        .total_cmp(&others.0)
        .then_with(|| own.1.cmp(&others.1));
    match direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    }
}

/// Digits by their value, everything else by its code point.
fn parts(text: &str) -> Vec<(u32, usize, String)> {
    let (mut parts, mut digits) = (Vec::new(), String::new());
    for character in text.chars().chain(['\0']) {
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
