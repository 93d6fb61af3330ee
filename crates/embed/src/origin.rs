//! Origins as browsers write them.

/// Whether a text is an origin of a page that can be told from all others: scheme, host and perhaps a port, in lower case,
/// as it stands in `MessageEvent.origin`. The word `null`, which every sandboxed page has, is none, and `*` is none.
pub fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b":.-_[]".contains(&byte);
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(':') && host.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_sends_is_an_origin() {
        for good in [
            "https://portal.intranet",
            "http://127.0.0.1:8080",
            "https://[fd00::1]:8443",
            "http://localhost",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "*",
            "null",
            "https://",
            "https://:80",
            "https://Portal",
            "https://portal/",
            "https://portal/path",
            "https://*.intranet",
            "https://a@b",
            "https://a b",
            "file://",
            "portal.intranet",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
