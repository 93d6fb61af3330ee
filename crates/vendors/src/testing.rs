//! What the unit tests of the operations share: answers to parse and problems to look into.

use crate::problem::{Cause, Found, InvalidInput, Refusal};
use crate::{Problem, Request, RequestId, Response};
use serde_json::Value;

/// An answer with a body.
pub(crate) fn answered(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}

/// An id for writes.
pub(crate) fn id() -> RequestId {
    RequestId("2024-01-19-0001".to_owned())
}

/// The JSON body of a request.
pub(crate) fn json_body(request: &Request) -> Value {
    let body = request.body.as_ref().unwrap();
    assert_eq!(body.content_type, "application/json");
    serde_json::from_slice(&body.bytes).unwrap()
}

/// The invalid input that a request was refused for.
pub(crate) fn refused_input(result: Result<Request, Problem>) -> InvalidInput {
    match result.unwrap_err().cause {
        Cause::InvalidInput(input) => input,
        other => panic!("{other:?}"),
    }
}

/// The vendor's no.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Problem>) -> Refusal {
    match result.unwrap_err().cause {
        Cause::Refused(refusal) => refusal,
        Cause::UnknownOutcome(cause) => match *cause {
            Cause::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// What was not understood, in a read or in a write of unknown outcome.
pub(crate) fn found<T: std::fmt::Debug>(result: Result<T, Problem>) -> Found {
    let problem = result.unwrap_err();
    let writes = problem.operation.writes();
    match problem.cause {
        Cause::NotUnderstood(misunderstanding) => misunderstanding.found,
        Cause::UnknownOutcome(cause) if writes => match *cause {
            Cause::NotUnderstood(misunderstanding) => misunderstanding.found,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
