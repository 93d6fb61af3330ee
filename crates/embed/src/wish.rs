//! What a portal may want of the console once it is connected. No wish writes.

use crate::{Address, Appearance, Connections, MESSAGE_LIMIT, Refusal};
use serde_json::{Map, Value};

/// A wish that arrived through the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Look like this.
    Look(Appearance),
    /// Go there.
    Go {
        /// Where.
        address: Address,
        /// Even if something that somebody typed is lost.
        discard: bool,
    },
    /// Reach vendors by these connections.
    Connect(Connections),
}

impl Wish {
    /// Reads a message.
    ///
    /// # Errors
    /// [`Refusal`] for everything that is not exactly a wish.
    pub fn read(text: &str) -> Result<Wish, Refusal> {
        if text.len() > MESSAGE_LIMIT {
            return Err(Refusal::TooLarge);
        }
        let value: Value =
            serde_json::from_slice(text.as_bytes()).map_err(|_| Refusal::NotUnderstood)?;
        let Value::Object(mut table) = value else {
            return Err(Refusal::NotUnderstood);
        };
        let kind = table.remove("type").ok_or(Refusal::NotUnderstood)?;
        match kind.as_str() {
            Some("look") => look(&table),
            Some("go") => go(table),
            Some("connect") => {
                let connections = only(table, "connections")?;
                Ok(Wish::Connect(Connections::read(&connections)?))
            }
            Some(_) => Err(Refusal::UnknownType),
            None => Err(Refusal::NotUnderstood),
        }
    }
}

fn look(table: &Map<String, Value>) -> Result<Wish, Refusal> {
    let mut appearance = Appearance::default();
    for (key, value) in table {
        if !appearance.take(key, value)? {
            return Err(Refusal::NotUnderstood);
        }
    }
    Ok(Wish::Look(appearance))
}

fn go(mut table: Map<String, Value>) -> Result<Wish, Refusal> {
    let discard = match table.remove("discard") {
        None => false,
        Some(value) => value.as_bool().ok_or(Refusal::NotUnderstood)?,
    };
    let address = only(table, "address")?;
    let address = address.as_str().ok_or(Refusal::NotUnderstood)?;
    let address = Address::read(address).ok_or(Refusal::NoSuchPage)?;
    Ok(Wish::Go { address, discard })
}

/// The one value that is left.
fn only(mut table: Map<String, Value>, key: &str) -> Result<Value, Refusal> {
    let value = table.remove(key).ok_or(Refusal::NotUnderstood)?;
    if table.is_empty() {
        Ok(value)
    } else {
        Err(Refusal::NotUnderstood)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Theme;
    use vendors::Vendor;

    #[test]
    fn wishes_are_read() {
        let go = r#"{"type":"go","address":"/t12?q=x","discard":true}"#;
        assert_eq!(
            Wish::read(go),
            Ok(Wish::Go {
                address: Address::read("/t12?q=x").unwrap(),
                discard: true
            })
        );
        let Ok(Wish::Look(look)) = Wish::read(r#"{"type":"look","theme":"dark"}"#) else {
            panic!("a look");
        };
        assert_eq!((look.theme, look.language), (Some(Theme::Dark), None));
        let Ok(Wish::Connect(connections)) =
            Wish::read(r#"{"type":"connect","connections":{"t12":"b"}}"#)
        else {
            panic!("connections");
        };
        assert_eq!(connections.of(Vendor::T12), Some("b"));
    }

    #[test]
    fn nothing_else_is_a_wish() {
        for (text, refusal) in [
            ("", Refusal::NotUnderstood),
            ("7", Refusal::NotUnderstood),
            ("{}", Refusal::NotUnderstood),
            (r#"{"type":7}"#, Refusal::NotUnderstood),
            (r#"{"type":"delete","user":"zhang"}"#, Refusal::UnknownType),
            (r#"{"type":"call"}"#, Refusal::UnknownType),
            (r#"{"type":"go"}"#, Refusal::NotUnderstood),
            (r#"{"type":"go","address":"/a/b"}"#, Refusal::NoSuchPage),
            (
                r#"{"type":"go","address":"/","confirm":true}"#,
                Refusal::NotUnderstood,
            ),
            (
                r#"{"type":"go","address":"/","discard":1}"#,
                Refusal::NotUnderstood,
            ),
            (
                r#"{"type":"look","readOnly":false}"#,
                Refusal::NotUnderstood,
            ),
            (
                r#"{"type":"connect","connections":{},"key":"x"}"#,
                Refusal::NotUnderstood,
            ),
        ] {
            assert_eq!(Wish::read(text), Err(refusal), "{text}");
        }
        let large = format!(r#"{{"type":"look","x":"{}"}}"#, "x".repeat(MESSAGE_LIMIT));
        assert_eq!(Wish::read(&large), Err(Refusal::TooLarge));
        let deep = "[".repeat(10_000);
        assert_eq!(Wish::read(&deep), Err(Refusal::NotUnderstood));
    }
}
