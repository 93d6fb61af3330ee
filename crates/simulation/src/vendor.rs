//! The vendor's end: the sandbox, in the mood of the run.

use crate::carried::Wire;
use crate::random::Random;
use sandbox::{Delivery, Sandbox, WireRequest};
use serde_json::{Value, json};
use vendors::{Response, Vendor};

/// Faults that the sandbox can be armed with, and that end by themselves.
const FAULTS: [&str; 14] = [
    "http-400",
    "http-403",
    "http-404",
    "http-500",
    "html-502",
    "rate-limit",
    "drop-before",
    "drop-after",
    "truncated",
    "invalid-utf8",
    "empty",
    "login-page",
    "wrong-types",
    "refused",
];

/// Sends a request to the vendor. `None`: the connection died.
pub(crate) fn ask(sandbox: &mut Sandbox, wire: &Wire, now: u64) -> Option<Response> {
    let request = WireRequest {
        vendor: wire.vendor,
        method: wire.method,
        target: &wire.target,
        headers: &wire.headers,
        body: &wire.body,
    };
    match sandbox.handle(&request, now / 1000).delivery {
        Delivery::Respond(response) => Some(response),
        Delivery::Disconnect => None,
    }
}

/// Makes the next request to a vendor fail. A vendor that says of a user that there is none, and lies, is past all
/// remedy: reading back is all that anybody can do.
pub(crate) fn arm(sandbox: &mut Sandbox, vendor: Vendor, reads: bool, random: &mut Random) {
    let kind = FAULTS[random.between(0, FAULTS.len() as u64 - 1) as usize];
    if reads && kind == "http-404" {
        return;
    }
    let fault = json!({ "vendor": vendor.slug(), "kind": kind }).to_string();
    sandbox.control("POST", "/faults", fault.as_bytes(), 0);
}

/// Does a batch but for one row, and says so only by not listing it. `None` if the request is no batch.
pub(crate) fn pass_one_over(
    sandbox: &mut Sandbox,
    wire: &Wire,
    now: u64,
    random: &mut Random,
) -> Option<Response> {
    let part = part_of(wire, |rows| {
        rows.remove(random.between(0, rows.len() as u64 - 1) as usize);
    })?;
    ask(sandbox, &part, now)
}

/// A part of a batch, as a request that the vendor will not recognise; `None` if it is no batch.
fn part_of(wire: &Wire, take: impl FnOnce(&mut Vec<Value>)) -> Option<Wire> {
    let mut part = wire.clone();
    part.id.take()?;
    let mut rows: Vec<Value> = serde_json::from_slice(&wire.body).ok()?;
    if rows.len() < 2 {
        return None;
    }
    take(&mut rows);
    part.headers.retain(|(name, _)| name != "x-bit-req-id");
    part.body = Value::Array(rows).to_string().into_bytes();
    Some(part)
}

/// Does the first rows of a batch and refuses it all the same: no page says that a batch is all or nothing. `None` if the
/// request is no batch.
pub(crate) fn do_in_part(
    sandbox: &mut Sandbox,
    wire: &Wire,
    now: u64,
    random: &mut Random,
) -> Option<Response> {
    let part = part_of(wire, |rows| {
        rows.truncate(random.between(1, rows.len() as u64 - 1) as usize);
    })?;
    ask(sandbox, &part, now);
    Some(Response {
        status: 200,
        headers: Vec::new(),
        body: br#"{"status":1099,"msg":"one row is wrong"}"#.to_vec(),
    })
}
