//! Reads members of the file, and notes what is wrong with each.

use super::LONGEST_NAME;
use super::fault::{Allowed, Fault, Found};
use serde_json::{Map, Value};

/// Collects faults.
#[derive(Default)]
pub(super) struct Reader {
    pub faults: Vec<Fault>,
}

impl Reader {
    pub fn fault(&mut self, at: &str, found: Found, allowed: Allowed) {
        self.faults.push(Fault::new(at, found, allowed));
    }

    /// An object's members. Those that are not `known` are faults, and nothing else.
    pub fn object<'a>(
        &mut self,
        at: &str,
        value: &'a Value,
        known: &'static [&'static str],
    ) -> Option<&'a Map<String, Value>> {
        let Some(members) = value.as_object() else {
            self.fault(at, Found::of(Some(value)), Allowed::Object(known));
            return None;
        };
        for name in members.keys() {
            if !known.contains(&name.as_str()) {
                self.fault(&below(at, name), Found::Unknown, Allowed::Object(known));
            }
        }
        Some(members)
    }

    /// The members of a list; none of what is no list.
    pub fn list<'a>(&mut self, at: &str, value: &'a Value) -> &'a [Value] {
        match value {
            Value::Array(all) => all,
            other => {
                self.fault(at, Found::of(Some(other)), Allowed::List);
                &[]
            }
        }
    }

    pub fn text<'a>(
        &mut self,
        at: &str,
        value: &'a Value,
        allowed: Allowed,
        fits: impl Fn(&str) -> bool,
    ) -> Option<&'a str> {
        let text = value.as_str().filter(|text| fits(text));
        if text.is_none() {
            self.fault(at, Found::of(Some(value)), allowed);
        }
        text
    }

    /// A text that people read, without spaces around it.
    pub fn name(&mut self, at: &str, value: &Value) -> Option<String> {
        let fits = |text: &str| {
            text.chars().count() <= LONGEST_NAME && !text.contains(|one: char| one.is_control())
        };
        self.text(at, value, Allowed::Name(LONGEST_NAME), fits)
            .map(|text| text.trim().to_owned())
    }

    pub fn choice<T>(
        &mut self,
        at: &str,
        value: &Value,
        names: &'static [&'static str],
        known: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let chosen = value.as_str().and_then(known);
        if chosen.is_none() {
            self.fault(at, Found::of(Some(value)), Allowed::OneOf(names));
        }
        chosen
    }

    pub fn boolean(&mut self, at: &str, value: &Value) -> Option<bool> {
        if !value.is_boolean() {
            self.fault(at, Found::of(Some(value)), Allowed::Boolean);
        }
        value.as_bool()
    }
}

/// A member of a member.
pub(super) fn below(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}.{name}")
    }
}
