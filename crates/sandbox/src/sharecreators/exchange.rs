//! How the tests of ShareCreators' operations write a request.

use vendors::Vendor;

use crate::Sandbox;
use crate::demo::TOKEN;
use crate::exchange::Exchange;

/// Posts a body with the right headers; `call` is the last part of the path.
pub(super) fn post(sandbox: &mut Sandbox, call: &str, body: &str) -> Exchange {
    post_with(sandbox, call, TOKEN, "WEB", body)
}

/// The same with a token and a platform.
pub(super) fn post_with(
    sandbox: &mut Sandbox,
    call: &str,
    token: &str,
    platform: &str,
    body: &str,
) -> Exchange {
    let raw = format!(
        "POST /api/asset-server/user/{call} HTTP/1.1\nauthorization: {token}\nbid: sandbox-tenant\nplatform: {platform}\ncontent-type: application/json\n\n{body}"
    );
    Exchange::send(sandbox, Vendor::ShareCreators, &raw)
}
