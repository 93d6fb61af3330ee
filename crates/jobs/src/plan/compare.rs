//! One wish against one account: what would be done.

use super::{Flaw, FlawKind, Intent, Live, Wish};
use crate::evidence::is;
use crate::{Action, FieldChange, Row, Values};

/// What would be done about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This.
    Do(Row),
    /// Nothing: the account is so already.
    AlreadySo,
    /// Nothing: the account is in a state that the wish did not expect.
    Conflict(Conflict),
    /// Nothing: the row cannot be right.
    Invalid(Vec<Flaw>),
}

/// Why an account is not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// It was to be created and is there.
    Exists,
    /// It was to be changed and is not there.
    Missing,
    /// It is not as the wish expected, because somebody changed it meanwhile.
    ChangedMeanwhile,
    /// It could not be read although the vendor can be.
    NotRead,
}

/// Compares a wish with an account. `from_ledger`: what is known comes from this browser's ledger, so that an account
/// that is not known may exist all the same.
pub fn compare(wish: &Wish, live: Live<'_>, from_ledger: bool) -> Verdict {
    if !wish.flaws.is_empty() {
        return Verdict::Invalid(wish.flaws.clone());
    }
    match (wish.intent, live) {
        (Intent::Create | Intent::CreateOrChange, Live::Absent) => create(wish),
        (Intent::Create, Live::Present(_)) => Verdict::Conflict(Conflict::Exists),
        (Intent::Create | Intent::CreateOrChange, Live::NotKnown) if from_ledger => create(wish),
        (Intent::Change, Live::Absent) => Verdict::Conflict(Conflict::Missing),
        (Intent::Change | Intent::CreateOrChange, Live::Present(values)) => change(wish, values),
        (Intent::Delete, Live::Absent) => Verdict::AlreadySo,
        (Intent::Delete, Live::Present(_)) => delete(wish),
        (Intent::Delete, Live::NotKnown) if from_ledger => delete(wish),
        (_, Live::NotKnown) => Verdict::Conflict(Conflict::NotRead),
    }
}

fn row(wish: &Wish, action: Action, changes: Vec<FieldChange>) -> Verdict {
    Verdict::Do(Row {
        target: wish.target.clone(),
        action,
        changes,
        sets_password: wish.password.is_some() && action != Action::Delete,
        place: wish.place,
    })
}

fn create(wish: &Wish) -> Verdict {
    let changes = wish.values.iter().map(|(field, after)| FieldChange {
        field: *field,
        before: None,
        after: after.clone(),
    });
    row(wish, Action::Create, changes.collect())
}

fn delete(wish: &Wish) -> Verdict {
    row(wish, Action::Delete, Vec::new())
}

fn change(wish: &Wish, live: &Values) -> Verdict {
    let changes: Vec<FieldChange> = wish
        .values
        .iter()
        .filter(|(field, after)| !is(live, **field, Some(after)))
        .map(|(field, after)| FieldChange {
            field: *field,
            before: live.get(field).cloned(),
            after: after.clone(),
        })
        .collect();
    if changes.is_empty() && wish.password.is_none() {
        return if wish.values.is_empty() {
            Verdict::Invalid(vec![Flaw {
                column: "",
                kind: FlawKind::NothingToDo,
            }])
        } else {
            Verdict::AlreadySo
        };
    }
    let is_as_expected = wish.expects.as_ref().is_none_or(|expected| {
        expected
            .iter()
            .all(|(field, value)| is(live, *field, Some(value)))
    });
    if is_as_expected {
        row(wish, Action::Change, changes)
    } else {
        Verdict::Conflict(Conflict::ChangedMeanwhile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;
    use vendors::Secret;

    fn named(nick_name: &str) -> Values {
        Values::from([(Field::NickName, nick_name.to_owned())])
    }

    fn wish(intent: Intent, nick_name: &str) -> Wish {
        Wish {
            values: named(nick_name),
            ..Wish::new("a", intent)
        }
    }

    fn done(verdict: Verdict) -> Row {
        match verdict {
            Verdict::Do(row) => row,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_so_already_is_left_alone() {
        let live = named("n");
        let here = Live::Present(&live);
        assert_eq!(
            compare(&wish(Intent::Change, "n"), here, false),
            Verdict::AlreadySo
        );
        assert_eq!(
            compare(&wish(Intent::CreateOrChange, "n"), here, false),
            Verdict::AlreadySo
        );
        assert_eq!(
            compare(&Wish::new("a", Intent::Delete), Live::Absent, false),
            Verdict::AlreadySo
        );
    }

    #[test]
    fn a_change_says_what_was_before() {
        let live = named("o");
        let row = done(compare(
            &wish(Intent::Change, "n"),
            Live::Present(&live),
            false,
        ));
        assert_eq!(row.action, Action::Change);
        assert_eq!(row.changes[0].before.as_deref(), Some("o"));
        assert_eq!(row.changes[0].after, "n");
    }

    #[test]
    fn what_was_not_expected_is_a_conflict() {
        let live = named("o");
        let here = Live::Present(&live);
        let conflict = |wish: &Wish, live| match compare(wish, live, false) {
            Verdict::Conflict(conflict) => conflict,
            other => panic!("{other:?}"),
        };
        assert_eq!(conflict(&wish(Intent::Create, "n"), here), Conflict::Exists);
        assert_eq!(
            conflict(&wish(Intent::Change, "n"), Live::Absent),
            Conflict::Missing
        );
        assert_eq!(
            conflict(&wish(Intent::Delete, "n"), Live::NotKnown),
            Conflict::NotRead
        );
        let expecting = Wish {
            expects: Some(named("x")),
            ..wish(Intent::Change, "n")
        };
        assert_eq!(conflict(&expecting, here), Conflict::ChangedMeanwhile);
    }

    #[test]
    fn the_ledger_does_not_know_everybody() {
        let create = compare(&wish(Intent::Create, "n"), Live::NotKnown, true);
        assert_eq!(done(create).action, Action::Create);
        let delete = compare(&Wish::new("a", Intent::Delete), Live::NotKnown, true);
        assert_eq!(done(delete).action, Action::Delete);
    }

    #[test]
    fn a_password_is_always_set_and_nothing_is_refused() {
        let mut secretive = wish(Intent::Change, "n");
        secretive.password = Some(Secret::new("p"));
        let live = named("n");
        let row = done(compare(&secretive, Live::Present(&live), false));
        assert!(row.sets_password && row.changes.is_empty());
        let nothing = Wish::new("a", Intent::Change);
        assert!(matches!(
            compare(&nothing, Live::Present(&live), false),
            Verdict::Invalid(_)
        ));
    }
}
