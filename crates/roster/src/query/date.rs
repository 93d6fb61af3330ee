//! Dates as somebody types them.

/// A date or its beginning with all leading zeros: `2024-01-05` for `2024/1/5`. None for what is no date.
pub(super) fn full_date(text: &str) -> Option<String> {
    let end = text.find(['t', ' ']).unwrap_or(text.len());
    let (day, time) = text.split_at(end);
    let mut parts = day.split(['-', '/']);
    let year = parts.next()?;
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(year) || year.len() > 4 {
        return None;
    }
    let mut full = year.to_owned();
    let mut month = 0;
    let mut count = 1;
    for part in parts {
        count += 1;
        let unfinished = part.is_empty() && time.is_empty();
        if count > 3 || part.len() > 2 || year.len() < 4 || !(unfinished || are_digits(part)) {
            return None;
        }
        let number = part.parse().unwrap_or(0);
        let last = if count == 2 {
            month = number;
            12
        } else {
            days(year.parse().ok()?, month)
        };
        // A nought may be the first figure of two.
        if number > last || (number == 0 && part.len() == 2) {
            return None;
        }
        full.push('-');
        if part.len() == 1 {
            full.push('0');
        }
        full.push_str(part);
    }
    if !time.is_empty() && count < 3 {
        return None;
    }
    full.push_str(time);
    Some(full)
}

/// The last day of a month.
fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
