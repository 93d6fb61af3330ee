//! A gateway that leads to the sandbox: which request is a vendor's, what passes in either direction, and what it says itself.

use crate::connections;
use crate::exchange::{Answer, Request};
use crate::repeats::{Claim, Repeats};
use sandbox::{Delivery, Sandbox, WireRequest};
use serde_json::json;
use vendors::problem::{FAILURE_HEADER, METHOD_HEADER, ProxyFailureKind, TRACE_HEADER};
use vendors::{Method, Operation, Vendor};

/// What of a vendor's headers goes back.
const PASSED: [&str; 4] = ["content-type", "date", "retry-after", "content-language"];
/// The headers that hold a vendor's key.
const KEYS: [&str; 2] = ["bitkey", "authorization"];
/// How the headers begin that are between the console and its gateway.
const BETWEEN_US: &str = "x-rollcall-";

/// The sandbox, and the writes that it was sent.
pub struct Gateway {
    sandbox: Sandbox,
    repeats: Repeats,
}

impl Gateway {
    /// Everything as new. `now` is in seconds since the Unix epoch.
    pub fn new(seed: u64, now: u64) -> Gateway {
        Gateway {
            sandbox: Sandbox::new(seed, now),
            repeats: Repeats::default(),
        }
    }

    /// Answers a request. Total: whatever is asked gets an answer.
    pub fn answer(&mut self, request: &Request<'_>, now: u64) -> Answer {
        let path = request.target.split('?').next().unwrap_or_default();
        if path == "/config.json" {
            return Answer::json(200, &connections::document());
        }
        if let Some(path) = path.strip_prefix("/sandbox") {
            return self.control(request, path, now);
        }
        let Some(rest) = request.target.strip_prefix("/vendors/") else {
            return Answer::json(404, &json!({}));
        };
        let trace = request.header(TRACE_HEADER).unwrap_or("demo").to_owned();
        let (slug, target) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let vendor = Vendor::from_slug(slug);
        let mut answer = match vendor {
            Some(vendor) => self.call(vendor, target, request, now),
            None => Err(ProxyFailureKind::NotAllowed),
        }
        .unwrap_or_else(|kind| failure(kind, vendor, &trace));
        answer.headers.push((TRACE_HEADER.to_owned(), trace));
        answer
    }

    /// A request to the sandbox itself.
    fn control(&mut self, request: &Request<'_>, path: &str, now: u64) -> Answer {
        let said = self
            .sandbox
            .control(request.method, path, request.body, now);
        let Some(response) = said else {
            return Answer::json(404, &json!({}));
        };
        let fresh = path == "/reset" && response.status == 200;
        if fresh {
            self.repeats = Repeats::default();
        }
        Answer {
            keep: request.method != "GET",
            fresh,
            ..of_vendor(response, 0)
        }
    }

    fn call(
        &mut self,
        vendor: Vendor,
        target: &str,
        request: &Request<'_>,
        now: u64,
    ) -> Result<Answer, ProxyFailureKind> {
        // A browser cannot send a body with GET; it sends POST and says what is meant.
        let method = match (request.method, request.header(METHOD_HEADER)) {
            (method, None) => Method::from_wire(method),
            ("POST", Some("GET")) => Some(Method::Get),
            _ => None,
        };
        let path = target.split('?').next().unwrap_or_default();
        let operation = method.and_then(|method| Operation::find(vendor, method, path));
        let operation = operation.ok_or(ProxyFailureKind::NotAllowed)?;
        let id = match operation.writes().then(|| self.repeats.claim(request)) {
            None => None,
            Some(Claim::First(id)) => id,
            Some(Claim::Repeat(answer)) => return Ok(answer),
            Some(Claim::Differs) => return Err(ProxyFailureKind::RepeatDiffers),
        };
        // A fault that waits strikes reads, too, and is used up by that.
        let keep = (operation.writes() || self.has_armed_faults(now))
            && has_only_public_keys(vendor, request);
        let headers: Vec<(String, String)> = request
            .headers
            .iter()
            .filter(|(name, _)| !name.starts_with(BETWEEN_US))
            .cloned()
            .collect();
        let reply = self.sandbox.handle(
            &WireRequest {
                vendor,
                method: operation.endpoint().0.as_str(),
                target,
                headers: &headers,
                body: request.body,
            },
            now,
        );
        let mut answer = match reply.delivery {
            Delivery::Respond(response) => of_vendor(response, reply.delay_ms),
            Delivery::Disconnect => failure(
                ProxyFailureKind::Closed,
                Some(vendor),
                request.header(TRACE_HEADER).unwrap_or_default(),
            ),
        };
        answer.keep = keep;
        if let Some(id) = id {
            self.repeats.remember(id, request, &answer);
        }
        Ok(answer)
    }

    fn has_armed_faults(&mut self, now: u64) -> bool {
        let armed = self.sandbox.control("GET", "/faults", b"", now);
        armed.is_some_and(|answer| answer.body != b"[]")
    }
}

/// Whether there is no key in it but the sandbox's own: what is kept is written to the disk, and somebody may have typed a real
/// one. T12's never travels.
fn has_only_public_keys(vendor: Vendor, request: &Request<'_>) -> bool {
    let public = sandbox::demo_credentials(vendor);
    let query = request
        .target
        .split_once('?')
        .map_or("", |(_, query)| query);
    let in_query = query
        .split('&')
        .filter_map(|part| part.strip_prefix("authkey="));
    KEYS.iter()
        .filter_map(|name| request.header(name))
        .chain(in_query)
        .all(|key| public.iter().any(|(_, value)| *value == key))
}

fn of_vendor(response: vendors::Response, delay_ms: u32) -> Answer {
    let mut headers = response.headers;
    headers.retain(|(name, _)| PASSED.contains(&name.as_str()));
    Answer {
        status: response.status,
        headers,
        body: response.body,
        delay_ms,
        keep: false,
        fresh: false,
    }
}

/// A failure of the gateway's own.
fn failure(kind: ProxyFailureKind, vendor: Option<Vendor>, trace: &str) -> Answer {
    let status = match kind {
        ProxyFailureKind::NotAllowed => 404,
        ProxyFailureKind::RepeatDiffers => 409,
        _ => 502,
    };
    let vendor = vendor.map(Vendor::slug);
    let body = json!({ "failure": kind.as_str(), "vendor": vendor, "trace": trace });
    let mut answer = Answer::json(status, &body);
    let marker = (FAILURE_HEADER.to_owned(), kind.as_str().to_owned());
    answer.headers.push(marker);
    answer
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use serde_json::Value;

    const NOW: u64 = 1_790_000_000;
    const KEY: (&str, &str) = ("bitkey", "sandbox-bitkey");
    const JSON: (&str, &str) = ("content-type", "application/json");

    struct Demo(Gateway);

    impl Demo {
        fn ask(
            &mut self,
            method: &str,
            target: &str,
            headers: &[(&str, &str)],
            body: &str,
        ) -> Answer {
            let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            let headers: Vec<(String, String)> = headers.iter().map(own).collect();
            let request = Request {
                method,
                target,
                headers: &headers,
                body: body.as_bytes(),
            };
            self.0.answer(&request, NOW)
        }
    }

    fn demo() -> Demo {
        Demo(Gateway::new(1, NOW))
    }

    fn json_of(answer: &Answer) -> Value {
        serde_json::from_slice(&answer.body).unwrap()
    }

    fn has(answer: &Answer, name: &str, value: &str) -> bool {
        answer
            .headers
            .iter()
            .any(|(own, text)| own == name && text == value)
    }

    #[test]
    fn the_configuration_leads_to_the_sandbox_and_offers_no_trail() {
        let config = json_of(&demo().ask("GET", "/config.json", &[], ""));
        assert_eq!(config["access"], "open");
        assert_eq!(config["gateway"]["audit"], Value::Null);
        let connections = config["connections"].as_array().unwrap();
        assert_eq!(connections.len(), Vendor::ALL.len());
        assert!(connections.iter().all(|one| one["upstream"] == "sandbox"));
        assert_eq!(connections[0]["apps"].as_array().map(Vec::len), Some(12));
    }

    #[test]
    fn a_vendor_answers_under_its_trace() {
        let headers = [KEY, (TRACE_HEADER, "abc")];
        let answer = demo().ask("GET", "/vendors/bitanswer/users?limit=2", &headers, "");
        assert_eq!((answer.status, answer.keep), (200, false));
        assert!(has(&answer, TRACE_HEADER, "abc"));
        assert!(!has(&answer, FAILURE_HEADER, "not-allowed"));
    }

    #[test]
    fn what_no_contract_has_is_not_allowed() {
        for (method, target) in [
            ("GET", "/vendors/nobody/users"),
            ("PUT", "/vendors/bitanswer/users"),
            ("GET", "/vendors/bitanswer/else"),
        ] {
            let answer = demo().ask(method, target, &[], "");
            assert_eq!(answer.status, 404, "{target}");
            assert!(has(&answer, FAILURE_HEADER, "not-allowed"), "{target}");
        }
        assert_eq!(demo().ask("GET", "/audit?limit=1", &[], "").status, 404);
    }

    #[test]
    fn a_write_is_kept_and_its_repeat_changes_nothing() {
        let mut demo = demo();
        let write = |demo: &mut Demo, trace: &str, nick: &str| {
            let body = format!("[{{\"name\":\"new\",\"password\":\"p\",\"nickName\":\"{nick}\"}}]");
            let ids = [("x-rollcall-request", "w-1"), (TRACE_HEADER, trace)];
            let headers = [KEY, JSON, ids[0], ids[1]];
            demo.ask("POST", "/vendors/bitanswer/users", &headers, &body)
        };
        let first = write(&mut demo, "a", "one");
        assert!(first.keep && first.status == 200);
        assert_eq!(write(&mut demo, "a", "one").body, first.body);
        let journal = json_of(&demo.ask("GET", "/sandbox/journal", &[], ""));
        assert_eq!(journal.as_array().map(Vec::len), Some(1));
        let other = write(&mut demo, "a", "two");
        assert!(has(&other, FAILURE_HEADER, "repeat-differs"));
    }

    #[test]
    fn a_write_under_a_key_that_somebody_typed_is_not_kept() {
        for (vendor, target, header) in [
            ("bitanswer", "/users", "bitkey"),
            (
                "sharecreators",
                "/api/asset-server/user/add-user",
                "authorization",
            ),
        ] {
            let target = format!("/vendors/{vendor}{target}");
            let typed = [JSON, (header, "a-real-key")];
            assert!(!demo().ask("POST", &target, &typed, "[]").keep, "{vendor}");
        }
        // Tingyun's stands in the address, and a read is worth keeping while a fault waits.
        let list = "/vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=";
        for (key, is_kept) in [("sandbox-authkey", true), ("a-real-key", false)] {
            let mut demo = demo();
            let fault = r#"{"vendor":"tingyun","kind":"http-500"}"#;
            assert!(demo.ask("POST", "/sandbox/faults", &[], fault).keep);
            let asked = demo.ask("GET", &[list, key].concat(), &[], "");
            assert_eq!(asked.keep, is_kept, "{key}");
        }
    }

    #[test]
    fn a_fault_that_waits_makes_reads_worth_keeping_and_a_reset_forgets() {
        let mut demo = demo();
        let fault = r#"{"vendor":"bitanswer","kind":"drop-before"}"#;
        assert!(demo.ask("POST", "/sandbox/faults", &[], fault).keep);
        let struck = demo.ask("GET", "/vendors/bitanswer/users?limit=2", &[KEY], "");
        assert!(struck.keep && has(&struck, FAILURE_HEADER, ProxyFailureKind::Closed.as_str()));
        let after = demo.ask("GET", "/vendors/bitanswer/users?limit=2", &[KEY], "");
        assert!(!after.keep && after.status == 200);
        let reset = demo.ask("POST", "/sandbox/reset", &[], "");
        assert!(reset.fresh && reset.keep);
    }
}
