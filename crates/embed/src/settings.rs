//! What a portal sets: what holds for as long as the page is there, and what may change.

use crate::connections::Connections;
use crate::{Address, Refusal, Restrictions, Tokens};
use serde_json::Value;
use vendors::Vendor;

/// A language of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the words themselves")]
pub enum Language {
    Chinese,
    English,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the words themselves")]
pub enum Theme {
    Light,
    Dark,
    System,
}

/// Who decides how high the frame is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The portal; the console scrolls inside.
    #[default]
    Fill,
    /// What is in it; the console tells its height and does not scroll.
    Content,
}

/// How the console looks; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The language.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Option<Theme>,
    /// Colours and shapes, in place of all that were set before.
    pub tokens: Option<Tokens>,
}

/// What a portal says when it connects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// How it looks.
    pub appearance: Appearance,
    /// What is left of it.
    pub restrictions: Restrictions,
    /// Whether the console shows navigation of its own.
    pub has_navigation: bool,
    /// Who decides the frame's height.
    pub layout: Layout,
    /// By which connections vendors are reached.
    pub connections: Connections,
    /// Where to begin; the frame's own address where there is none.
    pub address: Option<Address>,
}

impl Appearance {
    /// Takes a value that is about the appearance; `false` if it is about something else.
    pub(crate) fn take(&mut self, key: &str, value: &Value) -> Result<bool, Refusal> {
        match key {
            "language" => {
                self.language = Some(match value.as_str() {
                    Some("zh-CN") => Language::Chinese,
                    Some("en") => Language::English,
                    _ => return Err(Refusal::NotUnderstood),
                });
            }
            "theme" => {
                self.theme = Some(match value.as_str() {
                    Some("light") => Theme::Light,
                    Some("dark") => Theme::Dark,
                    Some("system") => Theme::System,
                    _ => return Err(Refusal::NotUnderstood),
                });
            }
            "tokens" => self.tokens = Some(Tokens::read(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Settings {
    pub(crate) fn read(value: &Value) -> Result<Settings, Refusal> {
        let table = value.as_object().ok_or(Refusal::NotUnderstood)?;
        let mut settings = Settings {
            has_navigation: true,
            ..Settings::default()
        };
        for (key, value) in table {
            if !settings.appearance.take(key, value)? {
                settings.take(key, value)?;
            }
        }
        Ok(settings)
    }

    fn take(&mut self, key: &str, value: &Value) -> Result<(), Refusal> {
        let not_understood = Refusal::NotUnderstood;
        match key {
            "readOnly" => self.restrictions.read_only = value.as_bool().ok_or(not_understood)?,
            "vendors" => {
                let list = value.as_array().ok_or(not_understood)?;
                let vendor = |value: &Value| Vendor::from_slug(value.as_str()?);
                let vendors: Option<Vec<Vendor>> = list.iter().map(vendor).collect();
                let vendors = vendors.filter(|vendors| !vendors.is_empty());
                self.restrictions.vendors = Some(vendors.ok_or(not_understood)?);
            }
            "navigation" => self.has_navigation = value.as_bool().ok_or(not_understood)?,
            "height" => {
                self.layout = match value.as_str() {
                    Some("fill") => Layout::Fill,
                    Some("content") => Layout::Content,
                    _ => return Err(not_understood),
                };
            }
            "connections" => self.connections = Connections::read(value)?,
            "address" => {
                let address = value.as_str().and_then(Address::read);
                self.address = Some(address.ok_or(Refusal::NoSuchPage)?);
            }
            _ => return Err(not_understood),
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_that_can_be_set() {
        let settings = Settings::read(&json!({
            "language": "en", "theme": "dark", "tokens": { "hue": 140 }, "readOnly": true,
            "vendors": ["t12", "bitanswer"], "navigation": false, "height": "content",
            "connections": { "t12": "a" }, "address": "/t12?q=x",
        }))
        .unwrap();
        assert_eq!(settings.appearance.language, Some(Language::English));
        assert_eq!(settings.appearance.theme, Some(Theme::Dark));
        assert!(settings.appearance.tokens.is_some());
        assert!(settings.restrictions.read_only && !settings.has_navigation);
        assert!(!settings.restrictions.show(Vendor::Tingyun));
        assert_eq!(settings.layout, Layout::Content);
        assert_eq!(settings.connections.of(Vendor::T12), Some("a"));
        assert_eq!(settings.address, Address::read("/t12?q=x"));
    }

    #[test]
    fn nothing_set_leaves_everything() {
        let settings = Settings::read(&json!({})).unwrap();
        assert_eq!(settings.restrictions, Restrictions::default());
        assert!(settings.has_navigation);
        assert_eq!(settings.layout, Layout::Fill);
    }

    #[test]
    fn what_is_misspelled_is_not_left_out() {
        for bad in [
            json!([]),
            json!({ "readonly": true }),
            json!({ "read_only": true }),
            json!({ "readOnly": "true" }),
            json!({ "readOnly": 1 }),
            json!({ "vendors": [] }),
            json!({ "vendors": ["nobody"] }),
            json!({ "theme": "pink" }),
            json!({ "language": "fr" }),
            json!({ "height": 700 }),
            json!({ "token": "secret" }),
        ] {
            assert_eq!(Settings::read(&bad), Err(Refusal::NotUnderstood), "{bad}");
        }
        let elsewhere = json!({ "address": "//evil.example" });
        assert_eq!(Settings::read(&elsewhere), Err(Refusal::NoSuchPage));
    }
}
