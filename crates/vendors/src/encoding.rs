//! Percent-encoding, in the two dialects that the vendors read.

use std::fmt::Write as _;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

fn push_escaped(out: &mut String, byte: u8) {
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Encodes one path segment or one query name or value as RFC 3986 asks: only letters, digits and `-._~` stay.
pub fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => push_escaped(&mut out, byte),
        }
    }
    out
}

/// Encodes as PHP's `http_build_query` does and HTML forms nearly do: a space is `+`, and `~` is escaped too.
pub fn form_encode(text: &str) -> String {
    form_encode_bytes(text.as_bytes())
}

/// As [`form_encode`], for bytes that need not be text.
pub(crate) fn form_encode_bytes(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => push_escaped(&mut out, byte),
        }
    }
    out
}

/// Lower-case hexadecimal digits of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_character_survives() {
        assert_eq!(
            percent_encode("a/b?c#d%e+f g\"张😀~"),
            "a%2Fb%3Fc%23d%25e%2Bf%20g%22%E5%BC%A0%F0%9F%98%80~"
        );
        assert_eq!(form_encode("a b~+"), "a+b%7E%2B");
    }
}
