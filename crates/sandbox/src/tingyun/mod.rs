//! Tingyun Network, emulated: a list of users that only the vendor's own screens change.

mod list_users;
mod seed;

use serde_json::{Value, json};

use crate::WireRequest;
use crate::answer::Answer;
use crate::calendar::shanghai_time;

/// Tingyun's state: the rows as they are sent, passwords included.
pub(crate) struct Tingyun {
    users: Vec<Value>,
}

impl Tingyun {
    /// The seeded users.
    pub(crate) fn new(seed: u64) -> Self {
        Tingyun {
            users: seed::users(seed),
        }
    }

    /// Nobody.
    pub(crate) fn without_users() -> Self {
        Tingyun { users: Vec::new() }
    }

    /// The vendor's answer to a request. `now` is in seconds since the Unix epoch.
    pub(crate) fn answer(&self, request: &WireRequest<'_>, now: u64) -> Answer {
        match (request.method, request.path()) {
            ("GET", list_users::PATH) => list_users::answer(self, request, now),
            _ => Answer::refused(404, envelope(404, "NotFoundError", now)),
        }
    }

    /// The vendor's error envelope.
    pub(crate) fn envelope(code: u16, reason: &str, now: u64) -> Value {
        envelope(code, reason, now)
    }

    /// The users without their passwords, for tests: `{"users":[…]}`.
    pub(crate) fn state(&self) -> Value {
        let mut users = self.users.clone();
        for user in &mut users {
            if let Some(fields) = user.as_object_mut() {
                fields.remove("password");
            }
        }
        json!({ "users": users })
    }
}

fn envelope(code: u16, reason: &str, now: u64) -> Value {
    json!({
        "status": code,
        "data": null,
        "message": reason,
        "error_code": code,
        "request": list_users::PATH,
        "time": shanghai_time(now),
    })
}
