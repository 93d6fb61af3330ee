//! What one seed is about: the accounts there are, the job, and how much goes wrong.

use crate::random::Random;
use jobs::{Action, Field, FieldChange, JobHead, Origin, Pace, Row};
use vendors::Vendor;

/// How often things go wrong, per mille, and until when.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weather {
    pub(crate) lost: u64,
    pub(crate) duplicated: u64,
    pub(crate) slow: u64,
    pub(crate) faults: u64,
    pub(crate) partial: u64,
    pub(crate) crashes: u64,
    pub(crate) admin: u64,
    /// Milliseconds since the job's beginning in which the disk takes nothing.
    pub(crate) disk_full: Option<(u64, u64)>,
    /// After so many requests all is well, so that every run ends.
    pub(crate) requests: u64,
}

/// One run.
pub(crate) struct Scenario {
    pub(crate) vendor: Vendor,
    pub(crate) begins_at: u64,
    pub(crate) head: JobHead,
    pub(crate) rows: Vec<Row>,
    /// The BitAnswer users that there are: name, displayed name, whether disabled.
    pub(crate) users: Vec<(String, String, bool)>,
    pub(crate) weather: Weather,
}

impl Scenario {
    pub(crate) fn of(random: &mut Random) -> Self {
        let vendor = match random.between(0, 9) {
            0..=6 => Vendor::BitAnswer,
            7 | 8 => Vendor::T12,
            _ => Vendor::ShareCreators,
        };
        let weather = weather(random, vendor);
        let mut users = Vec::new();
        let count = if random.per_mille(50) {
            random.between(20, 60)
        } else {
            random.between(1, 12)
        };
        let rows: Vec<Row> = match vendor {
            Vendor::BitAnswer => (0..count)
                .map(|index| user_row(index, &mut users, weather.partial > 0, random))
                .collect(),
            Vendor::T12 => quota_rows(random),
            _ => (0..count).map(|index| account_row(index, random)).collect(),
        };
        let pace = Pace {
            rows: random.between(1, 8) as u16,
            at_once: random.between(1, 4) as u8,
            per_minute: random
                .per_mille(200)
                .then(|| random.between(20, 600) as u32),
        };
        // Any time of the day, so that midnight comes in the middle of some runs.
        let begins_at = 1_790_000_000_000 + random.between(0, 86_400_000);
        let head = JobHead {
            id: "job".to_owned(),
            vendor: vendor.slug().to_owned(),
            connection: vendor.slug().to_owned(),
            origin: Origin::Pasted,
            created_at: begins_at,
            rows: 0,
            pace,
            confirms: false,
        };
        Scenario {
            vendor,
            begins_at,
            head,
            rows,
            users,
            weather,
        }
    }
}

fn weather(random: &mut Random, vendor: Vendor) -> Weather {
    let mut some = |most: u64| {
        if random.per_mille(600) {
            random.between(0, most)
        } else {
            0
        }
    };
    let mut weather = Weather {
        lost: some(300),
        duplicated: some(200),
        slow: some(300),
        faults: some(300),
        partial: if vendor == Vendor::BitAnswer {
            some(300)
        } else {
            0
        },
        crashes: some(60),
        admin: some(60),
        disk_full: None,
        requests: 80,
    };
    if random.per_mille(100) {
        let from = random.between(0, 20_000);
        weather.disk_full = Some((from, from + random.between(1, 60_000)));
    }
    weather
}

fn change(field: Field, before: Option<&str>, after: &str) -> FieldChange {
    FieldChange {
        field,
        before: before.map(str::to_owned),
        after: after.to_owned(),
    }
}

fn user_row(
    index: u64,
    users: &mut Vec<(String, String, bool)>,
    partial: bool,
    random: &mut Random,
) -> Row {
    let mut row = Row {
        target: String::new(),
        action: Action::Change,
        changes: Vec::new(),
        sets_password: false,
        place: None,
    };
    let status = |disabled| {
        if disabled {
            Field::DISABLED
        } else {
            Field::NORMAL
        }
    };
    match random.between(0, 9) {
        0..=2 => {
            row.target = format!("create{index}");
            row.action = Action::Create;
            if random.per_mille(700) {
                row.changes.push(change(Field::NickName, None, "新来的"));
            }
            if random.per_mille(300) {
                row.changes
                    .push(change(Field::Status, None, Field::DISABLED));
            }
            row.sets_password = random.per_mille(300);
        }
        3..=5 => {
            row.target = format!("change{index}");
            let disabled = random.per_mille(500);
            users.push((row.target.clone(), "旧".to_owned(), disabled));
            row.changes.push(change(
                Field::Status,
                Some(status(disabled)),
                status(!disabled),
            ));
            if random.per_mille(500) {
                row.changes.push(change(Field::NickName, Some("旧"), "新"));
            }
            row.sets_password = random.per_mille(200);
        }
        6 if !partial => {
            row.target = format!("password{index}");
            users.push((row.target.clone(), "旧".to_owned(), false));
            row.sets_password = true;
        }
        7 => {
            row.target = format!("gone{index}");
            row.changes.push(change(Field::NickName, Some("旧"), "新"));
        }
        8 => {
            row.target = format!("absent{index}");
            row.action = Action::Delete;
        }
        _ => {
            row.target = format!("delete{index}");
            row.action = Action::Delete;
            users.push((row.target.clone(), "旧".to_owned(), false));
        }
    }
    row
}

fn quota_rows(random: &mut Random) -> Vec<Row> {
    let mut apps: Vec<&str> = sandbox::demo_apps().to_vec();
    let count = random.between(1, 6);
    (0..count)
        .map(|_| {
            let app = apps.swap_remove(random.between(0, apps.len() as u64 - 1) as usize);
            let after = random.between(5_000, 6_000).to_string();
            Row {
                target: app.to_owned(),
                action: Action::Change,
                changes: vec![change(Field::RegularUsers, None, &after)],
                sets_password: false,
                place: None,
            }
        })
        .collect()
}

fn account_row(index: u64, random: &mut Random) -> Row {
    let deletes = random.per_mille(300);
    Row {
        target: format!("person{index}@example.com"),
        action: if deletes {
            Action::Delete
        } else {
            Action::Create
        },
        changes: if deletes {
            Vec::new()
        } else {
            vec![
                change(Field::Telephone, None, "13800138000"),
                change(Field::PhoneAreaCode, None, "86"),
                change(Field::Role, None, "U"),
            ]
        },
        sets_password: false,
        place: None,
    }
}
