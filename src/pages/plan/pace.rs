//! How fast a job is to go: three numbers, folded away, because the usual ones are right.

use crate::i18n::{Language, Words};
use crate::ui::{TextField, TextKind};
use jobs::Pace;
use leptos::prelude::*;

/// The three numbers as they are typed. Can be copied.
#[derive(Clone, Copy)]
pub struct PaceChoice {
    words: Words,
    rows: RwSignal<String>,
    at_once: RwSignal<String>,
    per_minute: RwSignal<String>,
}

/// A number that was typed, within bounds.
fn number(typed: &str, most: u32) -> Option<u32> {
    let number = typed.trim().parse::<u32>().ok()?;
    (1..=most).contains(&number).then_some(number)
}

/// The pace that three texts mean; `None` if one is no number within its bounds.
fn read(rows: &str, at_once: &str, per_minute: &str) -> Option<Pace> {
    let per_minute = match per_minute.trim() {
        "" => None,
        typed => Some(number(typed, 6_000)?),
    };
    Some(Pace {
        rows: u16::try_from(number(rows, u32::from(Pace::MOST_ROWS))?).ok()?,
        at_once: u8::try_from(number(at_once, u32::from(Pace::MOST_AT_ONCE))?).ok()?,
        per_minute,
    })
}

impl PaceChoice {
    /// The usual pace.
    pub fn new(words: Words) -> Self {
        Self::of(words, Pace::default())
    }

    /// A pace to begin with.
    pub fn of(words: Words, pace: Pace) -> Self {
        let rate = pace.per_minute.map(|rate| rate.to_string());
        PaceChoice {
            words,
            rows: RwSignal::new(pace.rows.to_string()),
            at_once: RwSignal::new(pace.at_once.to_string()),
            per_minute: RwSignal::new(rate.unwrap_or_default()),
        }
    }

    /// The chosen pace; `None` while a number is none. Follows the typing.
    pub fn get(self) -> Option<Pace> {
        read(
            &self.rows.read(),
            &self.at_once.read(),
            &self.per_minute.read(),
        )
    }

    /// The choice.
    pub fn view(self) -> AnyView {
        let words = self.words;
        let summary = words.with(move |language| match self.get() {
            None => language.plan_pace_not_a_number().to_owned(),
            Some(pace) => {
                let told = language.plan_pace_now(pace.rows.into(), pace.at_once);
                match pace.per_minute {
                    None => told,
                    Some(rate) => language.plan_pace_limited(&told, rate),
                }
            }
        });
        let field = move |label: fn(Language) -> &'static str,
                          hint: fn(Language) -> &'static str,
                          value: RwSignal<String>,
                          is_right: fn(&str) -> bool| {
            let error = Signal::derive(move || {
                let language = words.0.get();
                (!value.with(|typed| is_right(typed)))
                    .then(|| language.plan_pace_not_a_number().to_owned())
            });
            view! {
                <TextField
                    label=words.of(label)
                    value=value
                    hint=words.of(hint)
                    error=error
                    kind=TextKind::Number
                />
            }
        };
        view! {
            <details class="plan-pace">
                <summary>{words.of(Language::plan_pace)} " · " <span class="muted">{summary}</span></summary>
                <div class="plan-pace-fields">
                    {field(
                        Language::plan_pace_rows,
                        Language::plan_pace_rows_hint,
                        self.rows,
                        |typed| number(typed, u32::from(Pace::MOST_ROWS)).is_some(),
                    )}
                    {field(
                        Language::plan_pace_at_once,
                        Language::plan_pace_at_once_hint,
                        self.at_once,
                        |typed| number(typed, u32::from(Pace::MOST_AT_ONCE)).is_some(),
                    )}
                    {field(
                        Language::plan_pace_per_minute,
                        Language::plan_pace_per_minute_hint,
                        self.per_minute,
                        |typed| typed.trim().is_empty() || number(typed, 6_000).is_some(),
                    )}
                </div>
            </details>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_three_numbers_within_bounds() {
        let usual = Pace::default();
        assert_eq!(read("200", "2", ""), Some(usual));
        let limited = Pace {
            rows: 1_000,
            at_once: 8,
            per_minute: Some(30),
        };
        assert_eq!(read(" 1000", "8 ", " 30 "), Some(limited));
        for (rows, at_once, rate) in [
            ("0", "2", ""),
            ("1001", "2", ""),
            ("x", "2", ""),
            ("1", "9", ""),
            ("1", "", ""),
            ("1", "1", "0"),
            ("1", "1", "-3"),
        ] {
            assert_eq!(read(rows, at_once, rate), None, "{rows} {at_once} {rate}");
        }
    }
}
