//! What the cells of a row say, by the key of their column, in either language and however people write numbers.

use super::{Flaw, FlawKind, Wish};
use crate::Field;
use vendors::Secret;

/// A row that is being read.
pub(super) struct Reading {
    pub(super) wish: Wish,
}

impl Reading {
    pub(super) fn flaw(&mut self, column: &'static str, kind: FlawKind) {
        self.wish.flaws.push(Flaw { column, kind });
    }

    pub(super) fn set(&mut self, field: Field, value: &str) {
        self.wish.values.insert(field, value.to_owned());
    }

    pub(super) fn take(&mut self, key: &'static str, text: &str) {
        match key {
            "nick-name" => self.set(Field::NickName, text),
            "status" => match status(text) {
                Some(status) => self.set(Field::Status, status),
                None => self.flaw(key, FlawKind::Status),
            },
            "password" => self.wish.password = Some(Secret::new(text)),
            "email" if !is_email(text) => self.flaw(key, FlawKind::Email),
            "phone" => match digits(text, 5, 20) {
                Some(phone) => self.set(Field::Telephone, &phone),
                None => self.flaw(key, FlawKind::Phone),
            },
            "area-code" => match digits(text.trim_start_matches('+'), 1, 4) {
                Some(code) => self.set(Field::PhoneAreaCode, &code),
                None => self.flaw(key, FlawKind::AreaCode),
            },
            "role" => match role(text) {
                Some(role) => self.set(Field::Role, role),
                None => self.flaw(key, FlawKind::Role),
            },
            "regular" => self.take_amount(key, Field::RegularUsers, text),
            "test" => self.take_amount(key, Field::TestUsers, text),
            // The account itself was taken first.
            _ => {}
        }
    }

    fn take_amount(&mut self, key: &'static str, field: Field, text: &str) {
        let plain: String = text
            .chars()
            .filter(|digit| !matches!(digit, ',' | '，' | ' '))
            .collect();
        let amount = plain.parse::<u64>().ok();
        match amount.filter(|amount| i64::try_from(*amount).is_ok()) {
            Some(amount) => self.set(field, &amount.to_string()),
            None => self.flaw(key, FlawKind::Amount),
        }
    }
}

fn status(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "0" | "正常" | "启用" | "已启用" | "有效" | "normal" | "enabled" | "active" | "enable" => {
            Some(Field::NORMAL)
        }
        "1" | "停用" | "已停用" | "禁用" | "已禁用" | "无效" | "disabled" | "disable"
        | "inactive" => Some(Field::DISABLED),
        _ => None,
    }
}

fn role(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "sa" | "超级管理员" | "super admin" => Some("SA"),
        "a" | "管理员" | "admin" => Some("A"),
        "u" | "成员" | "普通成员" | "用户" | "member" | "user" => Some("U"),
        "v" | "访客" | "游客" | "guest" | "visitor" => Some("V"),
        _ => None,
    }
}

/// The digits of a number that people write with spaces and dashes.
fn digits(text: &str, shortest: usize, longest: usize) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|character| !matches!(character, ' ' | '-' | '(' | ')'))
        .collect();
    let is_right = (shortest..=longest).contains(&plain.len())
        && plain.bytes().all(|byte| byte.is_ascii_digit());
    is_right.then_some(plain)
}

/// Only the shape that the vendor's own call asks for, see [`vendors::sharecreators::CreateUser`].
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(person, domain)| {
        !person.is_empty()
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
            && !domain.contains('@')
            && !text.contains(char::is_whitespace)
    })
}
