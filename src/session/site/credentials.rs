//! Finds credentials in the file. Whoever opens the page can read it, so none may stand there, whatever it is called.

use super::reader::below;
use serde_json::Value;

/// What names of secrets have in them, in small letters without signs between them.
const MARKS: [&str; 14] = [
    "secret",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "token",
    "authkey",
    "bitkey",
    "managerkey",
    "apikey",
    "accesskey",
    "privatekey",
    "authorization",
    "cookie",
];

/// Names of secrets that stand in too many other words.
const WHOLE: [&str; 5] = ["key", "keys", "auth", "pwd", "bearer"];

/// The places at which credentials stand, in the order of the file.
pub(super) fn places(root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look("", root, &mut found);
    found
}

fn look(at: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let place = below(at, name);
                // Values of a proxy's headers, where only their names may stand.
                let has_values = name == "proxy_headers" && !value.is_array();
                if names_a_secret(name) || has_values {
                    found.push(place);
                } else {
                    look(&place, value, found);
                }
            }
        }
        Value::Array(all) => {
            let of_headers = at.ends_with(".proxy_headers");
            for (place, value) in all.iter().enumerate() {
                let place = format!("{at}[{place}]");
                let has_value = match value {
                    Value::String(text) => text.contains([':', '=', ' ']),
                    other => other.is_object() || other.is_array(),
                };
                if of_headers && has_value {
                    found.push(place);
                } else {
                    look(&place, value, found);
                }
            }
        }
        Value::String(text) if is_secret(text) => found.push(at.to_owned()),
        _ => {}
    }
}

fn names_a_secret(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|one| one.to_ascii_lowercase())
        .collect();
    WHOLE.contains(&plain.as_str()) || MARKS.iter().any(|mark| plain.contains(mark))
}

/// A token that says of itself what it is, or an address with a secret inside.
fn is_secret(text: &str) -> bool {
    let is_web_token = text.starts_with("eyJ") && text.matches('.').count() == 2;
    let is_header = ["Bearer ", "Basic "]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    is_web_token || is_header || has_secret_in_address(text)
}

fn has_secret_in_address(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let mut names = query
        .split(['&', ';', '#'])
        .filter_map(|pair| pair.split_once('='))
        .filter(|(_, value)| !value.is_empty() && !value.starts_with('{'));
    authority.contains('@') || names.any(|(name, _)| names_a_secret(name))
}
