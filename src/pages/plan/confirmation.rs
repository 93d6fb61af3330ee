//! What has to be permitted and typed before a plan is applied. Pure.

use jobs::plan::Counts;
use vendors::{Operation, Vendor};

/// More deletions than this are not confirmed at a glance.
pub const DELETED_AT_A_GLANCE: u32 = 20;

/// The number that has to be typed: how many accounts are written. `None` where a press is enough.
pub fn to_be_typed(counts: Counts, production: bool) -> Option<u32> {
    let is_grave = production || counts.delete > DELETED_AT_A_GLANCE;
    (is_grave && counts.to_do() > 0).then(|| counts.to_do())
}

/// Whether that number was typed. Thousands may be set apart, and digits may be of full width, as input methods give
/// them.
pub fn is_typed(typed: &str, wanted: u32) -> bool {
    let digits: String = sheet::fold(typed)
        .chars()
        .filter(|digit| !matches!(digit, ',' | ' ' | '，'))
        .collect();
    digits == wanted.to_string()
}

/// The operations that such a plan takes.
pub fn operations(vendor: Vendor, counts: Counts) -> Vec<Operation> {
    let (create, change, delete) = match vendor {
        Vendor::BitAnswer => (
            Operation::BitAnswerUpsertUsers,
            Operation::BitAnswerPatchUsers,
            Operation::BitAnswerDeleteUsers,
        ),
        Vendor::ShareCreators => (
            Operation::ShareCreatorsCreateUser,
            Operation::ShareCreatorsCreateUser,
            Operation::ShareCreatorsDeleteUsers,
        ),
        Vendor::T12 | Vendor::Tingyun => (
            Operation::T12SetQuota,
            Operation::T12SetQuota,
            Operation::T12SetQuota,
        ),
    };
    [
        (counts.create, create),
        (counts.change, change),
        (counts.delete, delete),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(_, operation)| operation)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(create: u32, delete: u32) -> Counts {
        Counts {
            create,
            delete,
            ..Counts::default()
        }
    }

    #[test]
    fn many_deletions_and_every_write_to_production_want_the_number_typed() {
        assert_eq!(to_be_typed(counts(5_000, 20), false), None);
        assert_eq!(to_be_typed(counts(4, 21), false), Some(25));
        assert_eq!(to_be_typed(counts(1, 0), true), Some(1));
        assert_eq!(to_be_typed(counts(0, 0), true), None);
    }

    #[test]
    fn a_number_is_typed_as_people_type_it() {
        for typed in ["2140", " 2,140 ", "２１４０", "2，140"] {
            assert!(is_typed(typed, 2140), "{typed}");
        }
        for typed in ["", "214", "2141", "-2140", "2.140", "x"] {
            assert!(!is_typed(typed, 2140), "{typed}");
        }
    }

    #[test]
    fn a_plan_takes_what_its_rows_do_and_nothing_else() {
        assert_eq!(
            operations(Vendor::BitAnswer, counts(1, 0)),
            [Operation::BitAnswerUpsertUsers]
        );
        assert_eq!(
            operations(Vendor::ShareCreators, counts(1, 1)),
            [
                Operation::ShareCreatorsCreateUser,
                Operation::ShareCreatorsDeleteUsers
            ]
        );
        assert_eq!(operations(Vendor::T12, counts(0, 0)), []);
    }
}
