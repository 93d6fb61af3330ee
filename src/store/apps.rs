//! The admin's own list of T12 apps. T12 has no call that lists them.

use super::ConnectionId;
use super::local::{self, StorageFull};
use std::collections::BTreeSet;
use vendors::Vendor;

/// The list of the connection that T12 begins with, which was there before there were others.
const FIRST: &str = "t12/apps";

/// The lists of the others, by id.
const FOLDER: &str = "t12/apps/";

fn name_of(connection: ConnectionId) -> String {
    if connection == ConnectionId::first_of(Vendor::T12) {
        FIRST.to_owned()
    } else {
        format!("{FOLDER}{connection}")
    }
}

/// Why a text gives no app names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppListError {
    /// There is no name in it.
    Empty,
    /// One name is longer than 200 characters, which is no app name.
    TooLong,
}

/// A connection's kept list; `None` if there never was one, so that a preset can stand in for it.
pub fn load_apps(connection: ConnectionId) -> Option<Vec<String>> {
    let kept: serde_json::Value = local::read(&name_of(connection))?;
    let names = kept.as_array()?.iter();
    Some(
        names
            .filter_map(|name| Some(name.as_str()?.to_owned()))
            .collect(),
    )
}

/// Whether some connection's list is kept under this name, for noticing another tab's changes.
pub fn is_app_list(name: &str) -> bool {
    name == FIRST || name.starts_with(FOLDER)
}

/// Forgets a connection's list.
pub fn forget_apps(connection: ConnectionId) {
    local::remove(&name_of(connection));
}

/// Keeps a connection's list.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn save_apps(connection: ConnectionId, apps: &[String]) -> Result<(), StorageFull> {
    local::write(&name_of(connection), &serde_json::Value::from(apps))
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
