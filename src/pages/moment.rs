//! Moments as a person reads them, by the browser's own means.

use crate::i18n::Language;
use js_sys::{Date, Object, Reflect};

/// The time of day, for what happened just now.
pub fn time_of_day(milliseconds: f64, language: Language) -> String {
    written(milliseconds, language, &[("timeStyle", "medium")])
}

/// Date and time.
pub fn date_and_time(milliseconds: f64, language: Language) -> String {
    written(
        milliseconds,
        language,
        &[("dateStyle", "medium"), ("timeStyle", "short")],
    )
}

/// Date and time to the second.
pub fn exact_time(milliseconds: f64, language: Language) -> String {
    written(
        milliseconds,
        language,
        &[("dateStyle", "medium"), ("timeStyle", "medium")],
    )
}

fn written(milliseconds: f64, language: Language, styles: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, style) in styles {
        // Setting a member of a fresh object cannot fail; without it the browser's default style is shown.
        let _ = Reflect::set(&options, &(*name).into(), &(*style).into());
    }
    Date::new(&milliseconds.into())
        .to_locale_string(language.tag(), &options)
        .into()
}
