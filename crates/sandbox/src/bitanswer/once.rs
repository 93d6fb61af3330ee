//! Writes that arrive twice: `x-bit-req-id` makes them recognisable for a day.
//!
//! Only applied writes are recorded: a refused one left nothing to protect. The same id on a different write is refused,
//! which the vendor's page does not say, so that a client that reuses ids is found out here.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::envelope::Refusal;
use crate::WireRequest;
use crate::answer::Answer;

const DAY_SECONDS: u64 = 86_400;

struct Recorded {
    fingerprint: u64,
    answer: Answer,
}

/// The applied writes of the last day.
#[derive(Default)]
pub(super) struct Once {
    writes: HashMap<String, Recorded>,
    /// Ids and times, oldest first.
    order: VecDeque<(u64, String)>,
}

impl Once {
    /// The recorded answer if the write was applied within the last day.
    pub(super) fn recall(
        &mut self,
        id: &str,
        request: &WireRequest<'_>,
        now: u64,
    ) -> Result<Option<Answer>, Refusal> {
        self.forget_old(now);
        match self.writes.get(id) {
            None => Ok(None),
            Some(recorded) if recorded.fingerprint == fingerprint(request) => Ok(Some(Answer {
                applied: false,
                duplicate: true,
                ..recorded.answer.clone()
            })),
            Some(_) => Err(Refusal::ReusedRequestId),
        }
    }

    /// Records an answer, if its write was applied.
    pub(super) fn record(
        &mut self,
        id: &str,
        request: &WireRequest<'_>,
        answer: &Answer,
        now: u64,
    ) {
        if !answer.applied {
            return;
        }
        let recorded = Recorded {
            fingerprint: fingerprint(request),
            answer: answer.clone(),
        };
        self.writes.insert(id.to_owned(), recorded);
        self.order.push_back((now, id.to_owned()));
    }

    fn forget_old(&mut self, now: u64) {
        while let Some((at, id)) = self.order.front() {
            if now.saturating_sub(*at) < DAY_SECONDS {
                break;
            }
            self.writes.remove(id);
            self.order.pop_front();
        }
    }
}

fn fingerprint(request: &WireRequest<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (request.method, request.target, request.body).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use crate::bitanswer::exchange::{send, send_with, total};
    use crate::exchange::{Exchange, NOW, sandbox};
    use crate::{Delivery, WireRequest};
    use serde_json::json;
    use vendors::Vendor;

    const ID: &str = "x-bit-req-id: 7f3a\n";

    #[test]
    fn a_repeated_write_is_answered_and_not_applied_again() {
        let mut sandbox = sandbox();
        let body = r#"[{"name":"new.one"}]"#;
        let first = send_with(&mut sandbox, "POST /users", ID, body);
        send(&mut sandbox, "DELETE /users/user/new.one", "");
        let second = send_with(&mut sandbox, "POST /users", ID, body);
        assert_eq!(first.body, second.body);
        assert_eq!(total(&mut sandbox), 2_184);
        let journal = Exchange::control(&mut sandbox, "GET", "/journal", "").json();
        let told = |index: usize| {
            let entry = &journal[index];
            (entry["applied"].clone(), entry["duplicate"].clone())
        };
        assert_eq!(told(0), (json!(true), json!(false)));
        assert_eq!(told(2), (json!(false), json!(true)));
    }

    #[test]
    fn a_write_whose_answer_was_lost_is_answered_at_the_second_try() {
        let mut sandbox = sandbox();
        let fault = r#"{"vendor":"bitanswer","kind":"drop-after"}"#;
        Exchange::control(&mut sandbox, "POST", "/faults", fault);
        let body = r#"[{"name":"new.one"}]"#;
        let lost = send_with(&mut sandbox, "POST /users", ID, body);
        assert_eq!(lost.status, 0);
        let second = send_with(&mut sandbox, "POST /users", ID, body);
        assert_eq!(second.json()["data"]["total"], 1);
        let journal = Exchange::control(&mut sandbox, "GET", "/journal", "").json();
        assert_eq!(
            (&journal[0]["applied"], &journal[0]["status"]),
            (&json!(true), &json!(null))
        );
        assert_eq!(journal[1]["duplicate"], json!(true));
    }

    #[test]
    fn an_id_is_refused_for_another_write_and_free_after_a_refusal() {
        let mut sandbox = sandbox();
        let unknown = r#"[{"name":"nobody"}]"#;
        let refused = send_with(&mut sandbox, "PATCH /users", ID, unknown);
        assert_eq!(refused.json()["status"], 404);
        let applied = send_with(&mut sandbox, "POST /users", ID, unknown);
        assert_eq!(applied.json()["status"], 0);
        let other = send_with(&mut sandbox, "POST /users", ID, r#"[{"name":"else"}]"#);
        assert_eq!(other.json()["status"], 1004);
        assert_eq!(total(&mut sandbox), 2_185);
    }

    #[test]
    fn after_a_day_an_id_is_new() {
        let mut sandbox = sandbox();
        let headers = [
            ("bitkey", "sandbox-bitkey"),
            ("content-type", "application/json"),
            ("x-bit-req-id", "7f3a"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let request = WireRequest {
            vendor: Vendor::BitAnswer,
            method: "POST",
            target: "/users/user/new.one",
            headers: &headers,
            body: b"{}",
        };
        let first = sandbox.handle(&request, NOW);
        assert!(matches!(first.delivery, Delivery::Respond(_)));
        sandbox.handle(&request, NOW + 86_399);
        sandbox.handle(&request, NOW + 86_400);
        let journal = Exchange::control(&mut sandbox, "GET", "/journal", "").json();
        assert_eq!(journal[1]["duplicate"], json!(true));
        assert_eq!(journal[2]["duplicate"], json!(false));
        assert_eq!(journal[2]["applied"], json!(true));
    }
}
