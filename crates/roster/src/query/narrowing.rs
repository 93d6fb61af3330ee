//! Whether what matches one query is among what matches another: then only those rows need be looked at.

use super::{Query, Term, Test};

impl Query {
    /// Whether every row that matches this one matches the other too, whatever the rows are. Where it is not obvious, it
    /// says no.
    pub fn narrows(&self, other: &Query) -> bool {
        other.is_empty()
            || (!self.is_empty()
                && self.alternatives.iter().all(|own| {
                    let covers = |terms: &Vec<Term>| {
                        terms
                            .iter()
                            .all(|wider| own.iter().any(|term| implies(term, wider)))
                    };
                    other.alternatives.iter().any(covers)
                }))
    }
}

/// Whether what meets `own` meets `wider`.
fn implies(own: &Term, wider: &Term) -> bool {
    if own == wider {
        return true;
    }
    if own.column != wider.column || own.negated != wider.negated {
        return false;
    }
    if own.negated {
        is_narrower(&wider.test, &own.test)
    } else {
        is_narrower(&own.test, &wider.test)
    }
}

/// Whether every text that meets `own` meets `wider`.
fn is_narrower(own: &Test, wider: &Test) -> bool {
    if own == wider {
        return true;
    }
    match (own, wider) {
        (Test::Contains(own) | Test::Is(own), Test::Contains(wider)) => {
            own.contains(wider.as_str())
        }
        (Test::Pattern(own), Test::Contains(wider)) => {
            own.iter().any(|piece| piece.contains(wider.as_str()))
        }
        (Test::Is(own), wider @ Test::Pattern(_)) => wider.meets(own),
        (Test::Pattern(own), Test::Pattern(wider)) => match (own.as_slice(), wider.as_slice()) {
            ([own, .., own_end], [wider, wider_end]) => {
                // Where the ends of the wider might overlap in a text, they would in the narrower as well.
                own.starts_with(wider.as_str()) && own_end.ends_with(wider_end.as_str())
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::query::Query;
    use crate::roster::{Column, ColumnKind};

    #[test]
    fn one_more_letter_narrows_and_other_things_do_not() {
        let column = |names: &'static [&'static str], kind| Column {
            names,
            kind,
            searched: true,
        };
        let columns = [
            column(&["name"], ColumnKind::Text),
            column(&["status"], ColumnKind::Category),
        ];
        let narrows = |own: &str, other: &str| {
            Query::read(own, &columns).narrows(&Query::read(other, &columns))
        };
        for (own, other) in [
            ("ab", "a"),
            ("ab", "b"),
            ("a b", "a"),
            ("a", ""),
            ("-a", "-ab"),
            ("name:ab*", "name:a*"),
            ("status:ab", "status:a"),
            ("ab OR ac", "a"),
            ("a OR b", "b OR a"),
            ("name:ab*c", "name:b"),
            ("name:ab*", "name:a"),
            ("status:\"ab\"", "status:a"),
        ] {
            assert!(narrows(own, other), "{own} in {other}");
        }
        for (own, other) in [
            ("a", "ab"),
            ("", "a"),
            ("-ab", "-a"),
            ("name:ab", "ab"),
            ("name:>2024-0", "name:>2024"),
            ("a OR b", "a"),
            ("-a", "a"),
        ] {
            assert!(!narrows(own, other), "{own} in {other}");
        }
    }
}
