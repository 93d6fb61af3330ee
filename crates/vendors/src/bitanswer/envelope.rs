//! `{"status","msg","data":{"total","items"}}`, and what the requests have in common.

use super::{User, UserList};
use crate::answer::{Answer, Envelope, kind_of_code, open};
use crate::cursor::Node;
use crate::operation::is_dot_segment;
use crate::problem::{Cause, Field, Found, InvalidInput, Shape};
use crate::{
    Body, Effect, Operation, Problem, Request, RequestId, Response, Secret, percent_encode,
};
use std::collections::HashSet;

/// An input that cannot be right.
pub(super) fn invalid(operation: Operation, input: InvalidInput) -> Problem {
    Problem::new(operation, Cause::InvalidInput(input))
}

/// A write. The vendor de-duplicates by the header, so a retry of the same write carries the same id.
pub(super) fn write(
    operation: Operation,
    id: &RequestId,
    body: Option<serde_json::Value>,
) -> Request {
    let mut request = Request::new(operation, Effect::Write(id.clone()));
    request.headers.push(("x-bit-req-id", id.0.as_str().into()));
    request.body = body.as_ref().map(Body::json);
    request
}

/// Puts a name into the request's path.
pub(super) fn address(mut request: Request, name: &str) -> Result<Request, Problem> {
    if name.is_empty() {
        return Err(invalid(
            request.operation,
            InvalidInput::Missing(Field::Name),
        ));
    }
    let segment = percent_encode(name);
    // Encoding the dots would not help: URL parsers decode them first.
    if is_dot_segment(&segment) {
        return Err(invalid(request.operation, InvalidInput::NameCannotBeInPath));
    }
    request.path = request.path.replace("{name}", &segment);
    Ok(request)
}

/// Whether a batch of names can be sent.
pub(super) fn check_batch<'a>(
    names: impl Iterator<Item = &'a str>,
    field: Field,
) -> Result<(), InvalidInput> {
    let names: Vec<&str> = names.collect();
    let mut seen = HashSet::new();
    if names.is_empty() {
        Err(InvalidInput::NothingToDo)
    } else if names.contains(&"") {
        Err(InvalidInput::Missing(field))
    } else if !names.iter().all(|name| seen.insert(*name)) {
        Err(InvalidInput::DuplicateName)
    } else {
        Ok(())
    }
}

/// Opens the envelope. `passwords` are those that the operation sent.
pub(super) fn open_answer(
    operation: Operation,
    response: &Response,
    passwords: &[&Secret],
) -> Result<Answer, Problem> {
    open(operation, response, passwords, read_envelope)
}

/// Reads an answer that lists users.
pub(super) fn read_users(
    operation: Operation,
    response: &Response,
    passwords: &[&Secret],
) -> Result<UserList, Problem> {
    let answer = open_answer(operation, response, passwords)?;
    user_list(&answer.root()).map_err(|found| answer.misunderstood(found))
}

/// A web server's own error may carry a `status` too. On an HTTP error only an answer that also has a member of the
/// vendor's is taken for the vendor's, so that a wrong base URL is not read as "no such user".
fn read_envelope(root: &Node<'_>, http_status: u16) -> Result<Envelope, Found> {
    root.object()?;
    let status = root.member("status").required_integer()?;
    let words = root.member("msg");
    if http_status >= 400 && words.is_absent() && root.member("data").is_absent() {
        return Err(words.wrong(Shape::Text));
    }
    Ok(Envelope {
        refused: (status != 0).then(|| kind_of_code(status)),
        code: Some(status.to_string()),
        message: words.text().ok().flatten(),
        trace: None,
    })
}

/// `data` may be absent.
pub(super) fn user_list(root: &Node<'_>) -> Result<UserList, Found> {
    let data = root.member("data");
    if data.is_absent() {
        return Ok(UserList::default());
    }
    data.object()?;
    Ok(UserList {
        total: total(&data.member("total"))?,
        items: match data.member("items").items()? {
            None => Vec::new(),
            Some(items) => items.iter().map(User::read).collect::<Result<_, _>>()?,
        },
    })
}

fn total(node: &Node<'_>) -> Result<Option<u64>, Found> {
    match node.integer()? {
        None => Ok(None),
        Some(total) => u64::try_from(total)
            .map(Some)
            .map_err(|_| node.wrong(Shape::Count)),
    }
}
