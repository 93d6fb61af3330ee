//! Texts of a form that is always the same, as numbers: identifiers in sixteen bytes, dates in four.
//!
//! Only a text that comes back exactly as it was is packed.

use std::ops::Range;

/// A place for one text that is written from a number.
pub(crate) struct Written {
    bytes: [u8; 36],
    length: usize,
}

impl Written {
    pub(crate) fn new() -> Self {
        Written {
            bytes: [0; 36],
            length: 0,
        }
    }

    fn push(&mut self, byte: u8) {
        if let Some(own) = self.bytes.get_mut(self.length) {
            *own = byte;
            self.length += 1;
        }
    }

    fn push_decimal(&mut self, number: u32, digits: u32) {
        for place in (0..digits).rev() {
            self.push(b'0' + (number / 10_u32.pow(place) % 10) as u8);
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// Where the hyphens of a guid stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// The number of a guid in small letters with its hyphens.
pub(crate) fn guid(text: &str) -> Option<u128> {
    if text.len() != 36 {
        return None;
    }
    let mut number = 0;
    for (index, byte) in text.bytes().enumerate() {
        let digit = match byte {
            b'-' if HYPHENS.contains(&index) => continue,
            _ if HYPHENS.contains(&index) => return None,
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        number = number << 4 | u128::from(digit);
    }
    Some(number)
}

/// The guid of a number.
pub(crate) fn guid_text(number: u128, written: &mut Written) -> &str {
    let bytes = number.to_be_bytes();
    written.length = 36;
    let mut place = 0;
    for byte in bytes {
        if HYPHENS.contains(&place) {
            written.bytes[place] = b'-';
            place += 1;
        }
        written.bytes[place] = b"0123456789abcdef"[usize::from(byte >> 4)];
        written.bytes[place + 1] = b"0123456789abcdef"[usize::from(byte & 15)];
        place += 2;
    }
    written.text()
}

/// How a date is written: alone, or with a time of the day behind a space or a `T`, and perhaps a `Z` at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateForm {
    /// `2024-01-31`
    Day,
    /// `2024-01-31 10:00:00`
    Spaced,
    /// `2024-01-31T10:00:00`
    Joined,
    /// `2024-01-31T10:00:00Z`
    Universal,
}

/// The first year that has a number; the last is 2102.
const FIRST_YEAR: u64 = 1970;
/// One more than the number of the last second there is.
const NUMBERS: u32 = 1 + 133 * 12 * 31 * 86_400;

fn decimal(text: &str, place: Range<usize>, within: Range<u64>) -> Option<u64> {
    let digits = text.get(place)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = if all { digits.parse().ok() } else { None };
    number.filter(|number| within.contains(number))
}

/// The form and the number of a date. Numbers are in the order of the texts of one form, and never zero: that is for no
/// text at all.
pub(crate) fn date(text: &str) -> Option<(DateForm, u32)> {
    let bytes = text.as_bytes();
    let form = match (bytes.len(), bytes.get(10), bytes.get(19)) {
        (10, None, None) => DateForm::Day,
        (19, Some(b' '), None) => DateForm::Spaced,
        (19, Some(b'T'), None) => DateForm::Joined,
        (20, Some(b'T'), Some(b'Z')) => DateForm::Universal,
        _ => return None,
    };
    let hyphens = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let colons =
        form == DateForm::Day || (bytes.get(13) == Some(&b':') && bytes.get(16) == Some(&b':'));
    if !hyphens || !colons {
        return None;
    }
    let years = decimal(text, 0..4, FIRST_YEAR..FIRST_YEAR + 133)? - FIRST_YEAR;
    let months = decimal(text, 5..7, 1..13)? - 1;
    let days = decimal(text, 8..10, 1..32)? - 1;
    let seconds = if form == DateForm::Day {
        0
    } else {
        let hour = decimal(text, 11..13, 0..24)?;
        let minute = decimal(text, 14..16, 0..60)?;
        (hour * 60 + minute) * 60 + decimal(text, 17..19, 0..60)?
    };
    let number = 1 + ((years * 12 + months) * 31 + days) * 86_400 + seconds;
    Some((form, u32::try_from(number).ok()?))
}

/// The date of a number, with small letters where it is to be searched.
pub(crate) fn date_text(form: DateForm, number: u32, folded: bool, written: &mut Written) -> &str {
    written.length = 0;
    let Some(number) = number.checked_sub(1) else {
        return written.text();
    };
    let (day, second) = (number / 86_400, number % 86_400);
    written.push_decimal(FIRST_YEAR as u32 + day / 31 / 12, 4);
    written.push(b'-');
    written.push_decimal(1 + day / 31 % 12, 2);
    written.push(b'-');
    written.push_decimal(1 + day % 31, 2);
    if form != DateForm::Day {
        written.push(match (form, folded) {
            (DateForm::Spaced, _) => b' ',
            (_, false) => b'T',
            (_, true) => b't',
        });
        written.push_decimal(second / 3_600, 2);
        written.push(b':');
        written.push_decimal(second / 60 % 60, 2);
        written.push(b':');
        written.push_decimal(second % 60, 2);
    }
    if form == DateForm::Universal {
        written.push(if folded { b'z' } else { b'Z' });
    }
    written.text()
}

/// The numbers of the dates between those of which `before` is true, the earliest ones, and those of which `behind` is,
/// the latest ones. Both are asked about texts as they are searched.
pub(crate) fn dates_where(
    form: DateForm,
    before: impl Fn(&str) -> bool,
    behind: impl Fn(&str) -> bool,
) -> Range<u32> {
    let first = |condition: &dyn Fn(&str) -> bool| {
        let (mut low, mut high) = (1, NUMBERS);
        while low < high {
            let middle = low + (high - low) / 2;
            if condition(date_text(form, middle, true, &mut Written::new())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    };
    first(&before)..first(&|text| !behind(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_comes_back_or_is_none() {
        let text = "00a1b2c3-d4e5-f607-1829-0a1b2c3d4e5f";
        let number = guid(text).unwrap_or_default();
        assert_eq!(guid_text(number, &mut Written::new()), text);
        for other in [
            "00A1b2c3-d4e5-f607-1829-0a1b2c3d4e5f",
            "00a1b2c3d-4e5-f607-1829-0a1b2c3d4e5f",
            "00a1b2c3-d4e5-f607-1829-0a1b2c3d4e5g",
            "",
        ] {
            assert_eq!(guid(other), None, "{other}");
        }
    }

    #[test]
    fn a_date_comes_back_or_is_none() {
        let dates = [
            "1970-01-01",
            "1970-01-01 00:00:00",
            "2024-02-29 23:59:59",
            "2024-02-29T23:59:59",
            "2102-12-31T23:59:59Z",
        ];
        for text in dates {
            let packed = date(text);
            let back = packed.map(|(form, number)| {
                date_text(form, number, false, &mut Written::new()).to_owned()
            });
            assert_eq!(back.as_deref(), Some(text));
        }
        for other in [
            "1969-12-31",
            "2103-01-01",
            "2024-13-01",
            "2024-00-01",
            "2024-01-01 24:00:00",
            "2024-01-01 1:00:00 ",
            "2024/01/01",
            "2024-01-+1",
            "二二-01",
        ] {
            assert_eq!(date(other), None, "{other}");
        }
    }

    #[test]
    fn numbers_of_dates_follow_their_texts() {
        let ordered = [
            "1999-12-31 23:59:59",
            "2000-01-01 00:00:00",
            "2000-01-31 00:00:00",
            "2000-02-01 00:00:00",
        ];
        let numbers = ordered.map(|text| date(text).map(|(_, number)| number));
        assert!(numbers.is_sorted());
        let january = dates_where(
            DateForm::Spaced,
            |text| !text.starts_with("2000-01") && text < "2000-01",
            |text| !text.starts_with("2000-01") && text > "2000-01",
        );
        let inside = numbers.map(|number| january.contains(&number.unwrap_or_default()));
        assert_eq!(inside, [false, true, true, false]);
    }
}
