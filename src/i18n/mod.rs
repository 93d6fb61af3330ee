//! The console's words, in Chinese and in English, both complete by construction: a text that lacks one language does
//! not compile.
//!
//! Texts live beside each other, a file a subject. They know nothing of components; components take [`Signal<String>`]
//! and follow a change of language at once.

#[macro_use]
mod messages;
mod access;
mod activity;
mod bitanswer;
mod collation;
mod connections;
mod doctor;
mod embed;
mod jobs;
mod kept_lists;
mod number;
mod operations;
mod overview;
mod plan;
pub mod problem;
mod roster;
mod settings;
mod sharecreators;
mod shell;
mod site;
mod t12;
mod tingyun;
mod transports;
mod vault;

pub use access::role_name;
pub use collation::browser_collation;
pub use messages::Name;
pub use number::grouped;
pub use operations::operation_name;
pub use settings::vendor_notes;

use leptos::prelude::*;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// zh-CN.
    Chinese,
    /// en.
    English,
}

/// A text in either language.
pub type Message = fn(Language) -> &'static str;

impl Language {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// The language that the switch leads to.
    pub const fn other(self) -> Language {
        match self {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        }
    }

    /// The language for a browser's preferences, most wanted first; English where neither is wanted.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Language {
        tags.into_iter()
            .find_map(Language::from_tag)
            .unwrap_or(Language::English)
    }

    /// The language that a tag names, whatever its region.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        }
    }
}

/// The words in the current language, given to components by context.
#[derive(Clone, Copy)]
pub struct Words(pub RwSignal<Language>);

impl Words {
    /// A text that follows the language.
    pub fn of(self, message: fn(Language) -> &'static str) -> Signal<String> {
        Signal::derive(move || message(self.0.get()).to_owned())
    }

    /// A text with values in it that follows the language and whatever signals the closure reads.
    pub fn with(
        self,
        message: impl Fn(Language) -> String + Send + Sync + 'static,
    ) -> Signal<String> {
        let message: Box<dyn Fn(Language) -> String + Send + Sync> = Box::new(message);
        Signal::derive(move || message(self.0.get()))
    }

    /// The language now, without following it: for texts that are shown once, such as a toast.
    pub fn now(self) -> Language {
        self.0.get_untracked()
    }
}

/// The words from context; components outside the application's root get English.
pub fn use_words() -> Words {
    use_context().unwrap_or_else(|| Words(RwSignal::new(Language::English)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_browser() {
        assert_eq!(
            Language::preferred(["fr", "zh-TW", "en"]),
            Language::Chinese
        );
        assert_eq!(Language::preferred(["en-GB"]), Language::English);
        assert_eq!(Language::preferred(["ja"]), Language::English);
    }
}
