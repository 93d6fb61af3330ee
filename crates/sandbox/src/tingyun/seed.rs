//! The users that Tingyun starts with.

use serde_json::{Value, json};

use crate::calendar::shanghai_time;
use crate::people::{Census, registration_time};
use crate::random::Random;

const COUNT: u64 = 300;

/// One more than the largest integer that a JavaScript number can hold: whoever lets it pass through one changes it.
const BEYOND_JAVASCRIPT: u64 = 9_007_199_254_740_993;

/// 2015-05-21, the day of the oldest user in the vendor's example.
const FIRST_CREATED: u64 = 1_432_190_529;

/// 2026-01-01.
const LAST_CREATED: u64 = 1_767_225_600;

/// The seeded users, oldest first.
pub(super) fn users(seed: u64) -> Vec<Value> {
    let mut random = Random::new(seed, "tingyun");
    let mut census = Census::new();
    let step = (LAST_CREATED - FIRST_CREATED) / COUNT;
    let mut id = 1_230_664;
    (0..COUNT)
        .map(|index| {
            id += 1 + random.below(900);
            let id = if index == 17 { BEYOND_JAVASCRIPT } else { id };
            user(&mut random, &mut census, id, FIRST_CREATED + index * step)
        })
        .collect()
}

fn user(random: &mut Random, census: &mut Census, id: u64, around: u64) -> Value {
    let person = census.next(random);
    let kind = match random.below(100) {
        0..=9 => json!(11),
        10..=14 => json!(3),
        15..=16 => Value::Null,
        _ => json!(4),
    };
    let code = if random.chance(5) {
        format!("#{id}")
    } else {
        person.login.clone()
    };
    let email = format!("{}@example.cn", person.login);
    let mobile = format!("13{:09}", random.below(1_000_000_000));
    let plans = format!("{},{}", 100 + random.below(40), 200 + random.below(40));
    let created = registration_time(random, around);
    json!({
        "id": id,
        "code": code,
        "name": null_in(random, 3, person.name),
        "password": format!("tingyun-clear-text-{}", random.below(1_000_000)),
        "mobile": if random.chance(40) { String::new() } else { mobile },
        "type": kind,
        "email": null_in(random, 6, email),
        "detail_ids": null_in(random, 55, plans),
        "task_ids": null,
        "change_task_ids_creator": null,
        "phone": if random.chance(70) { "" } else { "010-62780001" },
        "status": u8::from(random.chance(85)),
        "if_newtask_view": u8::from(random.chance(30)),
        "ctime": null_in(random, 2, shanghai_time(created)),
        "new_create": null,
    })
}

/// `null` in `percent` of a hundred cases.
fn null_in(random: &mut Random, percent: u64, text: String) -> Value {
    if random.chance(percent) {
        Value::Null
    } else {
        Value::String(text)
    }
}
