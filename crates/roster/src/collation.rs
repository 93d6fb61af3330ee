//! How characters follow one another, and the keys that texts are ordered by.
//!
//! A key is bytes that compare as the texts do. Runs of digits compare by their value; case and width do not count; which
//! character comes before which is asked of a [`Collation`], because a browser knows the order of Chinese by its sound
//! and this crate does not.

/// The order of characters.
pub trait Collation {
    /// A character's place among all. It must be the same whenever it is asked.
    fn place(&self, character: char) -> u32;
}

/// The order of code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodePoints;

impl Collation for CodePoints {
    fn place(&self, character: char) -> u32 {
        u32::from(character)
    }
}

/// What digits begin with in a key: where the character `0` would stand.
fn digits_mark(collation: &impl Collation) -> u32 {
    collation.place('0')
}

/// Puts the key of a folded text behind what is in `key`.
pub(crate) fn push_key(text: &str, collation: &impl Collation, key: &mut Vec<u8>) {
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, after) = rest.split_at(length);
            push_place(digits_mark(collation), key);
            let value = digits.trim_start_matches('0');
            // A longer number is a larger one. Lengths beyond a byte are told by more bytes of 255.
            let mut length = value.len();
            while length >= 255 {
                key.push(255);
                length -= 255;
            }
            key.push(length as u8);
            key.extend_from_slice(value.as_bytes());
            rest = after;
        } else {
            push_place(collation.place(first), key);
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// A place as bytes that compare as places do: two for nearly all, and never a zero first, so that the end of a text
/// comes before everything.
fn push_place(place: u32, key: &mut Vec<u8>) {
    match place + 1 {
        place @ 0..=0x7f => key.push(place as u8),
        place @ 0x80..=0x3fff => key.extend_from_slice(&[0x80 | (place >> 8) as u8, place as u8]),
        place @ 0x4000..=0x1f_ffff => {
            key.extend_from_slice(&[0xc0 | (place >> 16) as u8, (place >> 8) as u8, place as u8])
        }
        place => {
            key.push(0xff);
            key.extend_from_slice(&place.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        push_key(text, &CodePoints, &mut key);
        key
    }

    #[test]
    fn keys_compare_as_people_do() {
        let ordered = [
            "", "#1", "007a", "8", "9", "10", "user", "user9", "user9b", "user10", "user10b", "张",
            "张9", "张10", "龘",
        ];
        for pair in ordered.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
        assert_eq!(key("a007"), key("a7"));
        let long = "9".repeat(300);
        assert!(key(&long) < key(&format!("1{long}")));
    }

    #[test]
    fn places_keep_their_order_as_bytes() {
        let places = [
            0, 1, 0x7e, 0x7f, 0x80, 0x3ffe, 0x3fff, 0x4000, 0x10_ffff, 0x1f_fffe, 0x1f_ffff,
            9_000_000,
        ];
        let bytes = places.map(|place| {
            let mut key = Vec::new();
            push_place(place, &mut key);
            key
        });
        assert!(bytes.windows(2).all(|pair| pair[0] < pair[1]), "{bytes:?}");
    }
}
