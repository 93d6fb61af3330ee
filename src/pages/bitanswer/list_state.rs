//! What the list shows, as the URL says it: read from any text, without failing. Knows no browser.

use vendors::bitanswer::{ListUsers, NameCondition, NameOperator, Page, QueryUsers};

/// The page sizes to choose from.
pub const SIZES: [u64; 4] = [20, 50, 100, 200];
const DEFAULT_SIZE: u64 = 50;

/// The URL's words for a way of comparing; the first is the one that needs no word.
const MATCHES: [(&str, NameOperator); 3] = [
    ("contains", NameOperator::Contains),
    ("starts", NameOperator::StartsWith),
    ("equals", NameOperator::Equals),
];

/// The only column that the vendor sorts by, as the URL calls it.
pub const SORT_BY_NAME: &str = "name";

/// Which users the list shows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListState {
    /// Which users; all without one.
    pub condition: Option<NameCondition>,
    /// Whether the vendor sorts them by name.
    pub sort_by_name: bool,
    /// The page, from 0.
    pub index: u64,
    /// Users on a page; one of [`SIZES`].
    pub size: u64,
}

/// The call that answers a [`ListState`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Everybody, in the vendor's order.
    All(ListUsers),
    /// Some, or sorted.
    Some(QueryUsers),
}

impl ListState {
    /// Reads the URL's parameters. What makes no sense is as if it were absent: a link is never an error.
    pub fn read(text: &str, matching: &str, sort: &str, page: &str, size: &str) -> Self {
        let size = size.parse().ok().filter(|size| SIZES.contains(size));
        ListState {
            condition: (!text.is_empty()).then(|| NameCondition {
                operator: operator(matching),
                text: text.to_owned(),
            }),
            sort_by_name: sort == SORT_BY_NAME,
            index: page.parse::<u64>().map_or(0, |page| page.saturating_sub(1)),
            size: size.unwrap_or(DEFAULT_SIZE),
        }
    }

    /// How many users come before this page.
    pub fn offset(&self) -> u64 {
        self.index.saturating_mul(self.size)
    }

    /// The call: the plain traversal where that suffices, the query where it must filter or sort.
    pub fn question(&self) -> Question {
        let page = Page {
            offset: self.offset(),
            limit: u32::try_from(self.size).unwrap_or(Page::LARGEST),
        };
        if self.condition.is_none() && !self.sort_by_name {
            Question::All(ListUsers { page })
        } else {
            Question::Some(QueryUsers {
                page,
                condition: self.condition.clone(),
                sort_by_name: self.sort_by_name,
            })
        }
    }

    /// Whether the condition, read literally, would not have let this name through.
    pub fn excludes(&self, name: &str) -> bool {
        self.condition
            .as_ref()
            .is_some_and(|condition| !condition.admits(name))
    }
}

fn operator(word: &str) -> NameOperator {
    MATCHES
        .iter()
        .find(|(name, _)| *name == word)
        .map_or(NameOperator::Contains, |(_, operator)| *operator)
}

/// The choice that stands for the URL's word; always one of the three.
pub fn match_choice(word: &str) -> &'static str {
    MATCHES
        .iter()
        .find(|(name, _)| *name == word)
        .map_or(MATCHES[0].0, |(name, _)| name)
}

/// The URL's word for a choice: nothing for the default.
pub fn match_parameter(choice: &str) -> &str {
    if choice == MATCHES[0].0 { "" } else { choice }
}

/// The URL's word for a page counted from 0: nothing for the first.
pub fn page_parameter(index: u64) -> String {
    if index == 0 {
        String::new()
    } else {
        index.saturating_add(1).to_string()
    }
}

/// The URL's word for a page size: nothing for the default.
pub fn size_parameter(size: u64) -> String {
    if size == DEFAULT_SIZE {
        String::new()
    } else {
        size.to_string()
    }
}

/// Whether names that the vendor sorted run downwards. Which way it sorts is not documented, so it is looked at: by
/// the first two neighbours that differ.
pub fn runs_downwards<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let mut before: Option<String> = None;
    for name in names {
        let name = name.to_lowercase();
        if let Some(before) = &before
            && *before != name
        {
            return *before > name;
        }
        before = Some(name);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> ListState {
        ListState::read("", "", "", "", "")
    }

    #[test]
    fn a_bare_url_asks_for_the_first_fifty_of_all() {
        let Question::All(call) = plain().question() else {
            panic!("a query without need");
        };
        assert_eq!((call.page.offset, call.page.limit), (0, 50));
    }

    #[test]
    fn filter_or_sort_needs_the_query() {
        let sorted = ListState::read("", "", "name", "3", "20");
        let Question::Some(call) = sorted.question() else {
            panic!("not sorted");
        };
        assert_eq!((call.page.offset, call.page.limit), (40, 20));
        assert!(call.sort_by_name && call.condition.is_none());
        let filtered = ListState::read("zh", "starts", "", "", "");
        let Question::Some(call) = filtered.question() else {
            panic!("not filtered");
        };
        let condition = call.condition.unwrap_or_else(|| panic!("no condition"));
        assert_eq!(condition.operator, NameOperator::StartsWith);
        assert_eq!(condition.text, "zh");
    }

    #[test]
    fn nonsense_in_a_link_is_as_if_absent() {
        let state = ListState::read("", "sounds-like", "guid", "-1", "7");
        assert_eq!(state, plain());
        assert_eq!(ListState::read("", "", "", "0", "").index, 0);
        let far = ListState::read("", "", "", &u64::MAX.to_string(), "200");
        assert_eq!(far.offset(), u64::MAX);
    }

    #[test]
    fn parameters_leave_defaults_out_and_are_read_back() {
        assert_eq!(page_parameter(0), "");
        assert_eq!(size_parameter(50), "");
        for index in [0, 1, 43] {
            let state = ListState::read("", "", "", &page_parameter(index), "");
            assert_eq!(state.index, index);
        }
        for size in SIZES {
            assert_eq!(
                ListState::read("", "", "", "", &size_parameter(size)).size,
                size
            );
        }
        for (word, _) in MATCHES {
            assert_eq!(match_choice(match_parameter(word)), word);
        }
    }

    #[test]
    fn rows_that_were_not_asked_for_are_noticed() {
        let state = ListState::read("a_b", "", "", "", "");
        let excluded = ["xa_bx", "acb", "A_B"].map(|name| state.excludes(name));
        assert_eq!(excluded, [false, true, false]);
        assert!(!plain().excludes("acb"));
    }

    #[test]
    fn the_direction_is_what_came() {
        assert!(!runs_downwards(["a", "b"].into_iter()));
        assert!(runs_downwards(["b", "B", "a", "z"].into_iter()));
        assert!(!runs_downwards(["a", "A"].into_iter()));
    }
}
