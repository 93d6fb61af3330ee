//! Writes in words.

use crate::activity::{Act, Result, Sent, operation_of};
use crate::i18n::{Language, operation_name, problem};
use crate::ui::Tone;
use vendors::Vendor;
use vendors::problem::ProxyFailureKind;

/// How many names of a write are told before the others are counted.
const NAMES: usize = 10;

/// What was done.
pub fn operation(language: Language, sent: &Sent) -> String {
    match operation_of(&sent.vendor, &sent.operation) {
        Some(operation) => operation_name(language, operation).to_owned(),
        None => sent.operation.clone(),
    }
}

/// What was done, at which vendor.
pub fn operation_at_vendor(language: Language, sent: &Sent) -> String {
    let vendor = Vendor::from_slug(&sent.vendor);
    let vendor = vendor.map_or(sent.vendor.as_str(), |vendor| language.vendor(vendor));
    [vendor, &operation(language, sent)].join(" · ")
}

/// To whom: some of the names.
pub fn targets(language: Language, sent: &Sent) -> String {
    first_targets(language, sent, NAMES)
}

/// To whom: all the names that there are.
pub fn all_targets(language: Language, sent: &Sent) -> String {
    first_targets(language, sent, usize::MAX)
}

fn first_targets(language: Language, sent: &Sent, most: usize) -> String {
    let shown = sent.names.len().min(most);
    let names = sent
        .names
        .get(..shown)
        .unwrap_or_default()
        .join(language.activity_names_separator());
    match sent.count.saturating_sub(shown) {
        0 => names,
        more => language.activity_and_more(&names, more),
    }
}

/// What came of it.
pub fn result(language: Language, result: &Result) -> (Tone, String) {
    let (tone, words) = match result {
        Result::Open => (Tone::Warn, language.activity_open()),
        Result::Succeeded => (Tone::Good, language.activity_succeeded()),
        Result::Failed(_) => (Tone::Bad, language.activity_failed()),
        Result::Unknown(_) => (Tone::Warn, language.activity_unknown()),
        Result::NotSent => (Tone::Neutral, language.activity_not_sent()),
        Result::Answered(0) => (Tone::Neutral, language.activity_answered()),
        Result::Answered(status @ 1..400) => {
            return (Tone::Info, language.activity_answered_with(*status));
        }
        Result::Answered(status) => (Tone::Bad, &*language.activity_refused_with(*status)),
    };
    (tone, words.to_owned())
}

/// Why: in the vendor's own words, or by the gateway's own failure.
pub fn why(language: Language, act: &Act) -> Option<String> {
    match &act.result {
        Result::Failed(reason) | Result::Unknown(reason) if reason.words.is_some() => {
            reason.words.clone()
        }
        _ => {
            let failure = act.at_gateway.as_ref()?.failure.as_deref()?;
            let kind = ProxyFailureKind::from_header(failure);
            Some(
                kind.map_or(failure, |kind| problem::proxy(language, kind).0)
                    .to_owned(),
            )
        }
    }
}
