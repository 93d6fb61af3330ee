//! The columns of the list: what each is called in the URL and on the screen, and what it says of a user.

use crate::i18n::Language;
use crate::ui::{Cell, Tone};
use vendors::tingyun::{User, UserStatus, UserType};

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the vendor's own field names")]
pub enum Column {
    Code,
    Name,
    Email,
    Mobile,
    Phone,
    Type,
    Status,
    Plans,
    Created,
    Id,
}

impl Column {
    /// Every column, in the order in which they are shown.
    pub const ALL: [Column; 10] = [
        Column::Code,
        Column::Name,
        Column::Type,
        Column::Status,
        Column::Email,
        Column::Mobile,
        Column::Phone,
        Column::Plans,
        Column::Created,
        Column::Id,
    ];

    /// The name in the URL, which is the vendor's name of the field.
    pub const fn key(self) -> &'static str {
        match self {
            Column::Code => "code",
            Column::Name => "name",
            Column::Email => "email",
            Column::Mobile => "mobile",
            Column::Phone => "phone",
            Column::Type => "type",
            Column::Status => "status",
            Column::Plans => "detail_ids",
            Column::Created => "ctime",
            Column::Id => "id",
        }
    }

    /// The heading.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Column::Code => language.tingyun_code(),
            Column::Name => language.tingyun_user_name(),
            Column::Email => language.tingyun_email(),
            Column::Mobile => language.tingyun_mobile(),
            Column::Phone => language.tingyun_phone(),
            Column::Type => language.tingyun_type(),
            Column::Status => language.tingyun_status(),
            Column::Plans => language.tingyun_plans(),
            Column::Created => language.tingyun_created(),
            Column::Id => language.tingyun_id(),
        }
    }

    /// What the column says of a user, in words; empty where the vendor said nothing.
    pub fn text(self, user: &User, language: Language) -> String {
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Column::Code => given(&user.code),
            Column::Name => given(&user.name),
            Column::Email => given(&user.email),
            Column::Mobile => given(&user.mobile),
            Column::Phone => given(&user.phone),
            Column::Type => user
                .user_type
                .as_ref()
                .map(|user_type| type_words(user_type, language))
                .unwrap_or_default(),
            Column::Status => user
                .status
                .as_ref()
                .map(|status| status_words(status, language))
                .unwrap_or_default(),
            Column::Plans => user.detail_ids.join(", "),
            Column::Created => given(&user.created),
            Column::Id => given(&user.id),
        }
    }

    /// The same as a cell.
    pub fn cell(self, user: &User, language: Language) -> Cell {
        let text = self.text(user, language);
        if text.trim().is_empty() {
            // The first cell is what opens the row: it must have a name that can be seen and read aloud.
            return match (self, &user.id) {
                (Column::Code, Some(id)) => Cell::Muted(format!("#{id}")),
                (Column::Code, None) => Cell::Muted(language.tingyun_without_id().to_owned()),
                _ => Cell::Empty,
            };
        }
        match self {
            Column::Code => Cell::Mono(text),
            Column::Name | Column::Email => Cell::Text(text),
            Column::Mobile | Column::Phone | Column::Created | Column::Id => Cell::Number(text),
            Column::Plans => Cell::Muted(text),
            Column::Type => match user.user_type {
                Some(UserType::Unknown(_)) => Cell::Muted(text),
                _ => Cell::Text(text),
            },
            Column::Status => Cell::Badge(status_tone(user.status.as_ref()), text),
        }
    }
}

/// What an account may do, in words; a value that the vendor does not document is shown as it came.
pub fn type_words(user_type: &UserType, language: Language) -> String {
    match user_type {
        UserType::TaskManager => language.tingyun_task_manager().to_owned(),
        UserType::ReportViewer => language.tingyun_report_viewer().to_owned(),
        UserType::Unknown(value) => language.tingyun_unknown(value),
    }
}

/// Whether an account works, in words.
pub fn status_words(status: &UserStatus, language: Language) -> String {
    match status {
        UserStatus::Active => language.tingyun_active().to_owned(),
        UserStatus::Inactive => language.tingyun_inactive().to_owned(),
        UserStatus::Other(value) => language.tingyun_unknown(value),
    }
}

/// How good the news is that a status tells.
pub fn status_tone(status: Option<&UserStatus>) -> Tone {
    match status {
        Some(UserStatus::Active) => Tone::Good,
        Some(UserStatus::Other(_)) => Tone::Warn,
        Some(UserStatus::Inactive) | None => Tone::Neutral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        for (index, column) in Column::ALL.into_iter().enumerate() {
            for other in &Column::ALL[index + 1..] {
                assert_ne!(column.key(), other.key());
                for language in [Language::English, Language::Chinese] {
                    assert_ne!(column.label(language), other.label(language));
                }
            }
        }
    }

    #[test]
    fn an_undocumented_value_is_shown_as_it_came() {
        let user = User {
            user_type: Some(UserType::Unknown("3".to_owned())),
            status: Some(UserStatus::Other("7".to_owned())),
            ..User::default()
        };
        assert_eq!(Column::Type.text(&user, Language::English), "unknown (3)");
        assert_eq!(Column::Type.text(&user, Language::Chinese), "未知 (3)");
        assert_eq!(Column::Status.text(&user, Language::English), "unknown (7)");
    }

    #[test]
    fn a_row_without_a_login_still_has_a_name() {
        let mut user = User::default();
        assert_eq!(
            Column::Code.cell(&user, Language::English),
            Cell::Muted("no id".to_owned())
        );
        user.id = Some("9007199254740993".to_owned());
        assert_eq!(
            Column::Code.cell(&user, Language::English),
            Cell::Muted("#9007199254740993".to_owned())
        );
        assert_eq!(Column::Email.cell(&user, Language::English), Cell::Empty);
    }
}
