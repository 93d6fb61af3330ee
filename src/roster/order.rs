//! The order of rows: as a person expects it, `user9` before `user10`, and blanks last whichever way.

use super::fold;
use roster::Direction;
use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// The positions of texts in order. Stable both ways: equal texts keep the order they came in. Blank texts come last in
/// either direction, because nobody sorts a column to look for what is not there.
pub fn order_naturally<Text: AsRef<str>>(
    texts: impl IntoIterator<Item = Text>,
    direction: Direction,
) -> Vec<usize> {
    let mut keys: Vec<(usize, String)> = texts
        .into_iter()
        .map(|text| fold(text.as_ref().trim()))
        .enumerate()
        .collect();
    keys.sort_by(|(_, first), (_, second)| {
        first
            .is_empty()
            .cmp(&second.is_empty())
            .then_with(|| match direction {
                Direction::Ascending => compare_folded(first, second),
                Direction::Descending => compare_folded(second, first),
            })
    });
    keys.into_iter().map(|(position, _)| position).collect()
}

/// Compares two texts: case and width do not count, and runs of digits compare by their value, however long they are.
pub fn compare_naturally(first: &str, second: &str) -> Ordering {
    compare_folded(&fold(first), &fold(second))
}

fn compare_folded(first: &str, second: &str) -> Ordering {
    let (mut first, mut second) = (Parts::of(first), Parts::of(second));
    loop {
        match (first.next(), second.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) => match one.cmp(&other) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
        }
    }
}

/// A run of digits, or any other single character.
#[derive(PartialEq, Eq)]
enum Part {
    /// The digits without leading zeros: ids of vendors are longer than any number type.
    Number(String),
    Other(char),
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Part::Number(one), Part::Number(other)) => {
                one.len().cmp(&other.len()).then_with(|| one.cmp(other))
            }
            (Part::Other(one), Part::Other(other)) => one.cmp(other),
            // Numbers stand where digits do, so that the order of everything else stays that of its characters.
            (Part::Number(_), Part::Other(other)) => '0'.cmp(other),
            (Part::Other(one), Part::Number(_)) => one.cmp(&'0'),
        }
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Parts<'a>(Peekable<Chars<'a>>);

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        Parts(text.chars().peekable())
    }
}

impl Iterator for Parts<'_> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let first = self.0.next()?;
        if !first.is_ascii_digit() {
            return Some(Part::Other(first));
        }
        let mut digits = String::new();
        let mut next = Some(first);
        while let Some(digit) = next {
            if digit != '0' || !digits.is_empty() {
                digits.push(digit);
            }
            next = self.0.next_if(char::is_ascii_digit);
        }
        Some(Part::Number(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(texts: &[&'a str], direction: Direction) -> Vec<&'a str> {
        order_naturally(texts, direction)
            .into_iter()
            .map(|position| texts[position])
            .collect()
    }

    #[test]
    fn numbers_order_by_value() {
        let texts = ["user10", "User9", "ｕｓｅｒ１１", "user", "user9b", "#1"];
        assert_eq!(
            sorted(&texts, Direction::Ascending),
            ["#1", "user", "User9", "user9b", "user10", "ｕｓｅｒ１１"]
        );
    }

    #[test]
    fn ids_beyond_every_number_type_order_by_value() {
        let (small, large) = ("9007199254740993", "90071992547409930000000000000000000001");
        assert_eq!(compare_naturally(small, large), Ordering::Less);
        assert_eq!(
            compare_naturally("9007199254740993", "9007199254740992"),
            Ordering::Greater
        );
        assert_eq!(compare_naturally("007", "7"), Ordering::Equal);
    }

    #[test]
    fn blanks_are_last_either_way() {
        let texts = ["", "b", " ", "a"];
        assert_eq!(sorted(&texts, Direction::Ascending), ["a", "b", "", " "]);
        assert_eq!(sorted(&texts, Direction::Descending), ["b", "a", "", " "]);
    }

    #[test]
    fn equal_texts_keep_their_order_either_way() {
        let texts = ["B", "a", "A", "b", "ａ"];
        assert_eq!(
            sorted(&texts, Direction::Ascending),
            ["a", "A", "ａ", "B", "b"]
        );
        assert_eq!(
            sorted(&texts, Direction::Descending),
            ["B", "b", "a", "A", "ａ"]
        );
    }

    /// Texts over a small alphabet that has everything the comparison treats specially.
    fn many_texts() -> Vec<String> {
        let alphabet = ['0', '7', '1', 'a', 'B', '#', '：', '张', '２', ' '];
        let mut state: u32 = 12_345;
        let mut next = |below: usize| {
            // A linear congruential generator: the same texts in every run.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        (0..60)
            .map(|_| {
                let length = next(6);
                (0..length)
                    .map(|_| alphabet[next(alphabet.len())])
                    .collect()
            })
            .collect()
    }

    #[test]
    fn the_comparison_is_an_order() {
        let texts = many_texts();
        for a in &texts {
            assert_eq!(compare_naturally(a, a), Ordering::Equal);
            for b in &texts {
                let ab = compare_naturally(a, b);
                assert_eq!(ab, compare_naturally(b, a).reverse(), "{a} {b}");
                for c in &texts {
                    if ab != Ordering::Greater && compare_naturally(b, c) != Ordering::Greater {
                        assert_ne!(compare_naturally(a, c), Ordering::Greater, "{a} {b} {c}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_row_is_there_once_and_in_order() {
        let texts = many_texts();
        for direction in [Direction::Ascending, Direction::Descending] {
            let order = order_naturally(&texts, direction);
            let mut positions = order.clone();
            positions.sort_unstable();
            assert!(positions.into_iter().eq(0..texts.len()));
            let blanks_from = order
                .iter()
                .position(|&at| texts[at].trim().is_empty())
                .unwrap_or(order.len());
            assert!(
                order[blanks_from..]
                    .iter()
                    .all(|&at| texts[at].trim().is_empty())
            );
            for pair in order[..blanks_from].windows(2) {
                let by_text = compare_naturally(texts[pair[0]].trim(), texts[pair[1]].trim());
                let wrong = match direction {
                    Direction::Ascending => Ordering::Greater,
                    Direction::Descending => Ordering::Less,
                };
                assert_ne!(by_text, wrong);
                assert!(by_text != Ordering::Equal || pair[0] < pair[1]);
            }
        }
    }
}
