//! ShareCreators, emulated: creating and deleting users. Nobody can list them, and at the start there are none.
//!
//! Chosen by the sandbox: refusals are HTTP 200 with `_success` false, but 401 for wrong headers and 404 for an unknown
//! path; the codes are its own.

mod create_user;
mod delete_users;
mod envelope;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::random::{HEX, Random};
use crate::{WireRequest, demo};
use envelope::Refusal;

/// A user of ShareCreators.
struct Account {
    user_id: String,
    email: String,
    role: String,
    phone: Option<String>,
    area_code: Option<String>,
}

impl Account {
    /// `_data` of the create call. The vendor's example says `is_admin` for a plain member, so it does not follow from
    /// the role; here only guests have it not.
    fn data(&self) -> Value {
        json!({
            "bch_code": "000001",
            "email": self.email,
            "is_admin": if self.role == "V" { "N" } else { "Y" },
            "role": self.role,
            "user_id": self.user_id,
            "user_name": self.email,
            "areaCode": self.area_code,
            "phone": self.phone,
        })
    }
}

/// ShareCreators' state.
pub(crate) struct ShareCreators {
    /// By `user_id`.
    accounts: BTreeMap<String, Account>,
    /// From the lower-case e-mail to the `user_id`.
    by_email: HashMap<String, String>,
    random: Random,
}

impl ShareCreators {
    /// A tenant without users.
    pub(crate) fn new(seed: u64) -> Self {
        ShareCreators {
            accounts: BTreeMap::new(),
            by_email: HashMap::new(),
            random: Random::new(seed, "sharecreators"),
        }
    }

    /// The vendor's answer to a request.
    pub(crate) fn answer(&mut self, request: &WireRequest<'_>) -> Answer {
        let result = enter(request).and_then(|()| match (request.method, request.path()) {
            ("POST", "/api/asset-server/user/add-user") => create_user::answer(self, request),
            ("POST", "/api/asset-server/user/del-user") => delete_users::answer(self, request),
            _ => Err(Refusal::NoSuchPath),
        });
        let trace_id = self.trace_id();
        match result {
            Ok(data) => Answer::applied(Some(envelope::success(&data, &trace_id))),
            Err(refusal) => refusal.answer(&trace_id),
        }
    }

    /// The vendor's error envelope.
    pub(crate) fn envelope(&mut self, code: u16, reason: &str) -> Value {
        envelope::error(code, reason, &self.trace_id())
    }

    /// The accounts, for tests: `{"users":[…]}`, each as `_data` of the create call.
    pub(crate) fn state(&self) -> Value {
        let users: Vec<Value> = self.accounts.values().map(Account::data).collect();
        json!({ "users": users })
    }

    fn trace_id(&mut self) -> String {
        self.random.text(32, HEX)
    }
}

/// The three headers that every request carries. `Authorization` is the raw token: with `Bearer` it is another text.
fn enter(request: &WireRequest<'_>) -> Result<(), Refusal> {
    for (name, value) in [
        ("authorization", demo::TOKEN),
        ("bid", demo::BID),
        ("platform", "WEB"),
    ] {
        if request.header(name) != Some(value) {
            return Err(Refusal::WrongHeader(name));
        }
    }
    Ok(())
}

/// The object in a JSON body.
fn fields(request: &WireRequest<'_>) -> Result<Map<String, Value>, Refusal> {
    if !request.is_of("application/json") {
        return Err(Refusal::Invalid("Content-Type must be application/json"));
    }
    match serde_json::from_slice(request.body) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Refusal::Invalid("the body must be a JSON object")),
    }
}

#[cfg(test)]
mod exchange;
