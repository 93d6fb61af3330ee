//! From what was typed to conditions.

use super::date::full_date;
use super::{Bound, Doubt, Meaning, Part, Query, Term, Test};
use crate::decimal::Decimal;
use crate::roster::{Column, ColumnKind};
use sheet::fold;

/// The quotation marks that input methods write.
const QUOTATION_MARKS: [char; 4] = ['"', '“', '”', '＂'];

impl Query {
    /// Reads what was typed, about these columns.
    pub fn read(typed: &str, columns: &[Column]) -> Self {
        let mut query = Query::default();
        let mut alternatives = vec![Vec::new()];
        for word in words(typed) {
            let (meaning, doubt) = meaning(&word, columns);
            match (&meaning, alternatives.last_mut()) {
                (Meaning::Or, _) => alternatives.push(Vec::new()),
                (Meaning::Term(term), Some(last)) => last.push(term.clone()),
                _ => {}
            }
            query.parts.push(Part {
                place: word.place,
                meaning,
                doubt: doubt.or(word.is_open.then_some(Doubt::OpenQuotation)),
            });
        }
        alternatives.retain(|terms| !terms.is_empty());
        query.alternatives = alternatives;
        query
    }
}

struct Word<'a> {
    place: std::ops::Range<usize>,
    negated: bool,
    /// What stands before a colon, if it was not quoted.
    name: Option<&'a str>,
    text: &'a str,
    quoted: bool,
    is_open: bool,
}

fn words(typed: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let start = typed.len() - rest.len();
        let unsigned = rest.strip_prefix('-');
        rest = unsigned.unwrap_or(rest);
        let ends = |next: char| next.is_whitespace() || QUOTATION_MARKS.contains(&next);
        let (bare, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        let (name, head) = match bare.split_once([':', '：']) {
            Some((name, head)) if !name.is_empty() => (Some(name), head),
            _ => (None, bare),
        };
        let mut word = Word {
            place: start..start,
            negated: unsigned.is_some(),
            name,
            text: head,
            quoted: false,
            is_open: false,
        };
        rest = after;
        // A quotation mark within a word parts it.
        if let (Some(inside), true) = (after.strip_prefix(QUOTATION_MARKS), head.is_empty()) {
            let end = inside.find(QUOTATION_MARKS);
            word.text = &inside[..end.unwrap_or(inside.len())];
            word.is_open = end.is_none();
            word.quoted = true;
            rest = &inside[word.text.len()..];
            rest = rest.strip_prefix(QUOTATION_MARKS).unwrap_or(rest);
        }
        word.place.end = typed.len() - rest.len();
        words.push(word);
        rest = rest.trim_start();
    }
    words
}

fn meaning(word: &Word<'_>, columns: &[Column]) -> (Meaning, Option<Doubt>) {
    let text = fold(word.text);
    if !word.quoted
        && !word.negated
        && word.name.is_none()
        && (word.text == "OR" || text == "|" || text == "||")
    {
        return (Meaning::Or, None);
    }
    let name = word.name.map(fold);
    let column = name.as_ref().and_then(|name| {
        let mut columns = columns.iter();
        columns.position(|column| column.names.contains(&name.as_str()))
    });
    let (test, doubt) = match (column.and_then(|index| columns.get(index)), name) {
        (Some(column), _) => of_column(text, word.quoted, column.kind),
        // What stands before the colon is no column: then the whole is a word, such as a time of the day.
        (None, Some(name)) => {
            let is_name = name.chars().all(char::is_alphabetic) && !text.starts_with("//");
            let doubt = (is_name && !text.is_empty()).then_some(Doubt::UnknownColumn);
            (Some(Test::Contains(format!("{name}:{text}"))), doubt)
        }
        (None, None) if word.quoted && !text.is_empty() => (Some(Test::Contains(text)), None),
        (None, None) => (of_word(&text), None),
    };
    match test {
        Some(test) => {
            let negated = word.negated;
            (
                Meaning::Term(Term {
                    column,
                    test,
                    negated,
                }),
                doubt,
            )
        }
        None => (Meaning::Unfinished, doubt),
    }
}

/// A word, perhaps with asterisks for anything.
fn of_word(text: &str) -> Option<Test> {
    let mut pieces: Vec<&str> = text.split('*').collect();
    match pieces.as_slice() {
        _ if pieces.iter().all(|piece| piece.is_empty()) => return None,
        [word] => return Some(Test::Contains((*word).to_owned())),
        ["", word, ""] => return Some(Test::Contains((*word).to_owned())),
        _ => {}
    }
    let last = pieces.len() - 1;
    let mut index = 0;
    pieces.retain(|piece| {
        let is_end = index == 0 || index == last;
        index += 1;
        is_end || !piece.is_empty()
    });
    Some(Test::Pattern(
        pieces.into_iter().map(str::to_owned).collect(),
    ))
}

fn of_column(text: String, quoted: bool, kind: ColumnKind) -> (Option<Test>, Option<Doubt>) {
    if quoted {
        let test = match kind {
            _ if text.is_empty() => Test::Empty,
            ColumnKind::Category => Test::Is(text),
            _ => Test::Contains(text),
        };
        return (Some(test), None);
    }
    let sign = ["<=", ">=", "<", ">"]
        .into_iter()
        .find(|sign| text.starts_with(sign));
    let compared = match (sign, text.split_once("..")) {
        (Some(sign), _) => {
            let bound = Some((&text[sign.len()..], sign.len() == 2));
            Some(if sign.starts_with('>') {
                (bound, None)
            } else {
                (None, bound)
            })
        }
        (None, Some((from, to))) => Some((Some((from, true)), Some((to, true)))),
        (None, None) => None,
    };
    let Some((from, to)) = compared else {
        let test = match (kind, of_word(&text)) {
            (ColumnKind::Category, Some(Test::Contains(word))) if !text.contains('*') => {
                Some(Test::Pattern(vec![word, String::new()]))
            }
            (_, test) => test,
        };
        return (test, None);
    };
    let mut doubt = None;
    let mut bound = |end: Option<(&str, bool)>| {
        let (text, included) = end.filter(|(text, _)| !text.is_empty())?;
        let is_number = kind == ColumnKind::Number;
        if is_number && Decimal::read(text).is_none() {
            doubt = Some(Doubt::NoNumber);
        }
        let date = if kind == ColumnKind::Date {
            full_date(text)
        } else {
            None
        };
        if kind == ColumnKind::Date && date.is_none() {
            doubt = Some(Doubt::NoDate);
        }
        Some(Bound {
            text: date.unwrap_or_else(|| text.to_owned()),
            included,
            is_number,
        })
    };
    match (bound(from), bound(to)) {
        // Still being typed.
        (None, None) => (None, None),
        (from, to) => (Some(Test::Range(from, to)), doubt),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        let column = |names, kind, searched| Column {
            names,
            kind,
            searched,
        };
        vec![
            column(&["name", "名称"], ColumnKind::Text, true),
            column(&["status", "状态"], ColumnKind::Category, false),
            column(&["reg"], ColumnKind::Date, false),
            column(&["count"], ColumnKind::Number, false),
        ]
    }

    fn read(typed: &str) -> Vec<Vec<Term>> {
        Query::read(typed, &columns()).alternatives().to_vec()
    }

    fn term(column: Option<usize>, test: Test) -> Term {
        Term {
            column,
            test,
            negated: false,
        }
    }

    fn not(term: Term) -> Term {
        Term {
            negated: true,
            ..term
        }
    }

    fn contains(column: Option<usize>, text: &str) -> Term {
        term(column, Test::Contains(text.to_owned()))
    }

    fn pattern(column: Option<usize>, pieces: &[&str]) -> Term {
        term(
            column,
            Test::Pattern(pieces.iter().map(ToString::to_string).collect()),
        )
    }

    fn bound(text: &str, included: bool, is_number: bool) -> Option<Bound> {
        Some(Bound {
            text: text.to_owned(),
            included,
            is_number,
        })
    }

    fn doubts(typed: &str) -> Vec<(&str, Option<Doubt>)> {
        let query = Query::read(typed, &columns());
        let parts = query.parts().iter();
        parts
            .map(|part| (&typed[part.place.clone()], part.doubt))
            .collect()
    }

    #[test]
    fn words_stand_anywhere() {
        let anywhere = |text| contains(None, text);
        assert_eq!(
            read("Zhang  ＷＥＩ"),
            [[anywhere("zhang"), anywhere("wei")]]
        );
        assert_eq!(read("\"zhang wei\""), [[anywhere("zhang wei")]]);
        assert_eq!(
            read("“zhang wei” x"),
            [[anywhere("zhang wei"), anywhere("x")]]
        );
        assert_eq!(
            read("a OR b c"),
            [vec![anywhere("a")], vec![anywhere("b"), anywhere("c")]]
        );
        assert_eq!(read("a | b"), [[anywhere("a")], [anywhere("b")]]);
        assert!(read("  ").is_empty() && read("OR").is_empty());
        assert_eq!(read("\"OR\""), [[anywhere("or")]]);
        assert_eq!(read("-test"), [[not(anywhere("test"))]]);
        assert_eq!(read("- a"), [[anywhere("a")]]);
        assert_eq!(read("\"-\" a-"), [[anywhere("-"), anywhere("a-")]]);
        assert_eq!(read("z*g"), [[pattern(None, &["z", "g"])]]);
        assert_eq!(read("*z*"), [[anywhere("z")]]);
    }

    #[test]
    fn words_of_a_column() {
        assert_eq!(read("status:dis"), [[pattern(Some(1), &["dis", ""])]]);
        assert_eq!(
            read("状态：\"停用\""),
            [[term(Some(1), Test::Is("停用".to_owned()))]]
        );
        assert_eq!(read("name:张*"), [[pattern(Some(0), &["张", ""])]]);
        assert_eq!(read("-Name:*01"), [[not(pattern(Some(0), &["", "01"]))]]);
        assert_eq!(read("name:a**b"), [[pattern(Some(0), &["a", "b"])]]);
        assert_eq!(read("name:\"a b\""), [[contains(Some(0), "a b")]]);
        assert_eq!(read("name:\"\""), [[term(Some(0), Test::Empty)]]);
        assert_eq!(read("name:\"a*\""), [[contains(Some(0), "a*")]]);
    }

    #[test]
    fn ranges() {
        let range = |column, from, to| vec![vec![term(Some(column), Test::Range(from, to))]];
        assert_eq!(
            read("reg:>2024-1"),
            range(2, bound("2024-01", false, false), None)
        );
        assert_eq!(
            read("reg:＜=2024/1/5"),
            range(2, None, bound("2024-01-05", true, false))
        );
        assert_eq!(
            read("reg:2024..2025-02"),
            range(2, bound("2024", true, false), bound("2025-02", true, false))
        );
        assert_eq!(read("count:>=9"), range(3, bound("9", true, true), None));
        assert_eq!(
            read("count:..1.5"),
            range(3, None, bound("1.5", true, true))
        );
        assert_eq!(read("name:>a"), range(0, bound("a", false, false), None));
    }

    #[test]
    fn what_is_not_understood_is_a_word_and_told() {
        assert_eq!(read("10:30"), [[contains(None, "10:30")]]);
        assert_eq!(
            doubts("10:30 http://a"),
            [("10:30", None), ("http://a", None)]
        );
        assert_eq!(read("dept:it"), [[contains(None, "dept:it")]]);
        let unknown = Some(Doubt::UnknownColumn);
        assert_eq!(doubts(" -dept:it  a"), [("-dept:it", unknown), ("a", None)]);
        assert_eq!(
            doubts("count:>many"),
            [("count:>many", Some(Doubt::NoNumber))]
        );
        assert_eq!(
            doubts("reg:>lately"),
            [("reg:>lately", Some(Doubt::NoDate))]
        );
        for date in [
            "2024-13",
            "2024-99-99",
            "2023-02-29",
            "2024/4/31",
            "2024-00",
        ] {
            let typed = ["reg:>", date].concat();
            assert_eq!(doubts(&typed), [(typed.as_str(), Some(Doubt::NoDate))]);
        }
        for date in [
            "2024-02-29",
            "2000-2-29",
            "2024-0",
            "2024-",
            "2024-1-",
            "2024-12-0",
        ] {
            let typed = ["reg:>", date].concat();
            assert_eq!(doubts(&typed), [(typed.as_str(), None)]);
        }
        assert_eq!(
            doubts("a \"b c"),
            [("a", None), ("\"b c", Some(Doubt::OpenQuotation))]
        );
        assert_eq!(read("\"b c"), [[contains(None, "b c")]]);
    }

    #[test]
    fn what_is_half_typed_matches_all() {
        for typed in ["name:", "reg:>", "reg:..", "*", "name:**", "\"", "-", "-\""] {
            let query = Query::read(typed, &columns());
            assert!(query.is_empty(), "{typed}");
            assert_eq!(query.parts().len(), 1, "{typed}");
            assert_eq!(query.parts()[0].meaning, Meaning::Unfinished, "{typed}");
        }
    }

    #[test]
    fn a_part_can_be_taken_away() {
        let typed = "a  name:\"b c\" d";
        let query = Query::read(typed, &columns());
        let without = |index: usize| super::super::without_part(typed, &query.parts()[index]);
        assert_eq!(without(0), "name:\"b c\" d");
        assert_eq!(without(1), "a d");
        assert_eq!(without(2), "a  name:\"b c\"");
    }
}
