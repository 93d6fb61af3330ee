//! Numbers as texts have them, compared exactly, whatever their length.

use crate::sort_key::Words;
use std::cmp::Ordering;

/// A number: a sign, digits, and perhaps digits behind a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal<'a> {
    negative: bool,
    /// Without zeros at the beginning.
    whole: &'a str,
    /// Without zeros at the end.
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    /// The number that a text is, if it is one.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (
            whole.trim_start_matches('0'),
            fraction.trim_end_matches('0'),
        );
        Some(Decimal {
            negative: negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        })
    }

    /// What compares as numbers without their sign do.
    fn size(&self) -> (usize, &'a str, &'a str) {
        (self.whole.len(), self.whole, self.fraction)
    }

    /// Writes a key that compares as numbers do: a sign, how many digits there are, and the digits.
    pub(crate) fn write(&self, words: &mut Words<'_>) {
        let turned = |bits: u32, value: u64| {
            let all = (1_u64 << bits) - 1;
            if self.negative { all - value } else { value }
        };
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        // Digits are one more than they are: zero is the end, and turned it is behind all digits.
        let _ = words.push(3, if self.negative { 1 } else { 2 })
            && words.push(32, turned(32, self.whole.len() as u64))
            && digits
                .map(|digit| u64::from(digit - b'0') + 1)
                .chain([0])
                .all(|digit| words.push(4, turned(4, digit)));
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.size().cmp(&other.size()),
            (true, true) => other.size().cmp(&self.size()),
            (own, other) => other.cmp(&own),
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_compared() {
        let ordered = [
            "-10",
            "-9.5",
            "-0.1",
            "0",
            "0.05",
            "0.5",
            "9",
            "10",
            "10.01",
            "99999999999999999999",
        ];
        let numbers = ordered.map(Decimal::read);
        assert!(numbers.iter().all(Option::is_some) && numbers.is_sorted());
        assert_eq!(Decimal::read("-0.0"), Decimal::read("+00"));
        for other in ["", "-", "1e5", ".5", "1.2.3", "一", "1,000"] {
            assert_eq!(Decimal::read(other), None, "{other}");
        }
    }
}
