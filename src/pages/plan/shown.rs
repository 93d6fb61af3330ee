//! Which rows of a plan are in sight: of one kind, and with a typed text in them. Pure.

use super::words::Kind;
use crate::roster::Filter;
use jobs::plan::{Counts, Planned, Verdict};

/// How many rows there are of a kind.
pub const fn count(counts: Counts, kind: Kind) -> u32 {
    match kind {
        Kind::Create => counts.create,
        Kind::Change => counts.change,
        Kind::Delete => counts.delete,
        Kind::AlreadySo => counts.already_so,
        Kind::Conflict => counts.conflict,
        Kind::Invalid => counts.invalid,
    }
}

/// The rows in sight, by their place in the plan.
pub fn shown(rows: &[Planned], kind: Option<Kind>, typed: &str) -> Vec<u32> {
    let filter = Filter::new(typed);
    rows.iter()
        .enumerate()
        .filter(|(_, row)| kind.is_none_or(|kind| Kind::of(&row.verdict) == kind))
        .filter(|(_, row)| filter.is_empty() || filter.matches(texts(row)))
        .map(|(place, _)| place as u32)
        .collect()
}

/// What can be searched for in a row: the account, and the values before and after.
fn texts(row: &Planned) -> impl Iterator<Item = &str> {
    let changes = match &row.verdict {
        Verdict::Do(row) => row.changes.as_slice(),
        _ => &[],
    };
    let values = changes
        .iter()
        .flat_map(|change| [change.before.as_deref(), Some(change.after.as_str())])
        .flatten();
    let wished = row.wish.values.values().map(String::as_str);
    std::iter::once(row.wish.target.as_str())
        .chain(values)
        .chain(wished)
}

/// Those of the rows that would be sent.
pub fn to_do(rows: &[Planned], shown: &[u32]) -> Vec<u32> {
    let does = |place: &u32| {
        let row = rows.get(*place as usize);
        row.is_some_and(|row| matches!(row.verdict, Verdict::Do(_)))
    };
    shown.iter().copied().filter(does).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jobs::plan::{Accounts, Intent, Plan, Wish};
    use jobs::{Field, Found, Values};

    fn plan() -> Plan {
        let named = |target: &str, name: &str| Wish {
            values: Values::from([(Field::NickName, name.to_owned())]),
            ..Wish::new(target, Intent::Change)
        };
        let mut accounts = Accounts::of_vendor();
        for (target, name) in [("li.na", "李娜"), ("wang.wei", "王伟")] {
            let values = Values::from([(Field::NickName, name.to_owned())]);
            accounts.add(target, Found::Present(values));
        }
        accounts.complete();
        let mut plan = Plan::new(vec![
            named("li.na", "李娜娜"),
            named("wang.wei", "王伟"),
            named("nobody", "x"),
            Wish::new("wang.qi", Intent::Create),
        ]);
        assert!(plan.compare(&accounts, 10));
        plan
    }

    #[test]
    fn rows_are_found_by_kind_and_by_what_was_and_will_be() {
        let plan = plan();
        let rows = plan.rows();
        assert_eq!(shown(rows, None, ""), [0, 1, 2, 3]);
        assert_eq!(shown(rows, Some(Kind::AlreadySo), ""), [1]);
        assert_eq!(shown(rows, None, "WANG"), [1, 3]);
        assert_eq!(shown(rows, None, "娜娜"), [0]);
        assert_eq!(shown(rows, Some(Kind::Change), "wang"), [0u32; 0]);
        assert_eq!(to_do(rows, &[0, 1, 2, 3]), [0, 3]);
    }

    #[test]
    fn every_kind_is_counted() {
        let counts = plan().counts();
        let all: u32 = Kind::ALL.into_iter().map(|kind| count(counts, kind)).sum();
        assert_eq!(all, 4);
        assert_eq!(count(counts, Kind::Conflict), 1);
    }
}
