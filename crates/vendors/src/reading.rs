//! From bytes to JSON, or to what came in its place. Knows no vendor and no operation.
//!
//! Members whose name speaks of a password are taken out here, before any other code sees them.

use crate::Secret;
use crate::problem::Found;
use serde_json::Value;

/// A JSON text without its passwords.
pub(crate) struct Document {
    /// The value, in which no member is named like a password.
    pub root: Value,
    /// The passwords that were in it, so that they can be masked in the vendor's messages.
    pub passwords: Vec<Secret>,
}

/// Reads a body as JSON. A byte order mark is tolerated.
pub(crate) fn read(body: &[u8]) -> Result<Document, Found> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(Found::Empty);
    }
    if let Some(found) = web_page(body) {
        return Err(found);
    }
    match std::str::from_utf8(body) {
        // A sequence that only lacks its end was cut, not written in another encoding.
        Err(error) if error.error_len().is_none() => return Err(Found::Truncated),
        Err(_) => return Err(Found::NotUtf8),
        Ok(_) => {}
    }
    let mut root: Value = serde_json::from_slice(body).map_err(|error| {
        if error.is_eof() {
            Found::Truncated
        } else {
            Found::NotJson
        }
    })?;
    let mut passwords = Vec::new();
    take_passwords(&mut root, &mut passwords);
    Ok(Document { root, passwords })
}

/// Recognises a web page before its encoding is checked: a proxy's login page may well be GBK.
fn web_page(body: &[u8]) -> Option<Found> {
    let start = body.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if body.get(start) != Some(&b'<') {
        return None;
    }
    let page = String::from_utf8_lossy(body).to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| page.contains(word));
    has(&[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<form",
    ])
    .then(|| Found::Html {
        login: has(&[
            "type=\"password\"",
            "type='password'",
            "type=password",
            "login",
            "log in",
            "sign in",
            "signin",
            "登录",
            "登陆",
        ]),
    })
}

/// In any spelling. Makes no text of its own: a list has a hundred thousand names and more.
fn speaks_of_password(name: &str) -> bool {
    const WORD: &[u8] = b"password";
    name.as_bytes()
        .windows(WORD.len())
        .any(|part| part.eq_ignore_ascii_case(WORD))
}

fn take_passwords(value: &mut Value, taken: &mut Vec<Secret>) {
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members
                .keys()
                .filter(|name| speaks_of_password(name))
                .cloned()
                .collect();
            for name in names {
                match members.remove(&name) {
                    Some(Value::String(text)) => taken.push(Secret::new(text)),
                    Some(Value::Number(number)) => taken.push(Secret::new(number.to_string())),
                    _ => {}
                }
            }
            for member in members.values_mut() {
                take_passwords(member, taken);
            }
        }
        Value::Array(items) => {
            for item in items {
                take_passwords(item, taken);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn found(body: &[u8]) -> Option<Found> {
        read(body).err()
    }

    #[test]
    fn tells_apart_what_is_not_json() {
        assert_eq!(found(b" \n"), Some(Found::Empty));
        assert_eq!(found(b"\xef\xbb\xbf"), Some(Found::Empty));
        assert_eq!(found(b"{\"a\":[1,"), Some(Found::Truncated));
        assert_eq!(found("{\"a\":\"张".as_bytes()), Some(Found::Truncated));
        assert_eq!(found(b"{\"a\":\"\xe5\xbc"), Some(Found::Truncated));
        assert_eq!(found(b"{\"a\":\"\xff\"}"), Some(Found::NotUtf8));
        assert_eq!(found(b"no route"), Some(Found::NotJson));
        assert_eq!(found(b"<xml/>"), Some(Found::NotJson));
        assert_eq!(found("[".repeat(200).as_bytes()), Some(Found::NotJson));
        assert!(read(b"\xef\xbb\xbf{}").is_ok());
    }

    #[test]
    fn recognises_web_pages_in_any_encoding() {
        let nginx = b"<html>\r\n<head><title>502 Bad Gateway</title></head></html>";
        assert_eq!(found(nginx), Some(Found::Html { login: false }));
        let login = b"\n<!DOCTYPE html><title>\xb5\xc7\xc2\xbc</title><input type=\"password\">";
        assert_eq!(found(login), Some(Found::Html { login: true }));
    }

    #[test]
    fn takes_passwords_out_at_any_depth_and_in_any_spelling() {
        let document = read(
            br#"[{"PassWord":"one","a":{"userPassword":12345678901234567890,"password":{"x":"three"}}}]"#,
        )
        .unwrap();
        assert_eq!(document.root.to_string(), r#"[{"a":{}}]"#);
        let passwords: Vec<&str> = document.passwords.iter().map(Secret::expose).collect();
        assert_eq!(passwords, ["one", "12345678901234567890"]);
    }
}
