//! The admin's own list of T12 apps. T12 has no call that lists them.

use super::local::{self, StorageFull};
use std::collections::BTreeSet;

const NAME: &str = "t12/apps";

/// Why a text gives no app names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppListError {
    /// There is no name in it.
    Empty,
    /// One name is longer than 200 characters, which is no app name.
    TooLong,
}

/// The kept list; `None` if there never was one, so that a preset can stand in for it.
pub fn load_apps() -> Option<Vec<String>> {
    local::read(NAME)
}

/// Whether this is the name that the list is kept under, for noticing another tab's changes.
pub fn is_app_list(name: &str) -> bool {
    name == NAME
}

/// Keeps the list.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn save_apps(apps: &[String]) -> Result<(), StorageFull> {
    local::write(NAME, &apps)
}

/// The app names in a pasted text: one a line, or separated by commas (of either width), semicolons or tabs. Repeats
/// are dropped, the order is kept.
///
/// # Errors
/// [`AppListError`] if there is no usable name.
pub fn parse_app_names(text: &str) -> Result<Vec<String>, AppListError> {
    let mut seen = BTreeSet::new();
    let names: Vec<String> = text
        .split(['\n', '\r', ',', '，', ';', '；', '\t', '、'])
        .map(str::trim)
        .filter(|name| !name.is_empty() && seen.insert(name.to_owned()))
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        Err(AppListError::Empty)
    } else if names.iter().any(|name| name.chars().count() > 200) {
        Err(AppListError::TooLong)
    } else {
        Ok(names)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_paste() {
        assert_eq!(
            parse_app_names(" alpha\r\nbeta，gamma; alpha\t\n\n").unwrap(),
            ["alpha", "beta", "gamma"]
        );
        assert_eq!(parse_app_names(" ,\n"), Err(AppListError::Empty));
        assert_eq!(
            parse_app_names(&"x".repeat(201)),
            Err(AppListError::TooLong)
        );
    }
}
