//! Writes in words.

use crate::activity::{Result, Sent, operation_of};
use crate::i18n::{Language, operation_name};
use crate::ui::Tone;

/// What was done.
pub fn operation(language: Language, sent: &Sent) -> String {
    match operation_of(&sent.vendor, &sent.operation) {
        Some(operation) => operation_name(language, operation).to_owned(),
        None => sent.operation.clone(),
    }
}

/// To whom.
pub fn targets(language: Language, sent: &Sent) -> String {
    let names = sent.names.join(language.activity_names_separator());
    match sent.count.saturating_sub(sent.names.len()) {
        0 => names,
        more => language.activity_and_more(&names, more),
    }
}

/// What came of it.
pub const fn result(language: Language, result: &Result) -> (Tone, &'static str) {
    match result {
        Result::Open => (Tone::Warn, language.activity_open()),
        Result::Succeeded => (Tone::Good, language.activity_succeeded()),
        Result::Failed(_) => (Tone::Bad, language.activity_failed()),
        Result::Unknown(_) => (Tone::Warn, language.activity_unknown()),
    }
}
