//! How the tests of BitAnswer's operations write a request.

use vendors::Vendor;

use crate::Sandbox;
use crate::exchange::Exchange;

/// Sends a request line and a body with the right key.
pub(super) fn send(sandbox: &mut Sandbox, line: &str, body: &str) -> Exchange {
    send_with(sandbox, line, "", body)
}

/// The same with more headers, each with its line end.
pub(super) fn send_with(sandbox: &mut Sandbox, line: &str, headers: &str, body: &str) -> Exchange {
    let raw = format!(
        "{line} HTTP/1.1\nbitkey: sandbox-bitkey\ncontent-type: application/json\n{headers}\n{body}"
    );
    Exchange::send(sandbox, Vendor::BitAnswer, &raw)
}

/// How many users there are.
pub(super) fn total(sandbox: &mut Sandbox) -> u64 {
    send(sandbox, "GET /users?limit=1", "").json()["data"]["total"]
        .as_u64()
        .unwrap_or_default()
}
