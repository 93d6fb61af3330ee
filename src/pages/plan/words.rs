//! What a plan says in words: purposes, columns, verdicts, conflicts, flaws, fields and their values. Pure.

use crate::i18n::Language;
use crate::ui::Tone;
use jobs::plan::{Conflict, FileKind, Flaw, FlawKind, Verdict};
use jobs::{Action, Field, FieldChange, Row};
use vendors::sharecreators::Role;

/// What a file is for.
pub const fn purpose(language: Language, kind: FileKind) -> &'static str {
    match kind {
        FileKind::CreateUsers => language.plan_create_users(),
        FileKind::ChangeUsers => language.plan_change_users(),
        FileKind::CreateOrChangeUsers => language.plan_create_or_change_users(),
        FileKind::DeleteUsers => language.plan_delete_users(),
        FileKind::CreateAccounts => language.plan_create_accounts(),
        FileKind::DeleteAccounts => language.plan_delete_accounts(),
        FileKind::SetQuotas => language.plan_set_quotas(),
    }
}

/// What is good to know about that purpose.
pub const fn purpose_hint(language: Language, kind: FileKind) -> &'static str {
    match kind {
        FileKind::CreateUsers | FileKind::CreateAccounts => language.plan_hint_create(),
        FileKind::ChangeUsers => language.plan_hint_change(),
        FileKind::CreateOrChangeUsers => language.plan_hint_create_or_change(),
        FileKind::DeleteUsers | FileKind::DeleteAccounts => language.plan_hint_delete(),
        FileKind::SetQuotas => language.plan_hint_quotas(),
    }
}

/// What a column is called: the name that a template has; empty for the key of the whole row.
pub fn column_name(language: Language, kind: FileKind, key: &str) -> &'static str {
    let place = usize::from(language == Language::English);
    kind.columns()
        .iter()
        .find(|column| column.key == key)
        .and_then(|column| column.names.get(place))
        .copied()
        .unwrap_or_default()
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is created.
    Create,
    /// It is changed.
    Change,
    /// It is deleted.
    Delete,
    /// It is as wanted.
    AlreadySo,
    /// It is not touched.
    Conflict,
    /// It cannot be right.
    Invalid,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Kind; 6] = [
        Kind::Create,
        Kind::Change,
        Kind::Delete,
        Kind::AlreadySo,
        Kind::Conflict,
        Kind::Invalid,
    ];

    /// The kind of a verdict.
    pub const fn of(verdict: &Verdict) -> Kind {
        match verdict {
            Verdict::Do(row) => match row.action {
                Action::Create => Kind::Create,
                Action::Change => Kind::Change,
                Action::Delete => Kind::Delete,
            },
            Verdict::AlreadySo => Kind::AlreadySo,
            Verdict::Conflict(_) => Kind::Conflict,
            Verdict::Invalid(_) => Kind::Invalid,
        }
    }

    /// Its name in an export.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Create => "create",
            Kind::Change => "change",
            Kind::Delete => "delete",
            Kind::AlreadySo => "already-so",
            Kind::Conflict => "conflict",
            Kind::Invalid => "invalid",
        }
    }

    /// Its name for people.
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Kind::Create => language.plan_create(),
            Kind::Change => language.plan_change(),
            Kind::Delete => language.plan_delete(),
            Kind::AlreadySo => language.plan_already_so(),
            Kind::Conflict => language.plan_conflict(),
            Kind::Invalid => language.plan_invalid(),
        }
    }

    /// How good the news is.
    pub const fn tone(self) -> Tone {
        match self {
            Kind::Create => Tone::Good,
            Kind::Change => Tone::Info,
            Kind::Delete => Tone::Bad,
            Kind::AlreadySo => Tone::Neutral,
            Kind::Conflict | Kind::Invalid => Tone::Warn,
        }
    }
}

/// Why an account is not touched.
pub const fn conflict(language: Language, conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::Exists => language.plan_conflict_exists(),
        Conflict::Missing => language.plan_conflict_missing(),
        Conflict::ChangedMeanwhile => language.plan_conflict_changed(),
        Conflict::NotRead => language.plan_conflict_not_read(),
    }
}

/// What is wrong, without where.
pub fn flaw_kind(language: Language, kind: FlawKind) -> String {
    let words = match kind {
        FlawKind::Missing => language.plan_flaw_missing(),
        FlawKind::Email => language.plan_flaw_email(),
        FlawKind::Phone => language.plan_flaw_phone(),
        FlawKind::AreaCode => language.plan_flaw_area_code(),
        FlawKind::Role => language.plan_flaw_role(),
        FlawKind::Status => language.plan_flaw_status(),
        FlawKind::Amount => language.plan_flaw_amount(),
        FlawKind::TooLong => language.plan_flaw_too_long(),
        FlawKind::Control => language.plan_flaw_control(),
        FlawKind::Formula => language.plan_flaw_formula(),
        FlawKind::BrokenCharacter => language.plan_flaw_broken(),
        FlawKind::Quote => language.plan_flaw_quote(),
        FlawKind::CellError => language.plan_flaw_cell_error(),
        FlawKind::PrecisionLost => language.plan_flaw_precision(),
        FlawKind::TooManyCells => language.plan_flaw_cells(),
        FlawKind::Duplicate(row) => return language.plan_flaw_duplicate(row),
        FlawKind::NothingToDo => language.plan_flaw_nothing(),
    };
    words.to_owned()
}

/// What is wrong, and where: the cell as spreadsheets name it, where the file's columns are known.
pub fn flaw(language: Language, kind: FileKind, flaw: &Flaw, cell: Option<&str>) -> String {
    let what = flaw_kind(language, flaw.kind);
    let column = column_name(language, kind, flaw.column);
    match (column, cell) {
        ("", _) => what,
        (column, None) => language.plan_flaw_in(column, &what),
        (column, Some(cell)) => language.plan_flaw_at(cell, column, &what),
    }
}

/// What a field is called.
pub const fn field(language: Language, field: Field) -> &'static str {
    match field {
        Field::NickName => language.bitanswer_display_name(),
        Field::Status => language.bitanswer_status(),
        Field::RegularUsers => language.plan_sum_regular(),
        Field::TestUsers => language.plan_sum_test(),
        Field::Telephone => language.sharecreators_phone(),
        Field::PhoneAreaCode => language.sharecreators_area_code(),
        Field::Role => language.sharecreators_role(),
    }
}

/// A field's value.
pub fn value(language: Language, field: Field, value: Option<&str>) -> String {
    let Some(value) = value else {
        return language.plan_unset().to_owned();
    };
    let named = match (field, value) {
        (_, "") => language.plan_empty(),
        (Field::Status, Field::NORMAL) => language.bitanswer_status_normal(),
        (Field::Status, Field::DISABLED) => language.bitanswer_status_disabled(),
        (Field::Role, code) => match Role::from_code(code) {
            Some(Role::SuperAdmin) => language.sharecreators_role_super_admin(),
            Some(Role::Admin) => language.sharecreators_role_admin(),
            Some(Role::Member) => language.sharecreators_role_member(),
            Some(Role::Guest) => language.sharecreators_role_guest(),
            None => value,
        },
        _ => value,
    };
    named.to_owned()
}

/// A change of a field in one line.
fn change(language: Language, action: Action, change: &FieldChange) -> String {
    let after = value(language, change.field, Some(&change.after));
    let value = match action {
        Action::Change => {
            let before = value(language, change.field, change.before.as_deref());
            language.plan_before_after(&before, &after)
        }
        Action::Create | Action::Delete => after,
    };
    language.plan_field_value(field(language, change.field), &value)
}

/// What a row changes, in one line. Never a password, only that one will be set.
pub fn changes(language: Language, row: &Row) -> String {
    let mut parts: Vec<String> = row
        .changes
        .iter()
        .map(|own| change(language, row.action, own))
        .collect();
    if row.sets_password {
        let password = language.bitanswer_password();
        parts.push(language.plan_field_value(password, language.plan_will_be_set()));
    }
    parts.join(language.plan_clauses())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

    #[test]
    fn every_flaw_and_conflict_has_words_of_its_own_in_both_languages() {
        for language in LANGUAGES {
            let flaws: BTreeSet<String> = FlawKind::ALL
                .into_iter()
                .map(|kind| flaw_kind(language, kind))
                .collect();
            assert_eq!(flaws.len(), FlawKind::ALL.len());
            let conflicts = [
                Conflict::Exists,
                Conflict::Missing,
                Conflict::ChangedMeanwhile,
                Conflict::NotRead,
            ];
            let words = conflicts.map(|one| conflict(language, one));
            assert_eq!(BTreeSet::from(words).len(), conflicts.len());
            assert!(words.iter().all(|words| !words.is_empty()));
        }
        for kind in FlawKind::ALL {
            let [chinese, english] = LANGUAGES.map(|language| flaw_kind(language, kind));
            assert!(english.is_ascii() && !chinese.is_ascii(), "{kind:?}");
        }
    }

    #[test]
    fn a_flaw_says_where_it_is() {
        let phone = Flaw {
            column: "phone",
            kind: FlawKind::Phone,
        };
        let say = |cell| flaw(Language::English, FileKind::CreateAccounts, &phone, cell);
        assert_eq!(say(Some("B7")), "B7 Phone: no phone number: 5 to 20 digits");
        assert_eq!(say(None), "Phone: no phone number: 5 to 20 digits");
        let twice = Flaw {
            column: "",
            kind: FlawKind::Duplicate(3),
        };
        assert_eq!(
            flaw(Language::Chinese, FileKind::DeleteUsers, &twice, None),
            "与第 3 行账号重复"
        );
    }

    #[test]
    fn a_change_is_told_before_and_after_and_a_password_only_that_it_is_set() {
        let row = Row {
            target: "a".to_owned(),
            action: Action::Change,
            changes: vec![
                FieldChange {
                    field: Field::NickName,
                    before: None,
                    after: "张三".to_owned(),
                },
                FieldChange {
                    field: Field::Status,
                    before: Some(Field::NORMAL.to_owned()),
                    after: Field::DISABLED.to_owned(),
                },
            ],
            sets_password: true,
            place: None,
        };
        assert_eq!(
            changes(Language::English, &row),
            "Display name: (not set) → 张三; Status: Enabled → Disabled; Password: will be set"
        );
    }

    #[test]
    fn every_column_has_a_name_in_both_languages() {
        for vendor in vendors::Vendor::ALL {
            for kind in FileKind::of(vendor) {
                for column in kind.columns() {
                    for language in LANGUAGES {
                        assert!(!column_name(language, *kind, column.key).is_empty());
                    }
                }
                for language in LANGUAGES {
                    assert!(!purpose(language, *kind).is_empty());
                    assert!(!purpose_hint(language, *kind).is_empty());
                }
            }
        }
    }
}
