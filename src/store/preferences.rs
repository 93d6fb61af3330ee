//! How the admin likes the console: language, theme, row height.

use super::local::{self, StorageFull};
use serde_json::{Value, json};

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the words themselves")]
pub enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

/// The height of table rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the words themselves")]
pub enum Density {
    #[default]
    Compact,
    Comfortable,
}

/// Everything that is preferred; what is absent follows the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language's tag.
    pub language: Option<String>,
    /// The theme.
    pub theme: Theme,
    /// The row height.
    pub density: Density,
}

impl Preferences {
    /// What is not understood is not preferred.
    fn read(value: &Value) -> Preferences {
        Preferences {
            language: value["language"].as_str().map(str::to_owned),
            theme: match value["theme"].as_str() {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::System,
            },
            density: match value["density"].as_str() {
                Some("comfortable") => Density::Comfortable,
                _ => Density::Compact,
            },
        }
    }

    fn written(&self) -> Value {
        let theme = match self.theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        };
        let density = match self.density {
            Density::Compact => "compact",
            Density::Comfortable => "comfortable",
        };
        json!({ "language": self.language, "theme": theme, "density": density })
    }
}

/// The kept preferences; `None` if none were ever kept.
pub fn load_preferences() -> Option<Preferences> {
    local::read("preferences").map(|kept| Preferences::read(&kept))
}

/// Keeps the preferences.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn save_preferences(preferences: &Preferences) -> Result<(), StorageFull> {
    local::write("preferences", &preferences.written())
}

/// Where it is kept whether jobs are to read back what they wrote.
const READS_BACK: &str = "plan/reads-back";

/// Whether the admin wanted the last job to read back what it wrote.
pub fn load_reads_back() -> bool {
    local::read_text(READS_BACK).is_some_and(|kept| kept == "true")
}

/// Keeps that for the next job.
pub fn save_reads_back(wanted: bool) {
    // What is not kept is asked again.
    let _ = local::write_text(READS_BACK, if wanted { "true" } else { "false" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for theme in [Theme::Light, Theme::Dark, Theme::System] {
            for density in [Density::Compact, Density::Comfortable] {
                let preferences = Preferences {
                    language: Some("en".to_owned()),
                    theme,
                    density,
                };
                assert_eq!(Preferences::read(&preferences.written()), preferences);
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_not_preferred() {
        let strange = json!({ "language": 7, "theme": "pink" });
        assert_eq!(Preferences::read(&strange), Preferences::default());
        assert_eq!(Preferences::read(&Value::Null), Preferences::default());
    }
}
