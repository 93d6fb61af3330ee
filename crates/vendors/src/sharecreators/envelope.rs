//! `{"_success","_code","_msg","traceId","_data"}`, and the header that every request carries.

use crate::answer::{Envelope, kind_of_code};
use crate::cursor::Node;
use crate::problem::Found;
use crate::{Body, Effect, Operation, Request, RequestId};

/// A write with a JSON body.
pub(super) fn write(operation: Operation, id: &RequestId, body: &serde_json::Value) -> Request {
    let mut request = Request::new(operation, Effect::Write(id.clone()));
    request.headers.push(("platform", "WEB".into()));
    request.body = Some(Body::json(body));
    request
}

/// Reads the envelope. `_success` decides: the page says that any `_code` but 200 is a failure, and answers success with 0.
pub(super) fn read(root: &Node<'_>, _status: u16) -> Result<Envelope, Found> {
    root.object()?;
    let success = root.member("_success").required_boolean()?;
    let words = |name| root.member(name).text().ok().flatten();
    let code = words("_code");
    let number = code.as_deref().and_then(|code| code.trim().parse().ok());
    Ok(Envelope {
        refused: (!success).then(|| kind_of_code(number.unwrap_or_default())),
        code,
        message: words("_msg"),
        trace: words("traceId").or_else(|| words("_traceId")),
    })
}
