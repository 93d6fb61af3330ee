//! Which apps the list shows, in which order, and how a quota looks. Knows no component and no network.

use super::quotas::AppQuota;
use crate::roster::{Direction, Filter, order_naturally};
use crate::ui::Tone;
use crate::ui::pager::grouped;
use std::collections::BTreeMap;
use vendors::t12::Quota;

/// The columns that the list can be sorted by, as they stand in the URL.
pub const SORTABLE: [&str; 3] = ["app", "users", "test_users"];

/// From this many users on downwards, an app is nearly used up.
const FEW: i64 = 10;

/// The apps to show, in order. Apps whose quota is not known come last where the order is by quota.
pub fn visible_apps(
    apps: &[String],
    quotas: &BTreeMap<String, AppQuota>,
    typed: &str,
    sort: Option<(&str, Direction)>,
) -> Vec<String> {
    let filter = Filter::new(typed);
    let matching: Vec<&String> = apps.iter().filter(|app| filter.matches([app])).collect();
    let Some((column, direction)) = sort else {
        return matching.into_iter().cloned().collect();
    };
    let sorted_by = matching.iter().map(|app| {
        let quota = quotas.get(*app).and_then(|known| known.quota);
        // A sign would not take part in the order, and less than nothing is nothing.
        let amount = |of: fn(Quota) -> i64| quota.map(|quota| of(quota).max(0).to_string());
        match column {
            "users" => amount(|quota| quota.remain_user).unwrap_or_default(),
            "test_users" => amount(|quota| quota.remain_test_user).unwrap_or_default(),
            _ => (*app).clone(),
        }
    });
    order_naturally(sorted_by, direction)
        .into_iter()
        .filter_map(|place| matching.get(place).map(|app| (*app).clone()))
        .collect()
}

/// The largest quotas in the list, against which the others are drawn.
pub fn largest<'a>(quotas: impl Iterator<Item = &'a Quota>) -> Quota {
    let nothing = Quota {
        remain_user: 0,
        remain_test_user: 0,
    };
    quotas.fold(nothing, |largest, quota| Quota {
        remain_user: largest.remain_user.max(quota.remain_user),
        remain_test_user: largest.remain_test_user.max(quota.remain_test_user),
    })
}

/// How good the news is that this many are left.
pub fn tone(left: i64) -> Tone {
    match left {
        ..=0 => Tone::Bad,
        1..=FEW => Tone::Warn,
        _ => Tone::Accent,
    }
}

/// An amount for reading. The vendor documents no lower bound.
pub fn amount(amount: i64) -> String {
    let digits = grouped(amount.unsigned_abs());
    if amount < 0 {
        format!("−{digits}")
    } else {
        digits
    }
}

/// The difference between two amounts, with its sign.
pub fn difference(before: i64, after: i64) -> String {
    let magnitude = grouped(after.abs_diff(before));
    match after.cmp(&before) {
        std::cmp::Ordering::Less => format!("−{magnitude}"),
        std::cmp::Ordering::Equal => "±0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{magnitude}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota(remain_user: i64, remain_test_user: i64) -> Quota {
        Quota {
            remain_user,
            remain_test_user,
        }
    }

    fn known() -> BTreeMap<String, AppQuota> {
        [("beta", 9, 3), ("alpha", 481, 20), ("gamma", -2, 100)]
            .into_iter()
            .map(|(app, users, test_users)| {
                let known = AppQuota {
                    quota: Some(quota(users, test_users)),
                    ..AppQuota::default()
                };
                (app.to_owned(), known)
            })
            .collect()
    }

    fn visible(typed: &str, sort: Option<(&str, Direction)>) -> Vec<String> {
        let apps = ["beta", "unread", "alpha", "gamma"].map(str::to_owned);
        visible_apps(&apps, &known(), typed, sort)
    }

    #[test]
    fn the_admin_s_order_until_told_otherwise() {
        assert_eq!(visible("", None), ["beta", "unread", "alpha", "gamma"]);
        assert_eq!(visible(" ALP", None), ["alpha"]);
        assert_eq!(
            visible("", Some(("app", Direction::Ascending))),
            ["alpha", "beta", "gamma", "unread"]
        );
    }

    #[test]
    fn what_is_not_known_comes_last() {
        assert_eq!(
            visible("", Some(("users", Direction::Ascending))),
            ["gamma", "beta", "alpha", "unread"]
        );
        assert_eq!(
            visible("", Some(("test_users", Direction::Descending))),
            ["gamma", "alpha", "beta", "unread"]
        );
    }

    #[test]
    fn few_and_none_stand_out() {
        assert_eq!(tone(-1), Tone::Bad);
        assert_eq!(tone(0), Tone::Bad);
        assert_eq!(tone(1), Tone::Warn);
        assert_eq!(tone(10), Tone::Warn);
        assert_eq!(tone(11), Tone::Accent);
    }

    #[test]
    fn amounts_and_differences() {
        assert_eq!(amount(1_234_567), "1,234,567");
        assert_eq!(amount(-5), "−5");
        assert_eq!(amount(i64::MIN), "−9,223,372,036,854,775,808");
        assert_eq!(difference(480, 500), "+20");
        assert_eq!(difference(500, 495), "−5");
        assert_eq!(difference(7, 7), "±0");
        assert_eq!(
            difference(i64::MIN, i64::MAX),
            "+18,446,744,073,709,551,615"
        );
    }

    #[test]
    fn the_largest_of_each() {
        let quotas = [quota(5, 9), quota(8, -1)];
        assert_eq!(largest(quotas.iter()), quota(8, 9));
        assert_eq!(largest([].iter()), quota(0, 0));
    }
}
