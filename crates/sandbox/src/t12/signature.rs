//! `calculate_manager_sign()` as the vendor's PHP has it: drop, add, `ksort`, `http_build_query`, SHA-1.
//!
//! PHP turns dots and spaces in parameter names into underscores and brackets into arrays before the vendor sees them.
//! The documented names have none, so that is left out.

use std::cmp::Ordering;

use sha1::{Digest, Sha1};

/// The signature of a decoded query: ten lower-case hex digits.
pub(super) fn manager_sign(query: &[(String, String)], manager_key: &str) -> String {
    let digest = Sha1::digest(signed_text(query, manager_key).as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(10).collect()
}

fn signed_text(query: &[(String, String)], manager_key: &str) -> String {
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for (key, value) in query {
        let dropped = key.to_ascii_lowercase().contains("debug_")
            || key == "manager_name"
            || key == "manager_sign";
        if !dropped {
            set(&mut fields, key, value);
        }
    }
    set(&mut fields, "manager_key", manager_key);
    ksort(&mut fields);
    let pairs: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("{}={}", urlencode(key), urlencode(value)))
        .collect();
    pairs.join("&")
}

/// Assigns into a PHP array: an existing key keeps its place and takes the new value.
fn set<'a>(fields: &mut Vec<(&'a str, &'a str)>, key: &'a str, value: &'a str) {
    match fields.iter_mut().find(|(own, _)| *own == key) {
        Some(field) => field.1 = value,
        None => fields.push((key, value)),
    }
}

/// PHP's order of keys is not transitive once number-like keys are among them, and Rust's own sorts may panic on such an
/// order. PHP, too, sorts few elements by insertion.
fn ksort(fields: &mut [(&str, &str)]) {
    for end in 1..fields.len() {
        let mut position = end;
        while position > 0
            && compare_keys(fields[position - 1].0, fields[position].0) == Ordering::Greater
        {
            fields.swap(position - 1, position);
            position -= 1;
        }
    }
}

/// PHP 8.2: number-like keys compare as numbers with each other, all others as bytes.
fn compare_keys(left: &str, right: &str) -> Ordering {
    match (number(left), number(right)) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        _ => left.as_bytes().cmp(right.as_bytes()),
    }
}

fn number(key: &str) -> Option<f64> {
    let digits = key.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let starts_like_one = digits
        .trim_start_matches(['+', '-', '.'])
        .starts_with(|first: char| first.is_ascii_digit());
    if starts_like_one {
        digits.parse().ok()
    } else {
        None
    }
}

/// PHP's `urlencode`, which `http_build_query` uses.
fn urlencode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use serde_json::Value;

    #[test]
    fn every_vector_of_real_php_passes() {
        let file: Value =
            serde_json::from_str(include_str!("../../fixtures/t12_manager_sign.json")).unwrap();
        let vectors = file["vectors"].as_array().unwrap();
        assert!(vectors.len() > 50);
        for vector in vectors {
            let query: Vec<(String, String)> = vector["query"]
                .as_array()
                .unwrap()
                .iter()
                .map(|pair| {
                    (
                        pair[0].as_str().unwrap().to_owned(),
                        pair[1].as_str().unwrap().to_owned(),
                    )
                })
                .collect();
            let key = vector["manager_key"].as_str().unwrap();
            let note = &vector["note"];
            assert_eq!(
                signed_text(&query, key),
                vector["expected_query_string"].as_str().unwrap(),
                "{note}"
            );
            assert_eq!(
                manager_sign(&query, key),
                vector["expected_sign"].as_str().unwrap(),
                "{note}"
            );
        }
    }
}
