//! What a token says about itself. Nothing here verifies anything: the key that could is the vendor's.

use crate::cursor::Node;
use crate::{Secret, reading};

/// The payload of a token, unverified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// `bchCode`: the tenant.
    pub bch_code: Option<String>,
    /// `account`: whose token it is.
    pub account: Option<String>,
    /// `iss`: who issued it.
    pub issuer: Option<String>,
    /// `iat`: when it was issued, in seconds since the Unix epoch.
    pub issued_at: Option<i64>,
    /// `exp`: when it ends, in seconds since the Unix epoch. The vendor's page shows none; RFC 7519 has it.
    pub expires_at: Option<i64>,
}

/// Decodes a JWT's payload, never verified. `None` where the text is no JWT.
pub fn token_claims(token: &Secret) -> Option<Claims> {
    let mut parts = token.expose().trim().split('.');
    let payload = parts.nth(1)?;
    parts.next()?;
    if parts.next().is_some() {
        return None;
    }
    let document = reading::read(&base64url(payload)?).ok()?;
    let root = Node::root(&document.root);
    root.object().ok()?;
    let words = |name| root.member(name).text().ok().flatten();
    Some(Claims {
        bch_code: words("bchCode"),
        account: words("account"),
        issuer: words("iss"),
        issued_at: root.member("iat").integer().ok().flatten(),
        expires_at: root.member("exp").integer().ok().flatten(),
    })
}

/// Decodes base64 in the alphabet for URLs; padding is tolerated although JWTs have none.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut pending: u32 = 0;
    let mut bits = 0;
    for character in text.trim_end_matches('=').bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        pending = (pending << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits) as u8);
            pending &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// The token of the vendor's page.
    const EXAMPLE: &str = concat!(
        "eyJhbGciOiJIUzI1NiJ9.",
        "eyJiY2hDb2RlIjoiMDAwMDEiLCJhY2NvdW50IjoiemhhbmdnZSIsImlzcyI6IlNoYXJlQ3JlYXRvcnMiLCJpYXQiOjE2OTg5MTQwMTV9.",
        "0zWOrxwK4sEgRP1FDQXoOo9PUCXPlkqzggWa9-Ahhdg"
    );

    #[test]
    fn reads_the_page_s_token() {
        assert_eq!(
            token_claims(&Secret::new(EXAMPLE)),
            Some(Claims {
                bch_code: Some("00001".to_owned()),
                account: Some("zhangge".to_owned()),
                issuer: Some("ShareCreators".to_owned()),
                issued_at: Some(1_698_914_015),
                expires_at: None,
            })
        );
    }

    #[test]
    fn anything_else_is_no_token() {
        for text in [
            "",
            "a",
            "a.b",
            "a.b.c",
            "a.W10.c",
            "a.e30.c.d",
            "a.e3*.c",
            "a..c",
        ] {
            assert_eq!(token_claims(&Secret::new(text)), None, "{text}");
        }
        let empty = token_claims(&Secret::new("a.e30=.c")).unwrap();
        assert_eq!((empty.account, empty.issued_at), (None, None));
    }
}
