//! What the property tests are fed with: bytes, JSON of any shape, and the vendors' examples, damaged.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use vendors::Response;

/// A password that stands in members named so, and must come out nowhere.
pub const PLANTED: &str = "planted-canary-51c2";

/// The password that the operations themselves send, echoed in the vendor's message.
pub const OWN: &str = "own-canary-7f3a";

const EXAMPLES: [&str; 13] = [
    include_str!("../../fixtures/bitanswer/list_users.json"),
    include_str!("../../fixtures/bitanswer/query_users.json"),
    include_str!("../../fixtures/bitanswer/change_users.json"),
    include_str!("../../fixtures/bitanswer/delete_users.json"),
    include_str!("../../fixtures/bitanswer/get_user.json"),
    include_str!("../../fixtures/bitanswer/change_user.json"),
    include_str!("../../fixtures/bitanswer/delete_user.json"),
    include_str!("../../fixtures/bitanswer/online_status.json"),
    include_str!("../../fixtures/bitanswer/force_offline.json"),
    include_str!("../../fixtures/tingyun/list_users.json"),
    include_str!("../../fixtures/t12/get_quota.json"),
    include_str!("../../fixtures/sharecreators/create_user.json"),
    include_str!("../../fixtures/sharecreators/delete_users.json"),
];

/// Members that the parsers look at, so that arbitrary JSON gets past their first step.
const NAMES: [&str; 24] = [
    "status",
    "data",
    "msg",
    "message",
    "total",
    "items",
    "name",
    "nickName",
    "nickname",
    "guid",
    "code",
    "error_code",
    "id",
    "detail_ids",
    "remain_user",
    "remain_test_user",
    "_success",
    "_code",
    "_msg",
    "_data",
    "traceId",
    "email",
    "time",
    "type",
];

/// One thing done to a JSON value.
#[derive(Clone, Debug)]
pub enum Damage {
    /// A node is gone.
    Delete(Index),
    /// A node is something else.
    Replace(Index, Value),
    /// A number becomes text, a text a number, an array an object, anything else `null`.
    Retype(Index),
}

/// A status that a vendor or something before it may answer with.
pub fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        4 => Just(200u16),
        1 => select(vec![0, 204, 302, 400, 401, 403, 404, 418, 429, 500, 502, 600, 999]),
    ]
}

/// A response with a body.
pub fn response(status: u16, body: Vec<u8>) -> Response {
    Response {
        status,
        headers: vec![("retry-after".to_owned(), "7".to_owned())],
        body,
    }
}

/// JSON of any shape, with passwords planted in it.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..3i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(vec![
            "0",
            "1",
            "success",
            "PermissionDeniedError",
            "true",
            ""
        ])
        .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        let name = prop_oneof![
            8 => select(NAMES.to_vec()).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Array),
            vec((name, inner), 0..7)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .prop_map(|mut value| {
        plant(&mut value);
        value
    })
}

/// One of the vendors' examples with passwords planted in it and with damage done to it.
pub fn damaged_example() -> impl Strategy<Value = Value> {
    let damage = prop_oneof![
        any::<Index>().prop_map(Damage::Delete),
        (any::<Index>(), any_json()).prop_map(|(index, value)| Damage::Replace(index, value)),
        any::<Index>().prop_map(Damage::Retype),
    ];
    (example(), vec(damage, 0..3)).prop_map(|(mut value, damages)| {
        for damage in &damages {
            apply(&mut value, damage);
        }
        value
    })
}

/// The bytes of an example with passwords planted in it, cut and with bytes flipped.
pub fn damaged_bytes() -> impl Strategy<Value = Vec<u8>> {
    let flips = vec((any::<Index>(), any::<u8>()), 0..4);
    (example(), prop::option::of(any::<Index>()), flips).prop_map(|(value, cut, flips)| {
        let mut bytes = value.to_string().into_bytes();
        for (index, mask) in flips {
            let place = index.index(bytes.len());
            bytes[place] ^= mask;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes
    })
}

fn example() -> impl Strategy<Value = Value> {
    (select(EXAMPLES.to_vec()), any::<bool>()).prop_map(|(text, refused)| {
        let mut value: Value = serde_json::from_str(text).unwrap();
        if refused {
            refuse(&mut value);
        }
        plant(&mut value);
        value
    })
}

/// Turns an example into a no that echoes the operation's password.
fn refuse(value: &mut Value) {
    let words = json!(format!("the password {OWN} is too weak"));
    for (member, no) in [
        ("status", json!(17)),
        ("code", json!(17)),
        ("_success", json!(false)),
    ] {
        if let Some(own) = value.get_mut(member) {
            *own = no;
        }
    }
    for member in ["msg", "message", "_msg"] {
        value[member] = words.clone();
    }
}

fn plant(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(plant);
            for name in ["password", "Password", "passWord", "newPassword"] {
                members.insert(name.to_owned(), PLANTED.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plant),
        _ => {}
    }
}

/// The paths of every node outside passwords, each a list of JSON pointer steps.
fn places(value: &Value, here: &str, places: &mut Vec<String>) {
    places.push(here.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if !name.to_lowercase().contains("password") && !name.contains(['/', '~']) {
                    self::places(member, &format!("{here}/{name}"), places);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                self::places(item, &format!("{here}/{index}"), places);
            }
        }
        _ => {}
    }
}

fn apply(value: &mut Value, damage: &Damage) {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let (Damage::Delete(index) | Damage::Replace(index, _) | Damage::Retype(index)) = damage;
    let place = &all[index.index(all.len())];
    if let Damage::Delete(_) = damage {
        if let Some((parent, name)) = place.rsplit_once('/') {
            match value.pointer_mut(parent) {
                Some(Value::Object(members)) => drop(members.remove(name)),
                Some(Value::Array(items)) => drop(items.remove(name.parse::<usize>().unwrap())),
                _ => {}
            }
        }
        return;
    }
    let node = value.pointer_mut(place).unwrap();
    *node = match (damage, node.take()) {
        (Damage::Replace(_, new), _) => new.clone(),
        (_, Value::Number(number)) => Value::String(number.to_string()),
        (_, Value::String(_)) => json!(7),
        (_, Value::Array(items)) => {
            let names = (0..).map(|index: usize| index.to_string());
            Value::Object(names.zip(items).collect::<Map<_, _>>())
        }
        _ => Value::Null,
    };
}
