//! Seconds since the Unix epoch as the dates that vendors and HTTP write.

/// China has kept one time, eight hours ahead of UTC, since 1991; the vendors' dates carry no zone.
const SHANGHAI_SECONDS: u64 = 8 * 3600;

struct Civil {
    year: u64,
    month: u64,
    day: u64,
    second_of_day: u64,
    days_since_epoch: u64,
}

/// Howard Hinnant's `civil_from_days`, for days that are not before 1970.
fn civil(seconds: u64) -> Civil {
    // The year 9999 is the last that four digits can write.
    let seconds = seconds.min(253_402_300_799);
    let days_since_epoch = seconds / 86_400;
    let shifted = days_since_epoch + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    Civil {
        year: year_of_era + era * 400 + u64::from(month <= 2),
        month,
        day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
        second_of_day: seconds % 86_400,
        days_since_epoch,
    }
}

fn clock(second_of_day: u64) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        second_of_day / 3600,
        second_of_day / 60 % 60,
        second_of_day % 60
    )
}

/// A date in Shanghai, such as `2023-11-03`.
pub(crate) fn shanghai_date(seconds: u64) -> String {
    let civil = civil(seconds.saturating_add(SHANGHAI_SECONDS));
    format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
}

/// A date and a time in Shanghai, such as `2023-11-03 13:35:01`.
pub(crate) fn shanghai_time(seconds: u64) -> String {
    let civil = civil(seconds.saturating_add(SHANGHAI_SECONDS));
    format!("{} {}", shanghai_date(seconds), clock(civil.second_of_day))
}

/// The value of an HTTP `Date` header, such as `Fri, 03 Nov 2023 05:35:01 GMT`.
pub(crate) fn http_date(seconds: u64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let civil = civil(seconds);
    let day = DAYS[(civil.days_since_epoch % 7) as usize];
    let month = MONTHS[(civil.month.clamp(1, 12) - 1) as usize];
    format!(
        "{day}, {:02} {month} {:04} {} GMT",
        civil.day,
        civil.year,
        clock(civil.second_of_day)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments_are_written_as_the_vendors_write_them() {
        // Checked against `date -u`.
        assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(http_date(1_698_989_701), "Fri, 03 Nov 2023 05:35:01 GMT");
        assert_eq!(http_date(1_709_164_800), "Thu, 29 Feb 2024 00:00:00 GMT");
        assert_eq!(shanghai_time(1_698_989_701), "2023-11-03 13:35:01");
        assert_eq!(shanghai_date(1_704_038_400), "2024-01-01");
    }

    #[test]
    fn no_number_is_too_large() {
        assert!(http_date(u64::MAX).ends_with("9999 23:59:59 GMT"));
        assert!(shanghai_time(u64::MAX).starts_with("9999-12-31"));
    }
}
