//! Selecting rows of a page. Pure, so that it can be tested without a browser.

use std::collections::BTreeSet;

/// How much of the page is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageSelection {
    None,
    Some,
    All,
}

/// How much of the page with these keys is selected. An empty page has nothing selected.
pub(super) fn page_selection(keys: &[String], selected: &BTreeSet<String>) -> PageSelection {
    let count = keys.iter().filter(|key| selected.contains(*key)).count();
    match count {
        0 => PageSelection::None,
        count if count == keys.len() => PageSelection::All,
        _ => PageSelection::Some,
    }
}

/// The keys from the anchor to the target, both included, whichever comes first. Only the target when the anchor is no
/// longer on the page.
pub(super) fn range<'keys>(
    keys: &'keys [String],
    anchor: Option<&str>,
    target: &str,
) -> &'keys [String] {
    let at = |wanted: &str| keys.iter().position(|key| key == wanted);
    let Some(end) = at(target) else { return &[] };
    let start = anchor.and_then(at).unwrap_or(end);
    &keys[start.min(end)..=start.max(end)]
}

/// Adds the keys to the selection or takes them out.
pub(super) fn apply(selected: &mut BTreeSet<String>, keys: &[String], select: bool) {
    for key in keys {
        if select {
            selected.insert(key.clone());
        } else {
            selected.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<String> {
        ["a", "b", "c", "d"].map(String::from).to_vec()
    }

    #[test]
    fn a_range_runs_both_ways() {
        let keys = keys();
        assert_eq!(range(&keys, Some("b"), "d"), &keys[1..=3]);
        assert_eq!(range(&keys, Some("d"), "b"), &keys[1..=3]);
    }

    #[test]
    fn a_lost_anchor_leaves_only_the_target() {
        let keys = keys();
        assert_eq!(range(&keys, Some("z"), "c"), &keys[2..=2]);
        assert_eq!(range(&keys, None, "c"), &keys[2..=2]);
        assert!(range(&keys, Some("a"), "z").is_empty());
    }

    #[test]
    fn the_page_knows_none_some_and_all() {
        let keys = keys();
        let mut selected = BTreeSet::from(["elsewhere".to_owned()]);
        assert_eq!(page_selection(&keys, &selected), PageSelection::None);
        assert_eq!(page_selection(&[], &selected), PageSelection::None);
        apply(&mut selected, &keys[..2], true);
        assert_eq!(page_selection(&keys, &selected), PageSelection::Some);
        apply(&mut selected, &keys, true);
        assert_eq!(page_selection(&keys, &selected), PageSelection::All);
        apply(&mut selected, &keys, false);
        assert_eq!(selected, BTreeSet::from(["elsewhere".to_owned()]));
    }
}
