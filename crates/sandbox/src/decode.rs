//! Reading percent-encoded text and forms off the wire.
//!
//! Written apart from the encoders in `vendors`, so that a mistake there is not undone here.

/// The bytes behind percent-encoded text. A `%` that is not followed by two hex digits stands for itself.
fn percent_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let digits = (bytes.get(position + 1), bytes.get(position + 2));
        match digits {
            (Some(&high), Some(&low)) if byte == b'%' => match (hex(high), hex(low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high * 16 + low);
                    position += 3;
                    continue;
                }
                _ => decoded.push(byte),
            },
            _ => decoded.push(byte),
        }
        position += 1;
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// The text of one path segment, in which `+` is a plus. `None` when its bytes are not UTF-8, because a name must never
/// be stored other than it was sent.
pub(crate) fn segment(text: &str) -> Option<String> {
    String::from_utf8(percent_bytes(text)).ok()
}

/// The pairs of a query or of a form, in which `+` is a space. Bytes that are not UTF-8 become U+FFFD.
pub(crate) fn form(text: &str) -> Vec<(String, String)> {
    let value =
        |part: &str| String::from_utf8_lossy(&percent_bytes(&part.replace('+', " "))).into_owned();
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, content) = pair.split_once('=').unwrap_or((pair, ""));
            (value(name), value(content))
        })
        .collect()
}

/// The value that counts for a name: the last one, as in PHP and as the sandbox does everywhere.
pub(crate) fn last<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .rev()
        .find(|(own, _)| own == name)
        .map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_keeps_its_plus_and_any_script() {
        assert_eq!(segment("a%2fb+%E5%BC%A0%3F").as_deref(), Some("a/b+张?"));
        assert_eq!(segment("100%").as_deref(), Some("100%"));
        assert_eq!(segment("%zz%4").as_deref(), Some("%zz%4"));
        assert_eq!(segment("%ff"), None);
    }

    #[test]
    fn a_form_reads_plus_as_space_and_the_last_of_equal_names() {
        let pairs = form("a=1+2&b&a=%2B&&c==");
        assert_eq!(last(&pairs, "a"), Some("+"));
        assert_eq!(last(&pairs, "b"), Some(""));
        assert_eq!(last(&pairs, "c"), Some("="));
        assert_eq!(last(&pairs, "d"), None);
    }
}
