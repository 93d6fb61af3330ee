//! What each kind of fault does to a request and to its answer.

use serde_json::Value;
use vendors::Response;

use super::Kind;
use super::wrong_types::wrong_types;
use crate::answer::{Answer, json_response, response};
use crate::{Delivery, Reply};

/// The code in an error envelope that stands for no real cause; no vendor's page uses it.
const REFUSED_CODE: u16 = 1099;

const DELAY_MS: u32 = 2_000;

const NGINX_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n";

const LOGIN_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>登录</title></head>\n<body><form method=\"post\" action=\"/login\"><input name=\"username\"><input name=\"password\" type=\"password\"><button>登录</button></form></body>\n</html>\n";

/// A reply, and what became of the request.
pub(crate) struct Struck {
    pub(crate) reply: Reply,
    pub(crate) applied: bool,
    pub(crate) duplicate: bool,
}

/// A vendor, as far as faults are concerned.
pub(crate) trait Target {
    /// The vendor's own answer, which may change its state.
    fn answer(&mut self) -> Answer;
    /// The vendor's error envelope with a code and a reason.
    fn envelope(&mut self, code: u16, reason: &str) -> Value;
}

/// Answers a request, under a fault if there is one.
pub(crate) fn strike(fault: Option<Kind>, target: &mut impl Target, now: u64) -> Struck {
    let Some(kind) = fault else {
        let answer = target.answer();
        return spoilt(
            &answer,
            Delivery::Respond(answer.clone().into_response(now)),
        );
    };
    match kind {
        Kind::Delay => {
            let mut struck = strike(None, target, now);
            struck.reply.delay_ms = DELAY_MS;
            struck
        }
        Kind::Http400 => unapplied(envelope(target, kind, 400, 400, now)),
        Kind::Http403 => unapplied(envelope(target, kind, 403, 403, now)),
        Kind::Http404 => unapplied(envelope(target, kind, 404, 404, now)),
        Kind::Http500 => unapplied(envelope(target, kind, 500, 500, now)),
        Kind::Refused => unapplied(envelope(target, kind, 200, REFUSED_CODE, now)),
        Kind::RateLimit => {
            let mut limited = envelope(target, kind, 429, 429, now);
            limited
                .headers
                .push(("retry-after".to_owned(), "7".to_owned()));
            unapplied(limited)
        }
        Kind::Html502 => unapplied(response(502, "text/html", NGINX_PAGE.into(), now)),
        Kind::LoginPage => unapplied(response(
            200,
            "text/html;charset=UTF-8",
            LOGIN_PAGE.into(),
            now,
        )),
        Kind::DropBefore => Struck {
            reply: prompt(Delivery::Disconnect),
            applied: false,
            duplicate: false,
        },
        Kind::DropAfter => {
            let answer = target.answer();
            spoilt(&answer, Delivery::Disconnect)
        }
        Kind::Truncated | Kind::InvalidUtf8 | Kind::Empty | Kind::WrongTypes => {
            let answer = target.answer();
            let bytes = spoil(kind, &answer);
            let response = json_response(answer.status, bytes, now);
            spoilt(&answer, Delivery::Respond(response))
        }
    }
}

fn spoil(kind: Kind, answer: &Answer) -> Vec<u8> {
    let mut bytes = answer.bytes();
    match kind {
        Kind::Truncated if bytes.is_empty() => b"{".to_vec(),
        Kind::Truncated => {
            bytes.truncate(bytes.len() / 2);
            bytes
        }
        Kind::InvalidUtf8 => {
            // Behind the first quote it falls into a string, where only a decoder notices it.
            let at = bytes
                .iter()
                .position(|byte| *byte == b'"')
                .map_or(0, |quote| quote + 1);
            bytes.splice(at..at, [0xff, 0xfe]);
            bytes
        }
        Kind::WrongTypes => wrong_types(answer.body.clone()).to_string().into_bytes(),
        _ => Vec::new(),
    }
}

fn envelope(target: &mut impl Target, kind: Kind, status: u16, code: u16, now: u64) -> Response {
    let reason = format!("sandbox fault: {}", kind.name());
    Answer::refused(status, target.envelope(code, &reason)).into_response(now)
}

fn unapplied(response: Response) -> Struck {
    Struck {
        reply: prompt(Delivery::Respond(response)),
        applied: false,
        duplicate: false,
    }
}

fn spoilt(answer: &Answer, delivery: Delivery) -> Struck {
    Struck {
        reply: prompt(delivery),
        applied: answer.applied,
        duplicate: answer.duplicate,
    }
}

fn prompt(delivery: Delivery) -> Reply {
    Reply {
        delay_ms: 0,
        delivery,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use serde_json::json;

    struct Counter(u32);

    impl Target for Counter {
        fn answer(&mut self) -> Answer {
            self.0 += 1;
            Answer::applied(Some(json!({"status": 0, "name": "张伟"})))
        }
        fn envelope(&mut self, code: u16, reason: &str) -> Value {
            json!({"status": code, "msg": reason})
        }
    }

    /// The HTTP status, the body, and whether the write was applied.
    fn hit(kind: Kind) -> (Option<Response>, bool) {
        let mut counter = Counter(0);
        let struck = strike(Some(kind), &mut counter, 0);
        assert_eq!(struck.applied, counter.0 == 1, "{kind:?}");
        match struck.reply.delivery {
            Delivery::Respond(response) => (Some(response), struck.applied),
            Delivery::Disconnect => (None, struck.applied),
        }
    }

    #[test]
    fn drops_differ_only_in_what_was_applied() {
        assert_eq!(hit(Kind::DropBefore), (None, false));
        assert_eq!(hit(Kind::DropAfter), (None, true));
    }

    #[test]
    fn refusals_apply_nothing() {
        for (kind, status) in [
            (Kind::Http400, 400),
            (Kind::Http403, 403),
            (Kind::Http404, 404),
            (Kind::Http500, 500),
            (Kind::RateLimit, 429),
            (Kind::Html502, 502),
            (Kind::LoginPage, 200),
            (Kind::Refused, 200),
        ] {
            let (response, applied) = hit(kind);
            assert_eq!((response.unwrap().status, applied), (status, false));
        }
        let limited = hit(Kind::RateLimit).0.unwrap();
        assert_eq!(limited.header("retry-after"), Some("7"));
        assert!(
            hit(Kind::LoginPage)
                .0
                .unwrap()
                .body
                .starts_with(b"<!DOCTYPE")
        );
    }

    #[test]
    fn spoilt_answers_were_applied_and_are_not_json() {
        for kind in [Kind::Truncated, Kind::InvalidUtf8, Kind::Empty] {
            let (response, applied) = hit(kind);
            let response = response.unwrap();
            assert!(applied);
            assert_eq!(response.status, 200);
            assert!(serde_json::from_slice::<Value>(&response.body).is_err());
        }
        assert!(String::from_utf8(hit(Kind::InvalidUtf8).0.unwrap().body).is_err());
        assert!(hit(Kind::Empty).0.unwrap().body.is_empty());
        let swapped: Value =
            serde_json::from_slice(&hit(Kind::WrongTypes).0.unwrap().body).unwrap();
        assert_eq!(swapped, json!({"status": "0", "name": 6}));
    }

    #[test]
    fn a_delay_changes_only_the_time() {
        let struck = strike(Some(Kind::Delay), &mut Counter(0), 0);
        assert_eq!(struck.reply.delay_ms, 2_000);
        assert!(struck.applied);
    }
}
