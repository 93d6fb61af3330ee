//! The signature `manager_sign`, as the vendor's PHP function `calculate_manager_sign()` makes it.
//!
//! It covers the URL's query, never the form fields. It knows no clock: the time is an argument.

use crate::encoding::{form_encode, hex};
use crate::{Request, Secret, Value};
use sha1::{Digest, Sha1};
use std::cmp::Ordering;

/// How many hexadecimal digits of the digest are the signature.
const SIGNATURE_DIGITS: usize = 10;

/// Adds `manager_name`, `time_stamp` and `manager_sign` to the query. `now` is in seconds since the Unix epoch. A
/// request that was signed before is signed anew.
pub fn sign(request: &mut Request, manager_name: &str, manager_key: &Secret, now: u64) {
    request.query.retain(|(name, _)| {
        !matches!(
            name.as_str(),
            "manager_name" | "time_stamp" | "manager_sign"
        )
    });
    request
        .query
        .push(("manager_name".to_owned(), manager_name.into()));
    request
        .query
        .push(("time_stamp".to_owned(), now.to_string().into()));
    let pairs: Vec<(&str, &str)> = request
        .query
        .iter()
        .map(|(name, value)| (name.as_str(), value.expose()))
        .collect();
    let signature = signature(&query_string(&pairs, manager_key));
    request.query.push((
        "manager_sign".to_owned(),
        Value::Secret(Secret::new(signature)),
    ));
}

/// The text whose digest is the signature. `pairs` is the decoded query. The text holds the key, hence a secret.
pub fn query_string(pairs: &[(&str, &str)], manager_key: &Secret) -> Secret {
    let mut variables = signed_variables(pairs);
    set(&mut variables, "manager_key", manager_key.expose());
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
fn signed_variables<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut variables = Vec::new();
    for (name, value) in pairs {
        let dropped = matches!(*name, "manager_name" | "manager_sign")
            || name.to_ascii_lowercase().contains("debug_");
        if !dropped {
            set(&mut variables, name, value);
        }
    }
    variables
}

fn set<'a>(variables: &mut Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) {
    match variables.iter_mut().find(|(own, _)| *own == name) {
        Some(variable) => variable.1 = value,
        None => variables.push((name, value)),
    }
}

/// Sorts as `ksort` of PHP 8.2 does. Its order has cycles where whole numbers meet other names (2, 10, 1a), which the
/// standard library's sort may answer with a panic; variables are few, so inserting them one by one is as good.
fn sort_as_ksort(variables: &mut [(&str, &str)]) {
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

fn compare_keys(one: &str, other: &str) -> Ordering {
    match (integer_key(one), integer_key(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.as_bytes().cmp(other.as_bytes()),
    }
}

/// PHP turns a key into a number if it is written exactly as PHP would write that number.
fn integer_key(key: &str) -> Option<i64> {
    key.parse()
        .ok()
        .filter(|number: &i64| number.to_string() == key)
}

/// As `http_build_query` writes variables.
fn build_query(variables: &[(&str, &str)]) -> String {
    let encoded: Vec<String> = variables
        .iter()
        .map(|(name, value)| format!("{}={}", form_encode(name), form_encode(value)))
        .collect();
    encoded.join("&")
}
