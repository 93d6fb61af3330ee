//! An account about to be created: what was typed, whether it can be right, and what the ledger says afterwards.
//!
//! The rules are the vendor crate's own: each field is tried in a call whose other fields are known to be good. Knows no
//! component, no storage and no words.

use crate::store::{LedgerEntry, LedgerState};
use vendors::problem::{Cause, InvalidInput};
use vendors::sharecreators::{CreateUser, CreatedUser, Role};
use vendors::{Call, RequestId};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The e-mail address.
    pub email: String,
    /// The phone number's country.
    pub area_code: String,
    /// The phone number.
    pub phone: String,
}

/// What is wrong with each field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    /// With the e-mail address.
    pub email: Option<InvalidInput>,
    /// With the phone number's country.
    pub area_code: Option<InvalidInput>,
    /// With the phone number.
    pub phone: Option<InvalidInput>,
}

impl FieldErrors {
    /// Whether nothing is wrong.
    pub fn is_empty(self) -> bool {
        self == FieldErrors::default()
    }
}

/// The call for what was typed: without white space around, and with digits as the vendor takes them. Phone numbers are
/// often pasted in groups, and typed in full width by Chinese input methods.
pub fn call(typed: &Typed, role: Role, id: RequestId) -> CreateUser {
    CreateUser {
        email: typed.email.trim().to_owned(),
        telephone: digits(&typed.phone),
        phone_area_code: digits(&typed.area_code),
        role,
        id,
    }
}

/// What is wrong with what was typed, all at once.
pub fn check(typed: &Typed) -> FieldErrors {
    let wrong = |change: fn(&mut Typed, &Typed)| {
        let mut tried = Typed {
            email: "a@b.cn".to_owned(),
            area_code: "86".to_owned(),
            phone: "13900000000".to_owned(),
        };
        change(&mut tried, typed);
        let id = RequestId(String::new());
        match call(&tried, Role::Member, id).request() {
            Err(problem) => match problem.cause {
                Cause::InvalidInput(input) => Some(input),
                _ => None,
            },
            Ok(_) => None,
        }
    };
    FieldErrors {
        email: wrong(|tried, typed| tried.email.clone_from(&typed.email)),
        area_code: wrong(|tried, typed| tried.area_code.clone_from(&typed.area_code)),
        phone: wrong(|tried, typed| tried.phone.clone_from(&typed.phone)),
    }
}

/// What the ledger says while the call is under way and, if no answer comes, from then on. What is known to exist
/// already stays known.
pub fn entry_while_unknown(
    call: &CreateUser,
    before: Option<&LedgerEntry>,
    now: f64,
) -> LedgerEntry {
    match before {
        Some(entry) if entry.state == LedgerState::Created => entry.clone(),
        _ => LedgerEntry {
            email: call.email.clone(),
            user_id: before.and_then(|entry| entry.user_id.clone()),
            role: Some(call.role.code().to_owned()),
            is_admin: None,
            phone: Some(phone(&call.phone_area_code, &call.telephone)),
            state: LedgerState::Unknown,
            at: now,
        },
    }
}

/// What the ledger says after the vendor has confirmed: its own words where it gave any.
pub fn entry_when_created(call: &CreateUser, user: &CreatedUser, now: f64) -> LedgerEntry {
    let area_code = user.area_code.as_ref().unwrap_or(&call.phone_area_code);
    let number = user.phone.as_ref().unwrap_or(&call.telephone);
    LedgerEntry {
        email: call.email.clone(),
        user_id: user.user_id.clone(),
        role: user
            .role
            .clone()
            .or_else(|| Some(call.role.code().to_owned())),
        is_admin: user.is_admin.clone(),
        phone: Some(phone(area_code, number)),
        state: LedgerState::Created,
        at: now,
    }
}

fn phone(area_code: &str, number: &str) -> String {
    format!("+{} {number}", area_code.trim_start_matches('+'))
}

/// The text with ASCII digits, and without what people put between them.
fn digits(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .map(|character| match character {
            '０'..='９' => {
                let digit = u32::from(character) - u32::from('０');
                char::from_digit(digit, 10).unwrap_or(character)
            }
            '＋' => '+',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::problem::Field;

    fn typed(email: &str, area_code: &str, phone: &str) -> Typed {
        Typed {
            email: email.to_owned(),
            area_code: area_code.to_owned(),
            phone: phone.to_owned(),
        }
    }

    fn call_for(typed: &Typed) -> CreateUser {
        call(typed, Role::Member, RequestId("1".to_owned()))
    }

    #[test]
    fn takes_what_people_paste() {
        let typed = typed(" zhang@x.cn ", "＋86", "１39 1234-5678");
        assert!(check(&typed).is_empty());
        let call = call_for(&typed);
        assert_eq!(call.email, "zhang@x.cn");
        assert_eq!(call.telephone, "13912345678");
        assert_eq!(call.phone_area_code, "+86");
    }

    #[test]
    fn names_every_wrong_field_at_once() {
        assert_eq!(
            check(&typed("zhang", "", "12a45")),
            FieldErrors {
                email: Some(InvalidInput::Malformed(Field::Email)),
                area_code: Some(InvalidInput::Missing(Field::PhoneAreaCode)),
                phone: Some(InvalidInput::Malformed(Field::Telephone)),
            }
        );
        assert_eq!(
            check(&typed(" ", "86", "13912345678")).email,
            Some(InvalidInput::Missing(Field::Email))
        );
    }

    #[test]
    fn the_vendor_s_words_win_and_nothing_is_derived() {
        let call = call_for(&typed("z@x.cn", "+86", "13912345678"));
        let user = CreatedUser {
            user_id: Some("a8ic1nut".to_owned()),
            role: Some("U".to_owned()),
            is_admin: Some("Y".to_owned()),
            ..CreatedUser::default()
        };
        let entry = entry_when_created(&call, &user, 5.0);
        assert_eq!(entry.state, LedgerState::Created);
        assert_eq!(entry.is_admin.as_deref(), Some("Y"));
        assert_eq!(entry.phone.as_deref(), Some("+86 13912345678"));
        let silent = entry_when_created(&call, &CreatedUser::default(), 5.0);
        assert_eq!(silent.role.as_deref(), Some("U"));
        assert_eq!(silent.is_admin, None);
        assert_eq!(silent.user_id, None);
    }

    #[test]
    fn an_account_known_to_exist_does_not_become_unknown() {
        let call = call_for(&typed("z@x.cn", "86", "13912345678"));
        let created = entry_when_created(&call, &CreatedUser::default(), 1.0);
        assert_eq!(entry_while_unknown(&call, Some(&created), 2.0), created);
        let mut deleted = created;
        deleted.state = LedgerState::Deleted;
        deleted.user_id = Some("id".to_owned());
        let unknown = entry_while_unknown(&call, Some(&deleted), 2.0);
        assert_eq!(unknown.state, LedgerState::Unknown);
        assert_eq!(unknown.user_id.as_deref(), Some("id"));
        assert_eq!(
            entry_while_unknown(&call, None, 2.0).state,
            LedgerState::Unknown
        );
    }
}
