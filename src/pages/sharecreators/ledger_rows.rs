//! Which accounts the ledger's table shows, in which order. Knows no component and no storage.

use crate::roster::{Direction, Filter, order_naturally};
use crate::store::{LedgerEntry, LedgerState};

/// The columns that the table can be sorted by, as they stand in the URL.
pub const SORTABLE: [&str; 7] = [
    "email", "user_id", "role", "is_admin", "phone", "state", "at",
];

/// The positions of the accounts to show, in order. Every fact that is shown can be searched for.
pub fn visible_accounts(
    ledger: &[LedgerEntry],
    typed: &str,
    state: Option<LedgerState>,
    sort: Option<(&str, Direction)>,
) -> Vec<usize> {
    let filter = Filter::new(typed);
    let matching: Vec<usize> = (0..ledger.len())
        .filter(|&place| {
            let entry = &ledger[place];
            state.is_none_or(|state| entry.state == state)
                && filter.matches(["email", "user_id", "phone"].map(|column| text(entry, column)))
        })
        .collect();
    let Some((column, direction)) = sort else {
        return matching;
    };
    let texts = matching.iter().map(|&place| text(&ledger[place], column));
    order_naturally(texts, direction)
        .into_iter()
        .filter_map(|place| matching.get(place).copied())
        .collect()
}

/// Rows on a page.
pub const PAGE_SIZE: u64 = 100;

/// How many rows come before the page that the parameter (from 1) asks for; past the end, the last page.
pub fn page_offset(parameter: &str, total: u64) -> u64 {
    let page: u64 = parameter.parse().unwrap_or(1);
    let last = total.saturating_sub(1) / PAGE_SIZE;
    page.saturating_sub(1).min(last) * PAGE_SIZE
}

/// The page parameter for an offset; empty for the first page.
pub fn page_parameter(offset: u64) -> String {
    match offset / PAGE_SIZE {
        0 => String::new(),
        before => (before + 1).to_string(),
    }
}

fn text(entry: &LedgerEntry, column: &str) -> String {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        "user_id" => given(&entry.user_id),
        "role" => given(&entry.role),
        "is_admin" => given(&entry.is_admin),
        "phone" => given(&entry.phone),
        "state" => entry.state.as_str().to_owned(),
        // Whole milliseconds: as a number that the natural order compares by value.
        "at" => (entry.at.max(0.0) as u64).to_string(),
        _ => entry.email.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Vec<LedgerEntry> {
        [
            ("zhang@x.cn", Some("id10"), LedgerState::Created, 3.0),
            ("li@x.cn", Some("id9"), LedgerState::Deleted, 20.0),
            ("wang@y.cn", None, LedgerState::Created, 100.0),
        ]
        .into_iter()
        .map(|(email, user_id, state, at)| LedgerEntry {
            email: email.to_owned(),
            user_id: user_id.map(str::to_owned),
            role: None,
            is_admin: None,
            phone: None,
            state,
            at,
        })
        .collect()
    }

    #[test]
    fn filters_by_text_and_state() {
        assert_eq!(visible_accounts(&ledger(), "", None, None), [0, 1, 2]);
        assert_eq!(visible_accounts(&ledger(), "X.CN", None, None), [0, 1]);
        assert_eq!(visible_accounts(&ledger(), "id9", None, None), [1]);
        assert_eq!(
            visible_accounts(&ledger(), "", Some(LedgerState::Created), None),
            [0, 2]
        );
    }

    #[test]
    fn pages_end_where_the_list_does() {
        assert_eq!(page_offset("", 250), 0);
        assert_eq!(page_offset("3", 250), 200);
        assert_eq!(page_offset("9", 250), 200);
        assert_eq!(page_offset("9", 0), 0);
        assert_eq!(page_offset("x", 250), 0);
        assert_eq!(page_parameter(0), "");
        assert_eq!(page_parameter(200), "3");
    }

    #[test]
    fn sorts_by_any_column() {
        let sorted =
            |column, direction| visible_accounts(&ledger(), "", None, Some((column, direction)));
        assert_eq!(sorted("email", Direction::Ascending), [1, 2, 0]);
        assert_eq!(sorted("at", Direction::Descending), [2, 1, 0]);
        // What the vendor never gave comes last either way.
        assert_eq!(sorted("user_id", Direction::Ascending), [1, 0, 2]);
        assert_eq!(sorted("user_id", Direction::Descending), [0, 1, 2]);
    }
}
