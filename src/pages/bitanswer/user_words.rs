//! How a user, its status and its presence read.

use super::online::Known;
use crate::i18n::Language;
use crate::ui::{Cell, Tone};
use vendors::bitanswer::{AccountStatus, Presence, User, UserStatus};

/// A status in words.
pub fn status_words(language: Language, status: Option<&UserStatus>) -> String {
    match status {
        Some(UserStatus::Normal) => language.bitanswer_status_normal().to_owned(),
        Some(UserStatus::Disabled) => language.bitanswer_status_disabled().to_owned(),
        Some(UserStatus::Other(value)) => language.bitanswer_status_other(value),
        None => language.not_given().to_owned(),
    }
}

/// A status as a badge.
pub fn status_cell(language: Language, status: Option<&UserStatus>) -> Cell {
    let tone = match status {
        Some(UserStatus::Normal) => Tone::Good,
        Some(UserStatus::Disabled) => Tone::Neutral,
        Some(UserStatus::Other(_)) => Tone::Warn,
        None => return Cell::Empty,
    };
    Cell::Badge(tone, status_words(language, status))
}

/// Whether somebody is online, as a badge.
pub fn online_cell(language: Language, known: Option<&Known>) -> Cell {
    let (tone, text) = match known {
        None => return Cell::Empty,
        Some(Known::Asking) => return Cell::Muted(language.bitanswer_is_asking().to_owned()),
        Some(Known::Nobody) => (Tone::Warn, language.bitanswer_is_nobody().to_owned()),
        Some(Known::Failed(_)) => (Tone::Bad, language.bitanswer_is_failed().to_owned()),
        Some(Known::Told(presence)) => match presence {
            Presence::Online => (Tone::Accent, language.bitanswer_is_online().to_owned()),
            Presence::Offline => (Tone::Neutral, language.bitanswer_is_offline().to_owned()),
            Presence::Disabled => (Tone::Neutral, language.bitanswer_is_disabled().to_owned()),
            Presence::Other(value) => (Tone::Warn, language.bitanswer_is_other(value)),
        },
    };
    Cell::Badge(tone, text)
}

/// A text that may be unset.
pub fn text_cell(text: Option<&str>) -> Cell {
    match text {
        Some(text) if !text.is_empty() => Cell::Text(text.to_owned()),
        _ => Cell::Empty,
    }
}

/// The cells of a user's row.
pub fn row_cells(language: Language, user: &User, known: Option<&Known>) -> Vec<Cell> {
    vec![
        Cell::Mono(user.name.clone()),
        text_cell(user.nick_name.as_deref()),
        status_cell(language, user.status.as_ref()),
        text_cell(user.reg_date.as_deref()),
        online_cell(language, known),
    ]
}

/// The status that can be set which a user has, as the choice in forms calls it; empty for any other.
pub fn status_choice(status: Option<&UserStatus>) -> &'static str {
    match status {
        Some(UserStatus::Normal) => NORMAL,
        Some(UserStatus::Disabled) => DISABLED,
        _ => "",
    }
}

/// The status that a choice stands for.
pub fn chosen_status(choice: &str) -> Option<AccountStatus> {
    match choice {
        NORMAL => Some(AccountStatus::Normal),
        DISABLED => Some(AccountStatus::Disabled),
        _ => None,
    }
}

/// The choices of a status in forms.
pub fn status_choices(language: Language) -> Vec<(String, String)> {
    [
        (NORMAL, language.bitanswer_status_normal()),
        (DISABLED, language.bitanswer_status_disabled()),
    ]
    .map(|(value, words)| (value.to_owned(), words.to_owned()))
    .to_vec()
}

/// The choice of an account that works.
pub const NORMAL: &str = "normal";
const DISABLED: &str = "disabled";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_stand_for_what_they_show() {
        for (status, shown) in [
            (AccountStatus::Normal, UserStatus::Normal),
            (AccountStatus::Disabled, UserStatus::Disabled),
        ] {
            assert_eq!(chosen_status(status_choice(Some(&shown))), Some(status));
        }
        assert_eq!(chosen_status(status_choice(None)), None);
        let other = UserStatus::Other("9".to_owned());
        assert_eq!(status_choice(Some(&other)), "");
    }
}
