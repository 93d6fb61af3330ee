//! What an account shows of a row: whether it is as the row wanted it.

use crate::{Action, Field, Row, Values};

/// An account as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// There is no such account.
    Absent,
    /// It is there, with these values.
    Present(Values),
}

/// What an account shows of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is as the row wants it.
    AsWanted,
    /// It is as it was before.
    AsBefore,
    /// It is neither.
    SomethingElse,
    /// What the row does shows nowhere.
    Nowhere,
}

impl Found {
    /// What this shows of a row.
    pub fn shows(&self, row: &Row) -> Shown {
        match (row.action, self) {
            (Action::Delete, Found::Absent) => Shown::AsWanted,
            (Action::Delete, Found::Present(_)) | (Action::Create, Found::Absent) => {
                Shown::AsBefore
            }
            (Action::Change, Found::Absent) => Shown::SomethingElse,
            (Action::Create, Found::Present(values)) => {
                if row
                    .changes
                    .iter()
                    .all(|change| is(values, change.field, Some(&change.after)))
                {
                    Shown::AsWanted
                } else {
                    Shown::SomethingElse
                }
            }
            (Action::Change, Found::Present(_)) if row.changes.is_empty() => Shown::Nowhere,
            (Action::Change, Found::Present(values)) => {
                let mut changes = row.changes.iter();
                if changes.all(|change| is(values, change.field, Some(&change.after))) {
                    return Shown::AsWanted;
                }
                let mut changes = row.changes.iter();
                if changes.all(|change| is(values, change.field, change.before.as_deref())) {
                    Shown::AsBefore
                } else {
                    Shown::SomethingElse
                }
            }
        }
    }
}

/// Whether a field has a value; an unset text and an empty one are the same to the vendors.
pub(crate) fn is(values: &Values, field: Field, wanted: Option<&str>) -> bool {
    values.get(&field).map_or("", String::as_str) == wanted.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldChange;

    fn row(action: Action, changes: &[(&str, &str)]) -> Row {
        Row {
            target: "a".to_owned(),
            action,
            changes: changes
                .iter()
                .map(|(before, after)| FieldChange {
                    field: Field::NickName,
                    before: (!before.is_empty()).then(|| (*before).to_owned()),
                    after: (*after).to_owned(),
                })
                .collect(),
            sets_password: false,
            place: None,
        }
    }

    fn named(nick_name: &str) -> Found {
        Found::Present(Values::from([(Field::NickName, nick_name.to_owned())]))
    }

    #[test]
    fn an_account_says_what_became_of_its_row() {
        let create = row(Action::Create, &[("", "n")]);
        let change = row(Action::Change, &[("o", "n")]);
        let delete = row(Action::Delete, &[]);
        let password = row(Action::Change, &[]);
        let cases = [
            (&create, Found::Absent, Shown::AsBefore),
            (&create, named("n"), Shown::AsWanted),
            (&create, named("x"), Shown::SomethingElse),
            (&change, named("n"), Shown::AsWanted),
            (&change, named("o"), Shown::AsBefore),
            (&change, named("x"), Shown::SomethingElse),
            (&change, Found::Absent, Shown::SomethingElse),
            (&delete, Found::Absent, Shown::AsWanted),
            (&delete, named("o"), Shown::AsBefore),
            (&password, named("o"), Shown::Nowhere),
        ];
        for (row, found, shown) in cases {
            assert_eq!(found.shows(row), shown, "{row:?} {found:?}");
        }
    }

    #[test]
    fn unset_and_empty_are_the_same() {
        let clear = row(Action::Change, &[("o", "")]);
        assert_eq!(Found::Present(Values::new()).shows(&clear), Shown::AsWanted);
        let name = row(Action::Change, &[("", "n")]);
        assert_eq!(Found::Present(Values::new()).shows(&name), Shown::AsBefore);
    }
}
