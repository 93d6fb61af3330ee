//! What a change does to a user, value by value.

use super::action::as_shown;
use super::user_words::status_words;
use crate::i18n::{Language, Words};
use leptos::prelude::*;
use vendors::bitanswer::{User, UserChange};

/// One value before and after, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedValue {
    label: &'static str,
    before: String,
    after: String,
}

/// The values of a user that a change makes others, in words.
pub fn changed_values(language: Language, user: &User, change: &UserChange) -> Vec<ChangedValue> {
    let empty = |text: &str| {
        if text.is_empty() {
            language.bitanswer_empty_value().to_owned()
        } else {
            text.to_owned()
        }
    };
    let mut values = Vec::new();
    if let Some(after) = &change.nick_name {
        values.push(ChangedValue {
            label: language.bitanswer_display_name(),
            before: empty(user.nick_name.as_deref().unwrap_or_default()),
            after: empty(after),
        });
    }
    if let Some(after) = change.status {
        values.push(ChangedValue {
            label: language.bitanswer_status(),
            before: status_words(language, user.status.as_ref()),
            after: status_words(language, Some(&as_shown(after))),
        });
    }
    if change.password.is_some() {
        values.push(ChangedValue {
            label: language.bitanswer_password(),
            before: String::new(),
            after: language.bitanswer_password_changes().to_owned(),
        });
    }
    values
}

/// The values as a list.
pub fn change_list(words: Words, values: Signal<Vec<ChangedValue>>) -> AnyView {
    let value_view = |value: ChangedValue| {
        let before = (!value.before.is_empty()).then(|| {
            view! {
                <span class="before">{value.before}</span>
                <span aria-hidden="true">"→"</span>
            }
        });
        view! {
            <div class="description">
                <dt>{value.label}</dt>
                <dd>
                    <span class="before-after">
                        {before}
                        <span class="after">{value.after}</span>
                    </span>
                </dd>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-live="polite">
            <h3 class="section-title">{words.of(Language::bitanswer_changes)}</h3>
            <dl class="descriptions">
                {move || values.get().into_iter().map(value_view).collect_view()}
            </dl>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::action::no_change;
    use super::*;
    use vendors::Secret;
    use vendors::bitanswer::{AccountStatus, UserStatus};

    #[test]
    fn every_value_is_shown_before_and_after_but_no_password() {
        let user = User {
            name: "a".to_owned(),
            nick_name: None,
            guid: None,
            reg_date: None,
            status: Some(UserStatus::Normal),
        };
        let change = UserChange {
            nick_name: Some("张三".to_owned()),
            status: Some(AccountStatus::Disabled),
            password: Some(Secret::new("canary")),
            ..no_change("a")
        };
        let values = changed_values(Language::English, &user, &change);
        let shown: Vec<(&str, &str)> = values
            .iter()
            .map(|value| (value.before.as_str(), value.after.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("(empty)", "张三"),
                ("Enabled", "Disabled"),
                ("", "will be set")
            ]
        );
        assert!(changed_values(Language::English, &user, &no_change("a")).is_empty());
    }
}
