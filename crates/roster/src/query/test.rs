//! What a text has to be like.

use crate::decimal::Decimal;

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The text or number at which it ends, folded.
    pub text: String,
    /// Whether what is this, or begins so, is in it.
    pub included: bool,
    /// Whether it is compared by value.
    pub is_number: bool,
}

/// What a folded text has to be like. All texts in it are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It has this in it.
    Contains(String),
    /// It is this.
    Is(String),
    /// It begins with the first, ends with the last, and has the others between them in their order. There are two or more.
    Pattern(Vec<String>),
    /// It is empty.
    Empty,
    /// It comes behind the one and before the other; what is empty does not.
    Range(Option<Bound>, Option<Bound>),
}

impl Bound {
    /// Whether a text is on the right side: behind the bound, or before it.
    fn admits(&self, text: &str, behind: bool) -> bool {
        if self.is_number {
            let (Some(own), Some(bound)) = (Decimal::read(text), Decimal::read(&self.text)) else {
                return false;
            };
            let order = own.cmp(&bound);
            return order.is_eq() && self.included
                || if behind { order.is_gt() } else { order.is_lt() };
        }
        if text.starts_with(&self.text) {
            return self.included;
        }
        if behind {
            text > self.text.as_str()
        } else {
            text < self.text.as_str()
        }
    }
}

impl Test {
    /// Whether a folded text meets it.
    pub fn meets(&self, text: &str) -> bool {
        match self {
            Test::Contains(wanted) => text.contains(wanted.as_str()),
            Test::Is(wanted) => text == wanted,
            Test::Pattern(pieces) => follows(text, pieces),
            Test::Empty => text.trim().is_empty(),
            Test::Range(from, to) => {
                !text.is_empty()
                    && from.as_ref().is_none_or(|from| from.admits(text, true))
                    && to.as_ref().is_none_or(|to| to.admits(text, false))
            }
        }
    }
}

fn follows(text: &str, pieces: &[String]) -> bool {
    let [first, between @ .., last] = pieces else {
        return false;
    };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else {
        return false;
    };
    for piece in between {
        match rest.find(piece.as_str()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_its_pieces_one_behind_the_other() {
        let pattern =
            |pieces: &[&str]| Test::Pattern(pieces.iter().map(ToString::to_string).collect());
        assert!(pattern(&["张", ""]).meets("张三") && !pattern(&["张", ""]).meets("老张"));
        assert!(pattern(&["", "01"]).meets("a01"));
        assert!(pattern(&["a", "b", "a"]).meets("aba") && !pattern(&["a", "b", "ba"]).meets("aba"));
        assert!(!pattern(&["ab", "ba"]).meets("aba"));
    }
}
