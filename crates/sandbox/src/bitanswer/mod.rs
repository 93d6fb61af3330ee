//! BitAnswer, emulated: users one by one and in batches, and who is online.
//!
//! What the vendor's pages leave open and the sandbox had to choose: refusals are HTTP 200 with a `status` that is not 0,
//! but 401 for a wrong key and 404 for an unknown path; a batch is all or nothing.

mod body;
mod delete_user;
mod delete_users;
mod envelope;
mod force_offline;
mod get_user;
mod list_users;
mod once;
mod online_status;
mod page;
mod patch_user;
mod patch_users;
mod query_users;
mod roster;
mod seed;
mod upsert_user;
mod upsert_users;

use serde_json::{Value, json};

use crate::WireRequest;
use crate::answer::Answer;
use crate::demo;
use crate::random::Random;
use envelope::Refusal;
use once::Once;
use roster::Roster;

/// BitAnswer's state.
pub(crate) struct BitAnswer {
    roster: Roster,
    once: Once,
    /// Where the guids of new users come from.
    random: Random,
}

impl BitAnswer {
    /// The seeded users.
    pub(crate) fn new(seed: u64) -> Self {
        BitAnswer {
            roster: seed::roster(seed),
            once: Once::default(),
            random: Random::new(seed, "bitanswer guids"),
        }
    }

    /// Nobody.
    pub(crate) fn without_users(seed: u64) -> Self {
        BitAnswer {
            roster: Roster::default(),
            once: Once::default(),
            random: Random::new(seed, "bitanswer guids"),
        }
    }

    /// The vendor's answer to a request. `now` is in seconds since the Unix epoch.
    pub(crate) fn answer(&mut self, request: &WireRequest<'_>, now: u64) -> Answer {
        if request.header("bitkey") != Some(demo::BITKEY) {
            return Refusal::WrongKey.answer();
        }
        let id = request.header("x-bit-req-id").filter(|id| {
            !id.is_empty() && request.method != "GET" && request.path() != "/users/data"
        });
        let Some(id) = id else {
            return self.perform(request, now);
        };
        match self.once.recall(id, request, now) {
            Ok(Some(recorded)) => recorded,
            Ok(None) => {
                let answer = self.perform(request, now);
                self.once.record(id, request, &answer, now);
                answer
            }
            Err(refusal) => refusal.answer(),
        }
    }

    fn perform(&mut self, request: &WireRequest<'_>, now: u64) -> Answer {
        let roster = &mut self.roster;
        let random = &mut self.random;
        let segments: Vec<&str> = request.path().split('/').skip(1).collect();
        let answer = match (request.method, segments.as_slice()) {
            ("GET", ["users"]) => list_users::answer(roster, request),
            ("POST", ["users", "data"]) => query_users::answer(roster, request),
            ("PATCH", ["users"]) => patch_users::answer(roster, request),
            ("POST", ["users"]) => upsert_users::answer(roster, request, random, now),
            ("DELETE", ["users"]) => delete_users::answer(roster, request),
            ("GET", ["users", "user", name]) => get_user::answer(roster, name),
            ("PATCH", ["users", "user", name]) => patch_user::answer(roster, name, request),
            ("POST", ["users", "user", name]) => {
                upsert_user::answer(roster, name, request, random, now)
            }
            ("DELETE", ["users", "user", name]) => delete_user::answer(roster, name),
            ("GET", ["users", "status"]) => online_status::answer(roster, request),
            ("POST", ["users", "end"]) => force_offline::answer(roster, request),
            _ => Err(Refusal::NoSuchPath),
        };
        answer.unwrap_or_else(|refusal| refusal.answer())
    }

    /// The vendor's error envelope.
    pub(crate) fn envelope(code: u16, reason: &str) -> Value {
        envelope::error(code, reason)
    }

    /// The users, for tests: `{"users":[…]}`, rows as in `GET /users` with `online` added.
    pub(crate) fn state(&self) -> Value {
        let users: Vec<Value> = self
            .roster
            .users()
            .map(|user| {
                let mut row = user.row();
                if let Some(fields) = row.as_object_mut() {
                    fields.insert("online".to_owned(), json!(user.online));
                }
                row
            })
            .collect();
        json!({ "users": users })
    }
}

#[cfg(test)]
mod exchange;
