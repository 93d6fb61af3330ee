//! Bytes as lower-case hexadecimal digits. Strict, so that a text has one reading and a value one text.

/// The digits.
pub fn written(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}

/// The bytes; `None` for anything else than pairs of lower-case digits.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let half = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    pairs
        .iter()
        .map(|[high, low]| Some(half(*high)? << 4 | half(*low)?))
        .collect()
}

/// As many bytes as are wanted; `None` if there are more or fewer.
pub fn read_exactly<const N: usize>(text: &str) -> Option<[u8; N]> {
    read(text)?.try_into().ok()
}
