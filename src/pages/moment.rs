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

/// Date and time to the millisecond as figures that sort and compare as texts, such as `2026-01-31 08:05:09.250`; where the
/// browser is.
pub fn sortable_time(milliseconds: f64) -> String {
    let date = Date::new(&milliseconds.into());
    let offset = date.get_timezone_offset() * 60_000.0;
    // Beyond what a browser can count, and for what is no number.
    if milliseconds.abs() > 8e15 || offset.is_nan() {
        return String::new();
    }
    let shifted = Date::new(&(milliseconds - offset).into()).to_iso_string();
    let text = String::from(shifted).replace('T', " ");
    text.trim_end_matches('Z').to_owned()
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
