//! Paths that every server reads alike. The table of operations compares paths as they came; a server behind us may decode
//! first and then resolve `..`, and would end up at a path that stands in no contract.

/// Whether no reading of the percent-encoded path leads elsewhere: only characters that a URL's path may have, whole
/// escapes, and no `.` or `..` between slashes or backslashes, escaped ones included, or before a `;`.
///
/// A user's name may thus hold any character, but not `/../`; the batch calls carry such a name in their body.
pub(super) fn is_unambiguous(path: &str) -> bool {
    let Some(decoded) = decode(path) else {
        return false;
    };
    !decoded
        .split(|byte| matches!(byte, b'/' | b'\\'))
        .map(|segment| {
            let end = segment.iter().position(|byte| *byte == b';');
            &segment[..end.unwrap_or(segment.len())]
        })
        .any(|segment| segment == b"." || segment == b"..")
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
        ] {
            assert!(!is_unambiguous(path), "{path}");
        }
    }
}
