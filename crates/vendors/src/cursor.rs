//! Walking through JSON of unknown quality: every step knows its place, so that a wrong kind of value can be named.
//!
//! `null` and a missing member are the same here. Numbers written as text and text written as numbers are read as what
//! was asked for.

use crate::problem::{Found, Shape};
use serde_json::Value;

/// One place in a JSON value, whether anything stands there or not.
pub(crate) struct Node<'a> {
    value: Option<&'a Value>,
    parent: Option<&'a Node<'a>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Member(&'static str),
    Item(usize),
}

impl<'a> Node<'a> {
    /// The whole document.
    pub(crate) fn root(value: &'a Value) -> Self {
        Node {
            value: Some(value),
            parent: None,
            step: Step::Root,
        }
    }

    /// The member of an object; missing where this is no object.
    pub(crate) fn member(&self, name: &'static str) -> Node<'_> {
        Node {
            value: self.value.and_then(|value| value.get(name)),
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    /// Whether nothing, or `null`, stands here.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.value, None | Some(Value::Null))
    }

    /// Insists on an object.
    pub(crate) fn object(&self) -> Result<(), Found> {
        match self.value {
            Some(Value::Object(_)) => Ok(()),
            _ => Err(self.wrong(Shape::Object)),
        }
    }

    /// The items of an array; `None` where nothing stands.
    pub(crate) fn items(&self) -> Result<Option<Vec<Node<'_>>>, Found> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => Ok(Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| Node {
                        value: Some(item),
                        parent: Some(self),
                        step: Step::Item(index),
                    })
                    .collect(),
            )),
            Some(_) => Err(self.wrong(Shape::Array)),
        }
    }

    /// A text, or a number's own digits.
    pub(crate) fn text(&self) -> Result<Option<String>, Found> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(self.wrong(Shape::Text)),
        }
    }

    /// Whether a text stands here, and not a number that [`Node::text`] would take for one.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.value, Some(Value::String(_)))
    }

    /// A text that must be there.
    pub(crate) fn required_text(&self) -> Result<String, Found> {
        self.text()?.ok_or_else(|| self.wrong(Shape::Text))
    }

    /// A whole number, also one written as text or as `7.0`.
    pub(crate) fn integer(&self) -> Result<Option<i64>, Found> {
        let digits = match self.value {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return Err(self.wrong(Shape::Number)),
        };
        let whole = match digits.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
            _ => &digits,
        };
        whole
            .parse()
            .map(Some)
            .map_err(|_| self.wrong(Shape::Number))
    }

    /// A whole number that must be there.
    pub(crate) fn required_integer(&self) -> Result<i64, Found> {
        self.integer()?.ok_or_else(|| self.wrong(Shape::Number))
    }

    /// A yes or no that must be there, also as the words `true` and `false`.
    pub(crate) fn required_boolean(&self) -> Result<bool, Found> {
        match self.value {
            Some(Value::Bool(yes)) => Ok(*yes),
            Some(Value::String(word)) if word.eq_ignore_ascii_case("true") => Ok(true),
            Some(Value::String(word)) if word.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(self.wrong(Shape::Boolean)),
        }
    }

    /// Says what stands here instead of what is documented.
    pub(crate) fn wrong(&self, expected: Shape) -> Found {
        let mut place = String::new();
        self.write_place(&mut place);
        if place.is_empty() {
            place.push('$');
        }
        Found::WrongShape {
            place,
            expected,
            found: match self.value {
                None => Shape::Missing,
                Some(Value::Null) => Shape::Null,
                Some(Value::Bool(_)) => Shape::Boolean,
                Some(Value::Number(_)) => Shape::Number,
                Some(Value::String(_)) => Shape::Text,
                Some(Value::Array(_)) => Shape::Array,
                Some(Value::Object(_)) => Shape::Object,
            },
        }
    }

    fn write_place(&self, place: &mut String) {
        if let Some(parent) = self.parent {
            parent.write_place(place);
        }
        match self.step {
            Step::Root => {}
            Step::Member(name) => {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(name);
            }
            Step::Item(index) => {
                place.push('[');
                place.push_str(&index.to_string());
                place.push(']');
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_place_is_named_from_the_root() {
        let value = json!({"data": {"items": [{}, {"name": [1]}]}});
        let root = Node::root(&value);
        let data = root.member("data");
        let items = data.member("items");
        let items = items.items().unwrap().unwrap();
        let wrong = |place: &str, expected, found| Found::WrongShape {
            place: place.to_owned(),
            expected,
            found,
        };
        assert_eq!(
            items[1].member("name").text(),
            Err(wrong("data.items[1].name", Shape::Text, Shape::Array))
        );
        assert_eq!(
            items[0].member("name").required_text(),
            Err(wrong("data.items[0].name", Shape::Text, Shape::Missing))
        );
        assert_eq!(
            Node::root(&json!(7)).object(),
            Err(wrong("$", Shape::Object, Shape::Number))
        );
    }

    #[test]
    fn numbers_and_their_texts_are_the_same() {
        for value in [json!(7), json!("7"), json!(" 7 "), json!("7.0")] {
            assert_eq!(Node::root(&value).integer(), Ok(Some(7)));
        }
        let value: Value = serde_json::from_str("7.00").unwrap();
        assert_eq!(Node::root(&value).integer(), Ok(Some(7)));
        for value in [
            "7.5",
            "1e3",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "true",
        ] {
            let value: Value = serde_json::from_str(value).unwrap();
            assert!(Node::root(&value).integer().is_err(), "{value}");
        }
        assert_eq!(Node::root(&Value::Null).integer(), Ok(None));
        assert_eq!(Node::root(&json!(7)).text(), Ok(Some("7".to_owned())));
        assert_eq!(Node::root(&json!("TRUE")).required_boolean(), Ok(true));
    }
}
