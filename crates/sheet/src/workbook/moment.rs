//! A date or a time that a workbook has as a number of days, as ISO 8601 has it. There is no zone: none is in the file.

use std::fmt::Write;

/// `2024-01-31`, `2024-01-31T08:30:00`, or `08:30:00` where there is no day.
pub(super) fn iso(days: u32, seconds: u32, has_epoch_1904: bool) -> String {
    let mut text = String::new();
    // Writing into a string does not fail.
    if days > 0 || has_epoch_1904 && seconds == 0 {
        let (year, month, day) = date(days, has_epoch_1904);
        let _ = write!(text, "{year:04}-{month:02}-{day:02}");
    }
    if seconds > 0 || text.is_empty() {
        if !text.is_empty() {
            text.push('T');
        }
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let _ = write!(text, "{hour:02}:{minute:02}:{second:02}");
    }
    text
}

/// The day of the Gregorian calendar. Spreadsheets have a 29 February 1900, which there was not, as day 60.
fn date(days: u32, has_epoch_1904: bool) -> (u32, u32, u32) {
    /// Days from 1 March of the year 0, with which 400-year periods and leap days end, to the two epochs.
    const TO_1899_12_30: u32 = 693_899;
    const TO_1904_01_01: u32 = 695_361;
    let days = match (has_epoch_1904, days) {
        (true, _) => TO_1904_01_01 + days,
        (false, 60) => return (1900, 2, 29),
        (false, 0..60) => TO_1899_12_30 + 1 + days,
        (false, _) => TO_1899_12_30 + days,
    };
    let (period, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // From March on, every five months have 153 days.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (period * 400 + year + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, has_epoch_1904, expected) in [
            (1, false, "1900-01-01"),
            (59, false, "1900-02-28"),
            (60, false, "1900-02-29"),
            (61, false, "1900-03-01"),
            (25_569, false, "1970-01-01"),
            (36_585, false, "2000-02-29"),
            (45_322, false, "2024-01-31"),
            (45_351, false, "2024-02-29"),
            (45_657, false, "2024-12-31"),
            (2_958_465, false, "9999-12-31"),
            (0, true, "1904-01-01"),
            (43_860, true, "2024-01-31"),
        ] {
            assert_eq!(iso(days, 0, has_epoch_1904), expected);
        }
        assert_eq!(iso(45_322, 30_600, false), "2024-01-31T08:30:00");
        assert_eq!(iso(0, 86_399, false), "23:59:59");
        assert_eq!(iso(0, 0, false), "00:00:00");
    }
}
