//! An answer whose values have other types than documented: numbers as strings, strings as numbers, `null` for a truth
//! value, arrays for objects and the other way round.

use serde_json::{Map, Value, json};

/// The same answer with every type wrong, but still an object outside if it was one.
pub(super) fn wrong_types(body: Option<Value>) -> Value {
    match body {
        Some(Value::Object(fields)) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| (name, swap(value)))
                .collect(),
        ),
        Some(other) => swap(other),
        None => json!([]),
    }
}

fn swap(value: Value) -> Value {
    match value {
        Value::Null => json!([]),
        Value::Bool(_) => Value::Null,
        Value::Number(number) => Value::String(number.to_string()),
        Value::String(text) => json!(text.len()),
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .enumerate()
                .map(|(index, item)| match index % 3 {
                    0 => swap(item),
                    1 => Value::Null,
                    _ => swap_fields(item),
                })
                .collect(),
        ),
        Value::Object(fields) => {
            Value::Array(fields.into_iter().map(|(_, own)| swap(own)).collect())
        }
    }
}

/// Rows of a list stay objects now and then, so that a client's rows are tried as well as its envelope.
fn swap_fields(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, own)| (name, swap(own)))
                .collect::<Map<_, _>>(),
        ),
        other => swap(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_type_is_missed() {
        assert_eq!(
            wrong_types(Some(
                json!({"status": 0, "ok": true, "msg": "abc", "no": null, "data": {"total": 1}})
            )),
            json!({"status": "0", "ok": null, "msg": 3, "no": [], "data": ["1"]})
        );
        assert_eq!(
            wrong_types(Some(json!({"data": [{"id": 1}, {"id": 2}, {"id": 3}]}))),
            json!({"data": [["1"], null, {"id": "3"}]})
        );
        assert_eq!(wrong_types(None), json!([]));
    }
}
