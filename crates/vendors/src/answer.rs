//! From a response to the vendor's envelope: which status and which envelope mean yes, no, or nothing we understand.
//!
//! The vendors differ only in how their envelope is read; that part is passed in.

use crate::cursor::Node;
use crate::problem::{Cause, Found, MESSAGE_LIMIT, Misunderstanding, Refusal, RefusalKind};
use crate::reading::{self, Document};
use crate::{Operation, Problem, Response, Secret};
use serde_json::Value;

/// What every vendor's envelope says, whatever its members are called.
pub(crate) struct Envelope {
    /// `None` where the envelope says success.
    pub refused: Option<RefusalKind>,
    /// The vendor's own code.
    pub code: Option<String>,
    /// The vendor's own words.
    pub message: Option<String>,
    /// The id under which the vendor knows the exchange.
    pub trace: Option<String>,
}

/// How a vendor's envelope is read, given the HTTP status; the error says why this is not the vendor's envelope.
pub(crate) type ReadEnvelope = fn(&Node<'_>, u16) -> Result<Envelope, Found>;

/// An answer that says success; what it carries is still to be read.
#[derive(Debug)]
pub(crate) struct Answer {
    operation: Operation,
    status: u16,
    trace: Option<String>,
    root: Value,
}

impl Answer {
    /// The whole document.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::root(&self.root)
    }

    /// The problem that something in the document is not as documented.
    pub(crate) fn misunderstood(&self, found: Found) -> Problem {
        let mut problem = misunderstood(self.operation, self.status, found);
        problem.vendor_trace.clone_from(&self.trace);
        problem
    }
}

/// Opens the envelope. `own_secrets` are the operation's own passwords, which a vendor may echo.
pub(crate) fn open(
    operation: Operation,
    response: &Response,
    own_secrets: &[&Secret],
    read_envelope: ReadEnvelope,
) -> Result<Answer, Problem> {
    let status = response.status;
    let mut root = Value::Null;
    let mut secrets: Vec<Secret> = own_secrets.iter().copied().cloned().collect();
    let envelope = document(response).and_then(|document| {
        root = document.root;
        secrets.extend(document.passwords);
        read_envelope(&Node::root(&root), status)
    });
    let by_status = match status {
        401 | 403 => Some(RefusalKind::Credentials),
        429 => Some(RefusalKind::RateLimited),
        _ => None,
    };
    let (kind, envelope) = match (by_status, envelope) {
        (Some(kind), envelope) => (Some(kind), envelope.ok()),
        (None, Err(found)) => return Err(misunderstood(operation, status, found)),
        (None, Ok(envelope)) => {
            let kind = match status {
                404 => Some(RefusalKind::NotFound),
                500.. => Some(RefusalKind::Outage),
                400.. => Some(envelope.refused.unwrap_or(RefusalKind::Other)),
                _ => envelope.refused,
            };
            (kind, Some(envelope))
        }
    };
    let (code, message, trace) = envelope.map_or((None, None, None), |envelope| {
        (envelope.code, envelope.message, envelope.trace)
    });
    let trace = presentable(trace, &secrets);
    let Some(kind) = kind else {
        return Ok(Answer {
            operation,
            status,
            trace,
            root,
        });
    };
    let mut problem = Problem::new(
        operation,
        Cause::Refused(Refusal {
            kind,
            status,
            code: presentable(code, &secrets),
            message: presentable(message, &secrets),
            retry_after: response
                .header("retry-after")
                .and_then(|seconds| seconds.trim().parse().ok()),
        }),
    );
    problem.vendor_trace = trace;
    Err(problem)
}

/// The kind of no that a status inside an envelope stands for.
pub(crate) fn kind_of_code(code: i64) -> RefusalKind {
    match code {
        401 | 403 => RefusalKind::Credentials,
        404 => RefusalKind::NotFound,
        429 => RefusalKind::RateLimited,
        500..=599 => RefusalKind::Outage,
        _ => RefusalKind::Other,
    }
}

/// The problem that what came is not as documented.
fn misunderstood(operation: Operation, status: u16, found: Found) -> Problem {
    Problem::new(
        operation,
        Cause::NotUnderstood(Misunderstanding { status, found }),
    )
}

/// The body, if the status allows it to be an answer. A redirect's body never is one, even if it is JSON: it counts as
/// empty then.
fn document(response: &Response) -> Result<Document, Found> {
    let document = reading::read(&response.body);
    match response.status {
        200..300 | 400..600 => document,
        _ => match document {
            Err(found) => Err(found),
            Ok(_) => Err(Found::Empty),
        },
    }
}

/// A vendor's text made fit to be shown: secrets masked, without control characters, cut.
fn presentable(text: Option<String>, secrets: &[Secret]) -> Option<String> {
    let mut text = text?;
    for secret in secrets {
        text = secret.mask(&text);
    }
    text = without_controls(&text);
    // Once more: taking characters out may have put a secret together, and a secret may itself have lost some.
    for secret in secrets {
        text = secret.mask(&text);
        text = Secret::new(without_controls(secret.expose())).mask(&text);
    }
    text = text.trim().chars().take(MESSAGE_LIMIT).collect();
    (!text.is_empty()).then_some(text)
}

/// Drops control characters and those that turn the direction of text, with which a message could fake others.
fn without_controls(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !character.is_control()
                && !matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Vendor;
    use crate::testing::{answered, found, refusal};

    fn read_test_envelope(root: &Node<'_>, _status: u16) -> Result<Envelope, Found> {
        root.object()?;
        let code = root.member("code").required_integer()?;
        Ok(Envelope {
            refused: (code != 0).then_some(RefusalKind::Other),
            code: Some(code.to_string()),
            message: root.member("msg").text()?,
            trace: root.member("trace").text()?,
        })
    }

    fn read(operation: Operation, response: &Response) -> Result<Answer, Problem> {
        open(
            operation,
            response,
            &[&Secret::new("own-password")],
            read_test_envelope,
        )
    }

    fn answer(status: u16, body: &str) -> Result<Answer, Problem> {
        read(Operation::BitAnswerListUsers, &answered(status, body))
    }

    const HTML: &str = "<html><body>nginx</body></html>";

    #[test]
    fn the_status_decides_first_where_it_is_about_us() {
        for (status, kind) in [
            (401, RefusalKind::Credentials),
            (403, RefusalKind::Credentials),
            (429, RefusalKind::RateLimited),
        ] {
            for body in ["", HTML, "{}", "{\"code\":0}", "{\"code\":5}"] {
                assert_eq!(refusal(answer(status, body)).kind, kind, "{status} {body}");
            }
        }
    }

    #[test]
    fn the_envelope_decides_between_a_no_and_nothing_understood() {
        for (status, kind) in [
            (400, RefusalKind::Other),
            (404, RefusalKind::NotFound),
            (500, RefusalKind::Outage),
        ] {
            assert_eq!(refusal(answer(status, "{\"code\":5}")).kind, kind);
            assert_eq!(found(answer(status, HTML)), Found::Html { login: false });
            assert_eq!(found(answer(status, "")), Found::Empty);
            assert!(matches!(
                found(answer(status, "{\"timestamp\":1}")),
                Found::WrongShape { .. }
            ));
        }
    }

    #[test]
    fn a_redirect_is_never_an_answer() {
        assert_eq!(found(answer(302, "{\"code\":0}")), Found::Empty);
        assert_eq!(found(answer(301, HTML)), Found::Html { login: false });
        assert_eq!(found(answer(0, "")), Found::Empty);
    }

    #[test]
    fn the_wait_is_passed_on_in_seconds() {
        for (header, seconds) in [
            ("7", Some(7)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", None),
            ("-1", None),
        ] {
            let mut response = answered(429, HTML);
            response
                .headers
                .push(("retry-after".to_owned(), header.to_owned()));
            let no = refusal(read(Operation::BitAnswerListUsers, &response));
            assert_eq!(no.retry_after, seconds);
        }
    }

    #[test]
    fn an_outage_leaves_a_write_open_and_a_plain_no_does_not() {
        let write = Operation::BitAnswerPatchUsers;
        let problem = read(write, &answered(500, "{\"code\":5,\"trace\":\"t\"}")).unwrap_err();
        assert!(matches!(problem.cause, Cause::UnknownOutcome(_)));
        assert_eq!(problem.vendor_trace.as_deref(), Some("t"));
        assert_eq!(problem.vendor(), Vendor::BitAnswer);
        let problem = read(write, &answered(400, "{\"code\":5}")).unwrap_err();
        assert!(matches!(problem.cause, Cause::Refused(_)));
    }

    #[test]
    fn messages_are_masked_cleaned_and_cut() {
        let body = concat!(
            r#"{"code":5,"data":[{"password":"echoed"}],"#,
            r#""msg":"own-password own\u0000-password echoed \u202ex\n"}"#
        );
        let message = refusal(answer(200, body)).message.unwrap();
        assert_eq!(message, "•••••• •••••• •••••• x");
        let long = format!("{{\"code\":5,\"msg\":\"{}\"}}", "长".repeat(600));
        let message = refusal(answer(200, &long)).message.unwrap();
        assert_eq!(message.chars().count(), MESSAGE_LIMIT);
    }

    #[test]
    fn a_secret_with_control_characters_is_masked_as_well() {
        let secrets = [Secret::new("se\ncret")];
        let text = presentable(Some("a secret, a se\ncret".to_owned()), &secrets);
        assert_eq!(text.as_deref(), Some("a ••••••, a ••••••"));
    }
}
