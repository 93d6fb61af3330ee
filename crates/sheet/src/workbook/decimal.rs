//! A number as a workbook writes it, handled as its decimal digits: nothing here is a floating-point number, so that no
//! telephone number loses a digit or gains an exponent.

/// Digits that a spreadsheet holds and shows; what a file has behind them is noise (`0.30000000000000004`).
const DIGITS: usize = 15;
/// No spreadsheet's number has more digits before the point.
const POINT_LIMIT: i32 = 310;

/// `0.<digits> × 10^point`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Decimal {
    negative: bool,
    /// From 0 to 9 each; neither the first nor the last is 0. Empty for zero.
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// Reads `-12.50`, `1.38E+10` and alike.
    pub fn read(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut digits = Vec::with_capacity(unsigned.len());
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits.push(byte.checked_sub(b'0').filter(|digit| *digit <= 9)?);
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        let point = i32::try_from(whole.len()).ok()?;
        let zeros = i32::try_from(zeros).ok()?;
        let point = point.checked_sub(zeros)?.checked_add(exponent)?;
        let mut decimal = Self {
            negative,
            digits,
            point,
        };
        decimal.trim();
        (decimal.point.abs() <= POINT_LIMIT).then_some(decimal)
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.negative = false;
            self.point = 0;
        }
    }

    fn is_whole(&self) -> bool {
        usize::try_from(self.point).unwrap_or(0) >= self.digits.len()
    }

    /// Whether it is a whole number of more digits than a spreadsheet holds.
    pub fn is_too_long(&self) -> bool {
        self.is_whole() && self.point > DIGITS as i32
    }

    /// Rounds to what a spreadsheet shows. Whole numbers stay: those that are too long are told instead.
    pub fn rounded(mut self) -> Self {
        if self.is_whole() || self.digits.len() <= DIGITS {
            return self;
        }
        let mut carries = self.digits.get(DIGITS).is_some_and(|next| *next >= 5);
        self.digits.truncate(DIGITS);
        for digit in self.digits.iter_mut().rev() {
            if !carries {
                break;
            }
            carries = *digit == 9;
            *digit = if carries { 0 } else { *digit + 1 };
        }
        if carries {
            self.digits.insert(0, 1);
            self.point += 1;
        }
        self.trim();
        self
    }

    /// The number without exponent, and without zeros at its end.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        let whole = usize::try_from(self.point).unwrap_or(0);
        if whole == 0 {
            text.push('0');
        }
        for place in 0..whole {
            text.push(character(self.digits.get(place).copied()));
        }
        if self.digits.len() > whole {
            text.push('.');
            for _ in self.point..0 {
                text.push('0');
            }
            for digit in self.digits.iter().skip(whole) {
                text.push(character(Some(*digit)));
            }
        }
        text
    }

    /// The number with zeros before it, if it is a whole one that is not negative.
    pub fn padded(&self, width: u8) -> String {
        let plain = self.plain();
        if self.negative || !self.is_whole() {
            return plain;
        }
        let zeros = usize::from(width).saturating_sub(plain.len());
        format!("{}{plain}", "0".repeat(zeros))
    }

    /// Whole days and the seconds of the day, rounded; `None` where no spreadsheet has a date.
    pub fn days_and_seconds(&self) -> Option<(u32, u32)> {
        const FRACTION_DIGITS: i32 = 10;
        const SECONDS: u64 = 24 * 60 * 60;
        /// 9999-12-31.
        const LAST: u32 = 2_958_465;
        if self.negative {
            return None;
        }
        let digit = |place: i32| {
            let digit = usize::try_from(place)
                .ok()
                .and_then(|at| self.digits.get(at));
            u64::from(digit.copied().unwrap_or(0))
        };
        if self.point > 7 {
            return None;
        }
        let days = (0..self.point).fold(0, |days, place| days * 10 + digit(place));
        let (mut fraction, mut unit) = (0, 1);
        for place in 0..FRACTION_DIGITS {
            fraction = fraction * 10 + digit(self.point + place);
            unit *= 10;
        }
        let seconds = (fraction * SECONDS + unit / 2) / unit;
        let days = u32::try_from(days + seconds / SECONDS).ok()?;
        let seconds = u32::try_from(seconds % SECONDS).ok()?;
        (days <= LAST).then_some((days, seconds))
    }
}

fn character(digit: Option<u8>) -> char {
    char::from(b'0' + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_number_is_plain() {
        for (text, plain) in [
            ("13800138000", "13800138000"),
            ("1.38E10", "13800000000"),
            ("1.3800138E+10", "13800138000"),
            ("12.50", "12.5"),
            ("12.00", "12"),
            ("0.30000000000000004", "0.3"),
            ("0.1", "0.1"),
            ("2E-3", "0.002"),
            ("-0.05", "-0.05"),
            ("-0", "0"),
            ("0", "0"),
            (".5", "0.5"),
            ("9.9999999999999999", "10"),
            ("99999999999999.96", "100000000000000"),
            ("007", "7"),
            ("110101199001011234", "110101199001011234"),
        ] {
            assert_eq!(
                Decimal::read(text).unwrap().rounded().plain(),
                plain,
                "{text}"
            );
        }
        for text in [
            "",
            "-",
            ".",
            "1.2.3",
            "1e",
            "0x1",
            "１",
            "1E9999999999",
            "1E400",
            "1E-2147483648",
        ] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }

    #[test]
    fn long_whole_numbers_are_known() {
        for (text, is_long) in [
            ("110101199001011234", true),
            ("1.10101199001011E+17", true),
            ("999999999999999", false),
            ("13800138000", false),
            ("0.1234567890123456789", false),
        ] {
            assert_eq!(
                Decimal::read(text).unwrap().is_too_long(),
                is_long,
                "{text}"
            );
        }
    }

    #[test]
    fn zeros_are_put_before_whole_numbers() {
        for (text, padded) in [
            ("42", "000042"),
            ("1234567", "1234567"),
            ("-1", "-1"),
            ("1.5", "1.5"),
            ("0", "000000"),
        ] {
            assert_eq!(Decimal::read(text).unwrap().padded(6), padded);
        }
    }

    #[test]
    fn a_fraction_of_a_day_is_seconds() {
        for (text, expected) in [
            ("45292", Some((45292, 0))),
            ("45292.5", Some((45292, 43200))),
            ("45292.999999999996", Some((45293, 0))),
            ("0.25", Some((0, 21600))),
            ("1.1574074074074073E-5", Some((0, 1))),
            ("-1", None),
            ("2958466", None),
            ("1E300", None),
        ] {
            assert_eq!(
                Decimal::read(text).unwrap().days_and_seconds(),
                expected,
                "{text}"
            );
        }
    }
}
