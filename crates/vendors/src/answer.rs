//! From a response to the vendor's envelope: which status and which envelope mean yes, no, or nothing we understand.
//!
//! The vendors differ only in how their envelope is read; that part is passed in.

use crate::cursor::Node;
use crate::problem::{Cause, Found, Misunderstanding, Refusal, RefusalKind};
use crate::reading::{self, Document};
use crate::{Operation, Problem, Response, Secret};
use serde_json::Value;

/// The longest message of a vendor that is passed on, in characters.
const MESSAGE_LIMIT: usize = 500;

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
