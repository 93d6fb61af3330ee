//! Reading the bodies of BitAnswer's writes.
//!
//! Stricter than the vendor is likely to be: an unknown field is refused, so that a client's misspelling is found.

use serde_json::{Map, Value};

use super::envelope::Refusal;
use crate::WireRequest;

/// What a write changes. `password` is checked and then forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) nick_name: Option<String>,
    pub(super) disabled: Option<bool>,
}

/// A row of a batch.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) change: Change,
    /// The row as it was sent: the vendor's example echoes it, `password` included.
    pub(super) echo: Value,
}

/// The body as JSON, which it has to say it is.
pub(super) fn json(request: &WireRequest<'_>) -> Result<Value, Refusal> {
    if !request.is_of("application/json") {
        return Err(Refusal::invalid("content-type must be application/json"));
    }
    serde_json::from_slice(request.body).map_err(|_| Refusal::invalid("the body is not JSON"))
}

/// The objects of a body that has to be an array. An object is refused, a misdirected query among them.
pub(super) fn objects(request: &WireRequest<'_>) -> Result<Vec<Map<String, Value>>, Refusal> {
    let Value::Array(items) = json(request)? else {
        return Err(Refusal::invalid("the body must be an array"));
    };
    items
        .into_iter()
        .map(|item| match item {
            Value::Object(fields) => Ok(fields),
            _ => Err(Refusal::invalid("the array must hold objects")),
        })
        .collect()
}

/// The rows of a batch that updates or adds.
pub(super) fn rows(request: &WireRequest<'_>) -> Result<Vec<Row>, Refusal> {
    let objects = objects(request)?;
    if objects.is_empty() {
        return Err(Refusal::invalid("the array is empty"));
    }
    objects
        .into_iter()
        .map(|fields| {
            let name = required_text(&fields, "name")?;
            let change = change(&fields)?;
            let echo = Value::Object(fields);
            Ok(Row { name, change, echo })
        })
        .collect()
}

/// The change in the body of a write to one user, whose `name` may stand there again but not differ.
pub(super) fn single(request: &WireRequest<'_>, name: &str) -> Result<Change, Refusal> {
    let Value::Object(fields) = json(request)? else {
        return Err(Refusal::invalid("the body must be an object"));
    };
    match text(&fields, "name")? {
        Some(own) if own != name => Err(Refusal::invalid("name differs from the one in the path")),
        _ => change(&fields),
    }
}

/// A field that must be there and not be empty.
pub(super) fn required_text(fields: &Map<String, Value>, name: &str) -> Result<String, Refusal> {
    text(fields, name)?
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| Refusal::invalid(format!("{name} is required")))
}

/// A text; `null` is as good as missing.
pub(super) fn text<'a>(
    fields: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a str>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::invalid(format!("{name} must be a string"))),
    }
}

fn change(fields: &Map<String, Value>) -> Result<Change, Refusal> {
    const KNOWN: [&str; 4] = ["name", "nickName", "status", "password"];
    if let Some(unknown) = fields.keys().find(|own| !KNOWN.contains(&own.as_str())) {
        return Err(Refusal::invalid(format!("unknown field {unknown}")));
    }
    text(fields, "password")?;
    let disabled = match fields.get("status") {
        None | Some(Value::Null) => None,
        // The table says string, every example has a number.
        Some(status) => match status.as_u64().or_else(|| status.as_str()?.parse().ok()) {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => return Err(Refusal::invalid("status must be 0 or 1")),
        },
    };
    Ok(Change {
        nick_name: text(fields, "nickName")?.map(str::to_owned),
        disabled,
    })
}
