//! Static tokens: 256 random bits, of which the gateway keeps only a hash. They are too long to guess, so a plain SHA-256
//! is as good as a slow password hash would be, and costs a request nothing.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use subtle::{ConditionallySelectable as _, ConstantTimeEq as _};
use vendors::{Role, Secret};

use super::date::Date;

/// What every token begins with. It tells the gateway's own tokens from a vendor's in the header `Authorization`, and
/// lets secret scanners find one that was checked in.
pub(crate) const PREFIX: &str = "rollcall_";
/// What the hash of a token begins with in the configuration.
const HASH_PREFIX: &str = "sha256:";
/// Bytes of randomness in a token and in a session's id.
pub(super) const RANDOM_BYTES: usize = 32;

/// The SHA-256 of a token or of a session's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of a token.
    pub fn of(secret: &str) -> Hash {
        Hash(Sha256::digest(secret.as_bytes()).into())
    }

    /// Reads `sha256:` and 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Hash> {
        let digits = text.strip_prefix(HASH_PREFIX)?;
        if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(index * 2..index * 2 + 2)?, 16).ok()?;
        }
        Some(Hash(bytes))
    }

    /// As it stands in the configuration.
    pub fn text(self) -> String {
        format!("{HASH_PREFIX}{}", hex(&self.0))
    }
}

/// A token that the configuration lets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Whom it stands for, as in the audit trail. No two have the same.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Its hash.
    pub hash: Hash,
    /// The last day on which it is good, in UTC.
    pub expires: Option<Date>,
}

impl Token {
    /// Whether it is good at a time, in seconds since the Unix epoch.
    pub fn is_good_at(&self, now: u64) -> bool {
        self.expires.is_none_or(|last| now < last.end())
    }
}

/// The place in the list of the token that was presented, if it is one of them and still good. Takes as long for one as
/// for another.
pub(super) fn find(tokens: &[Token], presented: &str, now: u64) -> Option<usize> {
    let hash = Hash::of(presented);
    let mut found = u32::MAX;
    for (index, token) in (0_u32..).zip(tokens) {
        found.conditional_assign(&index, token.hash.0.ct_eq(&hash.0));
    }
    let found = usize::try_from(found).ok()?;
    tokens
        .get(found)
        .filter(|token| token.is_good_at(now))
        .map(|_| found)
}

/// A new token. `random` are bytes that nobody can guess.
pub fn new_token(random: &[u8; RANDOM_BYTES]) -> Secret {
    Secret::new(format!("{PREFIX}{}", hex(random)))
}

/// Bytes from the system's own source.
///
/// # Errors
/// When the system has none to give, which then cannot be helped by waiting.
pub fn random() -> Result<[u8; RANDOM_BYTES], getrandom::Error> {
    let mut bytes = [0; RANDOM_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn token(name: &str, secret: &str) -> Token {
        Token {
            name: name.to_owned(),
            role: Role::Viewer,
            hash: Hash::of(secret),
            expires: None,
        }
    }

    #[test]
    fn a_token_is_found_by_its_text_and_nothing_else() {
        let made = new_token(&[7; 32]);
        assert_eq!(made.expose().len(), PREFIX.len() + 64);
        let mut tokens = vec![token("a", "rollcall_a"), token("b", made.expose())];
        assert_eq!(find(&tokens, made.expose(), 0), Some(1));
        assert_eq!(find(&tokens, "rollcall_a", 0), Some(0));
        let hash = tokens[1].hash.text();
        for wrong in ["", "rollcall_", "rollcall_b", &made.expose()[1..], &hash] {
            assert_eq!(find(&tokens, wrong, 0), None, "{wrong}");
        }
        assert_eq!(find(&[], "", 0), None);
        tokens[1].expires = Date::parse("1970-01-01");
        assert_eq!(find(&tokens, made.expose(), 86_399), Some(1));
        assert_eq!(find(&tokens, made.expose(), 86_400), None);
    }

    #[test]
    fn a_hash_is_written_and_read() {
        // The vector of FIPS 180-2 for "abc".
        let text = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Hash::of("abc").text(), text);
        assert_eq!(Hash::parse(text), Some(Hash::of("abc")));
        for wrong in [
            "",
            "sha256:",
            &text[1..],
            &text[..70],
            &text.replace('b', "g"),
        ] {
            assert_eq!(Hash::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Hash::parse(&format!("sha256:{}", "张".repeat(22))), None);
    }

    #[test]
    fn randomness_differs() {
        assert_ne!(random().unwrap(), random().unwrap());
    }
}
