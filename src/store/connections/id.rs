//! What tells connections apart, in URLs, in storage and at the gateway.

use std::fmt;
use vendors::Vendor;

/// The longest id, in bytes.
const LONGEST: usize = 40;

/// A connection's id: 1 to 40 of `a` to `z`, `0` to `9` and `-`.
///
/// It is kept in place and copied, so that whatever runs on after a page has gone still knows whom it was talking to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId {
    // What is not used is zero, so that comparing the bytes compares the texts.
    bytes: [u8; LONGEST],
}

impl ConnectionId {
    /// The id that a text is; `None` if it is none.
    pub fn new(text: &str) -> Option<ConnectionId> {
        let is_id = !text.is_empty()
            && text.len() <= LONGEST
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        is_id.then(|| ConnectionId::filled(text))
    }

    /// The id of the connection that a vendor begins with: the vendor's slug.
    pub fn first_of(vendor: Vendor) -> ConnectionId {
        ConnectionId::filled(vendor.slug())
    }

    /// An id that no other connection has: the vendor's slug, and a piece of `random`, which has at least ten
    /// hexadecimal digits. Never one that was in use before: a link to what is gone must not lead elsewhere.
    pub fn fresh(vendor: Vendor, random: &str) -> ConnectionId {
        let digits: String = random
            .chars()
            .filter(char::is_ascii_hexdigit)
            .take(10)
            .collect();
        ConnectionId::filled(&format!("{}-{}", vendor.slug(), digits.to_lowercase()))
    }

    /// The text, which is checked already or made here.
    fn filled(text: &str) -> ConnectionId {
        let mut bytes = [0; LONGEST];
        for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        ConnectionId { bytes }
    }

    /// The id as a text.
    pub fn as_str(&self) -> &str {
        let length = self
            .bytes
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(LONGEST);
        // Only ASCII was let in.
        std::str::from_utf8(&self.bytes[..length]).unwrap_or_default()
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ConnectionId({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_word_that_needs_no_encoding_anywhere() {
        for good in ["a", "bitanswer", "prod-2", "-", &"x".repeat(40)] {
            assert_eq!(
                ConnectionId::new(good).as_ref().map(ConnectionId::as_str),
                Some(good)
            );
        }
        for bad in ["", "A", "a b", "a/b", "..", "测试", "a\0", &"x".repeat(41)] {
            assert_eq!(ConnectionId::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn ids_are_made_that_can_be_read_again() {
        for vendor in Vendor::ALL {
            let first = ConnectionId::first_of(vendor);
            assert_eq!(first.as_str(), vendor.slug());
            let fresh = ConnectionId::fresh(vendor, "3FA9c10b77d1aa00");
            assert_eq!(fresh.as_str(), format!("{}-3fa9c10b77", vendor.slug()));
            for id in [first, fresh] {
                assert_eq!(ConnectionId::new(id.as_str()), Some(id));
            }
        }
        let one = ConnectionId::fresh(Vendor::T12, "0000000001ff");
        assert_ne!(one, ConnectionId::fresh(Vendor::T12, "0000000002ff"));
    }
}
