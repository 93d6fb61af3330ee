//! What somebody typed to find users: words, words of a column, comparisons, negations, alternatives.
//!
//! | typed | matches |
//! | --- | --- |
//! | `zhang wei` | rows that have both words, in whichever searched columns |
//! | `"zhang wei"` | rows that have exactly this |
//! | `-test` | rows that do not have the word |
//! | `status:disabled` | the column's text contains the word; of a column of few values, is it |
//! | `name:张*`, `name:*01` | begins with, ends with |
//! | `name:""` | is empty |
//! | `reg:>2024-01`, `reg:<=2024-06-30` | comes behind, comes before or begins so, as texts of dates do |
//! | `张 OR 李` | either |
//!
//! What is no word of this language is a word to be looked for: nothing that can be typed is an error.

use crate::roster::{ColumnKind, Roster};
use crate::row_set::RowSet;
use sheet::fold;

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Rows in whose searched columns this stands.
    Anywhere(String),
    /// Rows in whose column this stands.
    Contains(String, String),
    /// Rows whose column begins so.
    Begins(String, String),
    /// Rows whose column ends so.
    Ends(String, String),
    /// Rows whose column is empty.
    Empty(String),
    /// Rows whose column comes behind this; with `true` also those that begin so.
    Behind(String, String, bool),
    /// Rows whose column comes before this; with `true` also those that begin so.
    Before(String, String, bool),
    /// Rows that do not match.
    Not(Box<Term>),
}

/// What somebody typed: alternatives of terms that must all match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    alternatives: Vec<Vec<Term>>,
}

impl Query {
    /// Reads what was typed. `columns` are the names that may stand before a colon.
    pub fn read(typed: &str, columns: &[&str]) -> Self {
        let mut alternatives = vec![Vec::new()];
        for word in words(typed) {
            if !word.quoted && word.text == "OR" {
                alternatives.push(Vec::new());
            } else if let (Some(term), Some(last)) = (term(&word, columns), alternatives.last_mut())
            {
                last.push(term);
            }
        }
        alternatives.retain(|terms| !terms.is_empty());
        Query { alternatives }
    }

    /// Whether every row matches.
    pub fn is_empty(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// The alternatives, each of terms that must all match.
    pub fn alternatives(&self) -> &[Vec<Term>] {
        &self.alternatives
    }

    pub(crate) fn evaluate(&self, roster: &mut Roster) -> RowSet {
        if self.is_empty() {
            return RowSet::all(roster.rows());
        }
        let mut found = RowSet::none(roster.rows());
        for terms in &self.alternatives {
            let mut all = RowSet::all(roster.rows());
            for term in terms {
                if all.is_empty() {
                    break;
                }
                all.intersect(&term.evaluate(roster));
            }
            found.unite(&all);
        }
        found
    }
}

impl Term {
    fn evaluate(&self, roster: &mut Roster) -> RowSet {
        let column = |roster: &Roster, name: &str| {
            let mut columns = roster.columns().iter();
            columns.position(|column| column.name == name)
        };
        let meeting = |roster: &Roster, name: &str, condition: &dyn Fn(&str) -> bool| {
            column(roster, name).map_or_else(
                || RowSet::none(roster.rows()),
                |column| roster.meeting(column, condition),
            )
        };
        match self {
            Term::Anywhere(text) => {
                let mut found = RowSet::none(roster.rows());
                for index in 0..roster.columns().len() {
                    if roster.columns()[index].searched {
                        found.unite(&roster.containing(index, text));
                    }
                }
                found
            }
            Term::Contains(name, text) => match column(roster, name) {
                None => RowSet::none(roster.rows()),
                Some(index) if roster.columns()[index].kind == ColumnKind::Category => {
                    roster.meeting(index, |own| own == text)
                }
                Some(index) => roster.containing(index, text),
            },
            Term::Begins(name, text) => meeting(roster, name, &|own| own.starts_with(text)),
            Term::Ends(name, text) => meeting(roster, name, &|own| own.ends_with(text)),
            Term::Empty(name) => meeting(roster, name, &|own| own.trim().is_empty()),
            Term::Behind(name, text, too) => meeting(roster, name, &|own| {
                if own.starts_with(text) {
                    *too
                } else {
                    own > text.as_str()
                }
            }),
            Term::Before(name, text, too) => meeting(roster, name, &|own| {
                if own.is_empty() {
                    false
                } else if own.starts_with(text) {
                    *too
                } else {
                    own < text.as_str()
                }
            }),
            Term::Not(term) => {
                let mut found = term.evaluate(roster);
                found.invert();
                found
            }
        }
    }
}

struct Word {
    negated: bool,
    /// What stands before a colon, if it was not quoted.
    column: Option<String>,
    text: String,
    quoted: bool,
}

/// The words of what was typed. A quotation mark that is not closed reaches to the end.
fn words(typed: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let negated =
            rest.starts_with('-') && rest[1..].starts_with(|next: char| !next.is_whitespace());
        rest = if negated { &rest[1..] } else { rest };
        let end = rest
            .find(|next: char| next.is_whitespace() || next == '"')
            .unwrap_or(rest.len());
        let bare = &rest[..end];
        let (column, head) = match bare.split_once([':', '：']) {
            Some((column, head)) if !column.is_empty() => (Some(fold(column)), head),
            _ => (None, bare),
        };
        let after = &rest[end..];
        let (text, quoted, after) = match after.strip_prefix('"') {
            Some(inside) if head.is_empty() => {
                let end = inside.find('"').unwrap_or(inside.len());
                let after = inside.get(end + 1..).unwrap_or_default();
                (inside[..end].to_owned(), true, after)
            }
            Some(inside) => (head.to_owned(), false, inside),
            None => (head.to_owned(), false, after),
        };
        words.push(Word {
            negated,
            column,
            text,
            quoted,
        });
        rest = after.trim_start();
    }
    words
}

fn term(word: &Word, columns: &[&str]) -> Option<Term> {
    let known = word.column.as_deref().filter(|name| columns.contains(name));
    let term = match (known, &word.column) {
        (Some(name), _) => of_column(name, word)?,
        // What stands before the colon is no column: then the whole is a word, such as a time of the day.
        (None, Some(column)) => Term::Anywhere(fold(&format!("{column}:{}", word.text))),
        (None, None) if word.text.is_empty() => return None,
        (None, None) => Term::Anywhere(fold(&word.text)),
    };
    Some(if word.negated {
        Term::Not(Box::new(term))
    } else {
        term
    })
}

fn of_column(name: &str, word: &Word) -> Option<Term> {
    let (name, text) = (name.to_owned(), fold(&word.text));
    if word.quoted {
        return Some(if text.is_empty() {
            Term::Empty(name)
        } else {
            Term::Contains(name, text)
        });
    }
    let compared = [(">=", true), ("<=", true), (">", false), ("<", false)]
        .into_iter()
        .find_map(|(sign, too)| Some((sign, too, text.strip_prefix(sign)?)));
    if let Some((sign, too, bound)) = compared {
        // Still being typed.
        if bound.is_empty() {
            return None;
        }
        let bound = bound.to_owned();
        return Some(if sign.starts_with('>') {
            Term::Behind(name, bound, too)
        } else {
            Term::Before(name, bound, too)
        });
    }
    match (text.strip_prefix('*'), text.strip_suffix('*')) {
        _ if text.is_empty() || text == "*" => None,
        (Some(inside), Some(_)) => {
            let inside = inside.strip_suffix('*').unwrap_or(inside);
            Some(Term::Contains(name, inside.to_owned()))
        }
        (Some(end), None) => Some(Term::Ends(name, end.to_owned())),
        (None, Some(beginning)) => Some(Term::Begins(name, beginning.to_owned())),
        (None, None) => Some(Term::Contains(name, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Vec<Vec<Term>> {
        Query::read(typed, &["name", "status", "reg"]).alternatives
    }

    fn anywhere(text: &str) -> Term {
        Term::Anywhere(text.to_owned())
    }

    fn of(make: fn(String, String) -> Term, name: &str, text: &str) -> Term {
        make(name.to_owned(), text.to_owned())
    }

    #[test]
    fn words_stand_anywhere() {
        assert_eq!(
            read("Zhang  ＷＥＩ"),
            [[anywhere("zhang"), anywhere("wei")]]
        );
        assert_eq!(read("\"zhang wei\""), [[anywhere("zhang wei")]]);
        assert_eq!(
            read("a OR b c"),
            [vec![anywhere("a")], vec![anywhere("b"), anywhere("c")]]
        );
        assert!(read("  ").is_empty() && read("OR").is_empty());
        assert_eq!(read("-test"), [[Term::Not(Box::new(anywhere("test")))]]);
        assert_eq!(read("- a"), [[anywhere("-"), anywhere("a")]]);
    }

    #[test]
    fn words_of_a_column() {
        assert_eq!(
            read("status:disabled"),
            [[of(Term::Contains, "status", "disabled")]]
        );
        assert_eq!(
            read("Status：停用"),
            [[of(Term::Contains, "status", "停用")]]
        );
        assert_eq!(read("name:张*"), [[of(Term::Begins, "name", "张")]]);
        assert_eq!(read("name:*01"), [[of(Term::Ends, "name", "01")]]);
        assert_eq!(read("name:*01*"), [[of(Term::Contains, "name", "01")]]);
        assert_eq!(read("name:\"a b\""), [[of(Term::Contains, "name", "a b")]]);
        assert_eq!(read("name:\"\""), [[Term::Empty("name".to_owned())]]);
        let behind = Term::Behind("reg".to_owned(), "2024-01".to_owned(), false);
        assert_eq!(read("reg:>2024-01"), [[behind]]);
    }

    #[test]
    fn what_is_no_column_is_a_word_and_what_is_half_typed_matches_all() {
        assert_eq!(read("10:30"), [[anywhere("10:30")]]);
        assert!(read("name:").is_empty());
        assert!(read("reg:>").is_empty());
        assert_eq!(read("\"open"), [[anywhere("open")]]);
    }
}
