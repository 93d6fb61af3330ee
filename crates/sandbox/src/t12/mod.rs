//! T12, emulated: user quotas of apps, read and set by signed requests.
//!
//! Every answer has HTTP status 200, as PHP programs have it, and `code` says what it is; only an unknown path is 404.
//! The codes of refusals are the sandbox's own, since the vendor's page lists none.

mod envelope;
mod gate;
mod get_quota;
mod seed;
mod set_quota;
mod signature;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::WireRequest;
use crate::answer::Answer;
use crate::fault;
use envelope::Refusal;

/// What an app has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Quota {
    users: u64,
    test_users: u64,
}

/// T12's state.
pub(crate) struct T12 {
    apps: BTreeMap<String, Quota>,
}

impl T12 {
    /// The seeded apps.
    pub(crate) fn new(seed: u64) -> Self {
        T12 {
            apps: seed::apps(seed),
        }
    }

    /// The vendor's answer to a request. `now` is in seconds since the Unix epoch.
    pub(crate) fn answer(&mut self, request: &WireRequest<'_>, now: u64) -> Answer {
        let answer = match (request.method, request.path()) {
            ("GET", "/api/backdoor/useright/get") => get_quota::answer(self, request, now),
            ("POST", "/api/backdoor/useright/set") => set_quota::answer(self, request, now),
            _ => Err(Refusal::NoSuchPath),
        };
        answer.unwrap_or_else(|refusal| refusal.answer(now))
    }

    /// The vendor's error envelope.
    pub(crate) fn envelope(code: u16, reason: &str) -> Value {
        envelope::error(code, reason)
    }

    /// The quotas, for tests: `{"apps":[{"app_name","remain_user","remain_test_user"}]}`.
    pub(crate) fn state(&self) -> Value {
        let apps: Vec<Value> = self
            .apps
            .iter()
            .map(|(name, quota)| {
                json!({
                    "app_name": name,
                    "remain_user": quota.users,
                    "remain_test_user": quota.test_users,
                })
            })
            .collect();
        json!({ "apps": apps })
    }

    /// The quota of an app. An app whose name asks for a fault exists as soon as it is mentioned: otherwise every such
    /// fault would end at an unknown app.
    fn quota(&mut self, app_name: &str) -> Result<&mut Quota, Refusal> {
        if fault::sentinel::in_text(app_name).is_some() {
            self.apps.entry(app_name.to_owned()).or_insert(Quota {
                users: 100,
                test_users: 10,
            });
        }
        self.apps
            .get_mut(app_name)
            .ok_or_else(|| Refusal::UnknownApp(app_name.to_owned()))
    }
}

#[cfg(test)]
mod tests;
