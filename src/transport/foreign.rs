//! What a proxy that is not ours says of itself. Such an answer comes in the vendor's place and must not be taken for the
//! vendor's, least of all after a write.

use vendors::problem::ProxyFailureKind;

/// What a whole answer says of the proxy, if its words are those of a proxy that is known: `cors-anywhere` marks its
/// failures by nothing else. <https://github.com/Rob--W/cors-anywhere>, `lib/cors-anywhere.js`, version 0.4.4.
pub fn known_failure(status: u16, body: &[u8]) -> Option<ProxyFailureKind> {
    // Every one of these is a short text; a vendor's answer of any size is not looked through.
    let text = std::str::from_utf8(body.get(..body.len().min(2000))?).ok()?;
    match status {
        404 => match text.strip_prefix("Not found because of proxy error: ") {
            Some(reason) => Some(of_reason(reason)),
            None => text
                .starts_with("Invalid host: ")
                .then_some(ProxyFailureKind::Refused),
        },
        400 => [
            "Missing required request header. ",
            "Port number too large: ",
        ]
        .iter()
        .any(|beginning| text.starts_with(beginning))
        .then_some(ProxyFailureKind::Refused),
        403 => (text.starts_with("The origin \"")
            && text.ends_with("by the operator of this proxy."))
        .then_some(ProxyFailureKind::Refused),
        429 => (text.starts_with("The origin \"") && text.contains("has sent too many requests."))
            .then_some(ProxyFailureKind::Busy),
        // Its page for people, in answer to anything that names no URL.
        200 => text
            .starts_with("This API enables cross-origin requests to anywhere.")
            .then_some(ProxyFailureKind::Foreign),
        _ => None,
    }
}

/// The kind that Node's words for a failed connection mean. What is not known may have delivered the request.
fn of_reason(reason: &str) -> ProxyFailureKind {
    let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    if says(&["ENOTFOUND", "EAI_AGAIN"]) {
        ProxyFailureKind::Dns
    } else if says(&["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"]) {
        ProxyFailureKind::Connect
    } else if says(&["certificate", "CERT_", "SSL", "altnames"]) {
        ProxyFailureKind::Tls
    } else if says(&["ETIMEDOUT"]) {
        ProxyFailureKind::Timeout
    } else {
        ProxyFailureKind::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProxyFailureKind as K;

    #[test]
    fn the_words_of_a_known_proxy_are_understood() {
        for (status, text, kind) in [
            (
                404,
                "Not found because of proxy error: Error: getaddrinfo ENOTFOUND v.example",
                K::Dns,
            ),
            (
                404,
                "Not found because of proxy error: Error: connect ECONNREFUSED 127.0.0.1:9",
                K::Connect,
            ),
            (
                404,
                "Not found because of proxy error: Error: self-signed certificate",
                K::Tls,
            ),
            (
                404,
                "Not found because of proxy error: Error: socket hang up",
                K::Closed,
            ),
            (
                404,
                "Not found because of proxy error: Error: read ECONNRESET",
                K::Closed,
            ),
            (404, "Invalid host: https%3A", K::Refused),
            (
                400,
                "Missing required request header. Must specify one of: origin",
                K::Refused,
            ),
            (
                403,
                "The origin \"http://a\" was not whitelisted by the operator of this proxy.",
                K::Refused,
            ),
            (
                429,
                "The origin \"http://a\" has sent too many requests.\nWait.",
                K::Busy,
            ),
        ] {
            assert_eq!(known_failure(status, text.as_bytes()), Some(kind), "{text}");
        }
    }

    #[test]
    fn a_vendors_answer_is_left_alone() {
        for (status, body) in [
            (404, &b"{\"code\":404}"[..]),
            (404, b"Not found"),
            (200, b"Not found because of proxy error: x"),
            (403, b"The origin \"a\" is not welcome"),
            (500, b"\xff\xfe"),
            (404, b""),
        ] {
            assert_eq!(known_failure(status, body), None);
        }
    }
}
