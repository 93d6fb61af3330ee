//! How the admin likes the console: language, theme, row height.

use super::local::{self, StorageFull};
use serde::{Deserialize, Serialize};

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the variants are the words themselves")]
pub enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

/// The height of table rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the variants are the words themselves")]
pub enum Density {
    #[default]
    Compact,
    Comfortable,
}

/// Everything that is preferred; what is absent follows the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The language's tag.
    pub language: Option<String>,
    /// The theme.
    pub theme: Theme,
    /// The row height.
    pub density: Density,
}

/// The kept preferences, or the defaults.
pub fn load_preferences() -> Preferences {
    local::read("preferences").unwrap_or_default()
}

/// Keeps the preferences.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn save_preferences(preferences: &Preferences) -> Result<(), StorageFull> {
    local::write("preferences", preferences)
}
