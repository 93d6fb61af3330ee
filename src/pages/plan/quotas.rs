//! What a plan does to T12's quotas: the sums before and after, and the apps that would have none left.

use super::review::Review;
use crate::i18n::Language;
use crate::ui::{Notice, Tone};
use jobs::Field;
use jobs::plan::{Plan, Verdict};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How many apps are named.
const NAMED: usize = 5;

/// The apps that would have none left of something that the plan sets, and how many apps it changes.
fn run_out(plan: &Plan, left_out: &BTreeSet<u32>) -> (Vec<String>, usize) {
    let rows = plan.rows().iter().enumerate();
    let done = rows.filter_map(|(place, planned)| match &planned.verdict {
        Verdict::Do(row) if !left_out.contains(&(place as u32)) => Some(row),
        _ => None,
    });
    let mut changed = 0;
    let names = done
        .inspect(|_| changed += 1)
        .filter(|row| {
            row.changes.iter().any(|change| {
                matches!(change.field, Field::RegularUsers | Field::TestUsers)
                    && change.after.parse::<i128>().unwrap_or(0) <= 0
            })
        })
        .map(|row| row.target.clone())
        .collect();
    (names, changed)
}

/// The sums and the warning; both follow what is left out.
pub fn quota_sum(review: Review) -> AnyView {
    let (words, left_out) = (review.desk.words, review.desk.left_out);
    let sum = Memo::new(move |_| {
        left_out.with(|left_out| {
            review.compared.with_value(|compared| {
                let sum = compared.plan.quota_sum(left_out);
                (sum, run_out(&compared.plan, left_out))
            })
        })
    });
    let tile = move |label: fn(Language) -> &'static str, test: bool| {
        let amounts = move || {
            let (before, after) = sum.with(|(sum, _)| if test { sum.test } else { sum.regular });
            let by = after - before;
            let sign = if by > 0 { "+" } else { "" };
            (
                grouped(before),
                grouped(after),
                [sign, &grouped(by)].concat(),
            )
        };
        let apps = words
            .with(move |language| language.plan_sum_apps(sum.with(|(_, (_, changed))| *changed)));
        view! {
            <div class="tile">
                <span class="tile-label">{words.of(label)}</span>
                <span class="tile-value">
                    {move || {
                        let (before, after, _) = amounts();
                        [before.as_str(), after.as_str()].join(" → ")
                    }}
                </span>
                <span class="tile-note">{move || amounts().2} " · " {apps}</span>
            </div>
        }
    };
    let warning = move || {
        let names = sum.with(|(_, (names, _))| names.clone());
        (!names.is_empty()).then(|| {
            let count = names.len();
            let title = words.with(move |language| language.plan_run_out(count));
            let body = words.with(move |language| {
                let first: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
                let first = first.join(language.plan_separator());
                let told = match count.saturating_sub(NAMED) {
                    0 => first,
                    more => language.plan_and_more(&first, more),
                };
                language.plan_run_out_body(&told)
            });
            view! {
                <Notice tone=Tone::Warn title=title>
                    <p>{body}</p>
                </Notice>
            }
        })
    };
    view! {
        <section class="stack" aria-label=words.of(Language::plan_sum_title)>
            <div class="tiles">
                {tile(Language::plan_sum_regular, false)} {tile(Language::plan_sum_test, true)}
            </div>
            {warning}
        </section>
    }
    .into_any()
}

/// A whole number with its thousands apart.
fn grouped(number: i128) -> String {
    let digits =
        crate::ui::pager::grouped(u64::try_from(number.unsigned_abs()).unwrap_or(u64::MAX));
    if number < 0 {
        ["−", &digits].concat()
    } else {
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jobs::plan::{Accounts, Intent, Wish};
    use jobs::{Found, Values};

    #[test]
    fn apps_that_would_have_none_left_are_named_unless_left_out() {
        let amounts = |regular: &str, test: &str| {
            Values::from([
                (Field::RegularUsers, regular.to_owned()),
                (Field::TestUsers, test.to_owned()),
            ])
        };
        let mut accounts = Accounts::of_vendor();
        for app in ["a", "b", "c"] {
            accounts.add(app, Found::Present(amounts("10", "5")));
        }
        let wish = |app: &str, values| Wish {
            values,
            ..Wish::new(app, Intent::Change)
        };
        let mut plan = Plan::new(vec![
            wish("a", amounts("0", "5")),
            wish("b", amounts("500", "0")),
            wish("c", amounts("7", "5")),
        ]);
        assert!(plan.compare(&accounts, 10));
        let none = BTreeSet::new();
        assert_eq!(
            run_out(&plan, &none),
            (vec!["a".to_owned(), "b".to_owned()], 3)
        );
        assert_eq!(
            run_out(&plan, &BTreeSet::from([0])),
            (vec!["b".to_owned()], 2)
        );
        assert_eq!(plan.quota_sum(&none).regular, (30, 507));
        assert_eq!(plan.quota_sum(&BTreeSet::from([1])).regular, (20, 7));
    }

    #[test]
    fn negative_numbers_are_written_too() {
        assert_eq!(grouped(-1_234), "−1,234");
        assert_eq!(grouped(1_234), "1,234");
    }
}
