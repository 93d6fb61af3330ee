//! The signature `manager_sign`, as the vendor's PHP function `calculate_manager_sign()` makes it.
//!
//! It covers the URL's query, never the form fields. It knows no clock: the time is an argument.

use crate::encoding::{form_encode_bytes, hex};
use crate::{Request, Secret, Value};
use sha1::{Digest, Sha1};
use std::cmp::Ordering;

/// How many hexadecimal digits of the digest are the signature.
const SIGNATURE_DIGITS: usize = 10;

/// The parameters that signing adds.
pub(crate) const PARAMETERS: [&str; 3] = ["manager_name", "time_stamp", "manager_sign"];

/// Adds `manager_name`, `time_stamp` and `manager_sign` to the query. `now` is in seconds since the Unix epoch. A
/// request that was signed before is signed anew.
pub fn sign(request: &mut Request, manager_name: &str, manager_key: &Secret, now: u64) {
    request
        .query
        .retain(|(name, _)| !PARAMETERS.contains(&name.as_str()));
    let pairs: Vec<(&[u8], &[u8])> = request
        .query
        .iter()
        .map(|(name, value)| (name.as_bytes(), value.expose().as_bytes()))
        .collect();
    let added = signed_parameters(&pairs, manager_name, manager_key, now);
    let added = added.map(|(name, value)| (name.to_owned(), value));
    request.query.extend(added);
}

/// What a query must get at its end. `pairs` is the decoded query without these.
pub(crate) fn signed_parameters(
    pairs: &[(&[u8], &[u8])],
    manager_name: &str,
    manager_key: &Secret,
    now: u64,
) -> [(&'static str, Value); 3] {
    let now = now.to_string();
    let mut pairs = pairs.to_vec();
    pairs.push((b"time_stamp", now.as_bytes()));
    let signature = Secret::new(signature(&query_string(&pairs, manager_key)));
    let [name, time_stamp, sign] = PARAMETERS;
    [
        (name, manager_name.into()),
        (time_stamp, now.as_str().into()),
        (sign, signature.into()),
    ]
}

/// The text whose digest is the signature. `pairs` is the decoded query, texts or bytes. The text holds the key, hence a
/// secret.
pub fn query_string<T: AsRef<[u8]>>(pairs: &[(T, T)], manager_key: &Secret) -> Secret {
    let pairs: Vec<(&[u8], &[u8])> = pairs
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .collect();
    let mut variables = signed_variables(&pairs);
    set(
        &mut variables,
        b"manager_key",
        manager_key.expose().as_bytes(),
    );
    sort_as_ksort(&mut variables);
    Secret::new(build_query(&variables))
}

/// The signature of a [query string](query_string): ten hexadecimal digits.
pub fn signature(query_string: &Secret) -> String {
    let mut digits = hex(&Sha1::digest(query_string.expose()));
    digits.truncate(SIGNATURE_DIGITS);
    digits
}

/// The variables that take part. Of two with the same name PHP keeps the last.
fn signed_variables<'a>(pairs: &[(&'a [u8], &'a [u8])]) -> Vec<(&'a [u8], &'a [u8])> {
    let mut variables = Vec::new();
    for (name, value) in pairs {
        let debug = name
            .windows(6)
            .any(|six| six.eq_ignore_ascii_case(b"debug_"));
        let dropped = matches!(*name, b"manager_name" | b"manager_sign") || debug;
        if !dropped {
            set(&mut variables, name, value);
        }
    }
    variables
}

fn set<'a>(variables: &mut Vec<(&'a [u8], &'a [u8])>, name: &'a [u8], value: &'a [u8]) {
    match variables.iter_mut().find(|(own, _)| *own == name) {
        Some(variable) => variable.1 = value,
        None => variables.push((name, value)),
    }
}

/// Sorts as `ksort` of PHP 8.2 does. Its order has cycles where whole numbers meet other names (2, 10, 1a), which the
/// standard library's sort may answer with a panic; variables are few, so inserting them one by one is as good.
fn sort_as_ksort(variables: &mut [(&[u8], &[u8])]) {
    for end in 1..variables.len() {
        let mut place = end;
        while place > 0
            && compare_keys(variables[place].0, variables[place - 1].0) == Ordering::Less
        {
            variables.swap(place, place - 1);
            place -= 1;
        }
    }
}

fn compare_keys(one: &[u8], other: &[u8]) -> Ordering {
    match (integer_key(one), integer_key(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.cmp(other),
    }
}

/// PHP turns a key into a number if it is written exactly as PHP would write that number.
fn integer_key(key: &[u8]) -> Option<i64> {
    let key = std::str::from_utf8(key).ok()?;
    key.parse()
        .ok()
        .filter(|number: &i64| number.to_string() == key)
}

/// As `http_build_query` writes variables.
fn build_query(variables: &[(&[u8], &[u8])]) -> String {
    let encoded: Vec<String> = variables
        .iter()
        .map(|(name, value)| format!("{}={}", form_encode_bytes(name), form_encode_bytes(value)))
        .collect();
    encoded.join("&")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::{Effect, Operation};
    use serde_json::Value as Json;

    /// Made by PHP itself.
    const VECTORS: &str = include_str!("../../fixtures/t12/manager_sign.json");

    #[test]
    fn every_vector_of_php_passes() {
        let file: Json = serde_json::from_str(VECTORS).unwrap();
        let vectors = file["vectors"].as_array().unwrap();
        assert!(vectors.len() > 50);
        for vector in vectors {
            let pairs: Vec<(&str, &str)> = vector["query"]
                .as_array()
                .unwrap()
                .iter()
                .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
                .collect();
            let key = Secret::new(vector["manager_key"].as_str().unwrap());
            let query = query_string(&pairs, &key);
            let note = &vector["note"];
            assert_eq!(query.expose(), vector["expected_query_string"], "{note}");
            assert_eq!(signature(&query), vector["expected_sign"], "{note}");
        }
    }

    #[test]
    fn names_whose_order_has_a_cycle_do_no_harm() {
        let pairs = [("2", ""), ("10", ""), ("1a", ""), ("-1", ""), ("01", "")];
        let query = query_string(&pairs, &Secret::default());
        assert_eq!(query.expose().split('&').count(), 6);
    }

    #[test]
    fn a_request_is_signed_in_its_query_and_can_be_signed_again() {
        let mut request = Request::new(Operation::T12GetQuota, Effect::Read);
        request.query.push(("app_name".to_owned(), "demo".into()));
        let key = Secret::new("demo-manager-key");
        sign(&mut request, "mgr01", &key, 1);
        sign(&mut request, "mgr01", &key, 1_699_999_999);
        assert_eq!(
            request.target(),
            "/api/backdoor/useright/get?app_name=demo&manager_name=mgr01&time_stamp=1699999999&manager_sign=0a0aeeae3f"
        );
        assert!(!request.shown_target().contains("0a0aeeae3f"));
    }
}
