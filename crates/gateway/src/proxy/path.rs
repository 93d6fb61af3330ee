//! Paths that every server reads alike. The table of operations compares paths as they came; a server behind us may decode
//! first and then resolve `..`, and would end up at a path that stands in no contract.

/// As often as anybody decodes one path. What is still encoded then is nobody's name.
const DECODINGS: usize = 4;

/// Whether no reading of the percent-encoded path leads elsewhere: only characters that a URL's path may have, whole
/// escapes of UTF-8, and no `.` or `..` between slashes or backslashes, however often they are escaped, in their wide
/// forms, or before what some server cuts off.
///
/// A user's name may thus hold any character, but not `/../`; the batch calls carry such a name in their body.
pub(super) fn is_unambiguous(path: &str) -> bool {
    let Some(mut bytes) = decode(path) else {
        return false;
    };
    for _ in 0..DECODINGS {
        // Other bytes are dots and slashes in an encoding that is longer than it may be, or nothing at all.
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return false;
        };
        if climbs(text) {
            return false;
        }
        let again = vendors::percent_decode(text);
        if again == bytes {
            return true;
        }
        bytes = again;
    }
    false
}

/// Whether a segment is `.` or `..`, for servers that cut parameters, queries or what follows a NUL off, or spaces.
fn climbs(text: &str) -> bool {
    text.split(['/', '\\', '\u{ff0f}', '\u{ff3c}'])
        .map(|segment| {
            segment
                .split([';', '?', '#', '\0'])
                .next()
                .unwrap_or_default()
        })
        .map(|segment| segment.trim_matches(|own: char| own.is_whitespace() || own.is_control()))
        .any(|segment| matches!(segment.replace('\u{ff0e}', ".").as_str(), "." | ".."))
}

fn decode(path: &str) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let high = char::from(bytes.next()?).to_digit(16)?;
                let low = char::from(bytes.next()?).to_digit(16)?;
                decoded.push(u8::try_from(high * 16 + low).ok()?);
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => decoded.push(byte),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' | b':' | b'@' | b'/' => decoded.push(byte),
            _ => return None,
        }
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_plain_but_for_dots_between_slashes() {
        for path in [
            "/users",
            "/users/user/%E5%BC%A0%2F%3F%25%23",
            "/users/user/a%2Fb",
            "/users/user/...",
            "/users/user/a..b",
            "/users/user/%F0%9F%98%80",
            "/users/user/%00",
            "/users/user/50%25",
            "/users/user/%2525",
            "/users/user/%25zz",
        ] {
            assert!(is_unambiguous(path), "{path}");
        }
        for path in [
            "/users/user/..",
            "/users/user/%2e%2E",
            "/users/user/..%2Fstatus",
            "/users/user/a%2f..%2f..",
            "/users/user/..%5Cstatus",
            "/users/user/..;x",
            "/users/user/a\\b",
            "/users/user/%zz",
            "/users/user/%4",
            "/users/user/张",
            "/users/user/%252e%252e%252fend",
            "/users/user/..%25252fend",
            "/users/user/..%00%2fend",
            "/users/user/..%3fx",
            "/users/user/..%20%2fend",
            "/users/user/%c0%ae%c0%ae%2fend",
            "/users/user/%25c0%25ae",
            "/users/user/%ef%bc%8e.%ef%bc%8fend",
            "/users/user/%25252525252525",
        ] {
            assert!(!is_unambiguous(path), "{path}");
        }
    }
}
