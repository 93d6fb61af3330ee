//! What is said while the work goes on. Plain lines: they must read well in a terminal and in a log of a build server.

use std::time::Duration;

/// Announces a part of the work and why it may take long.
pub fn heading(text: &str) {
    println!("\n== {text}");
}

/// One line about something that is going on.
pub fn line(text: &str) {
    println!("   {text}");
}

/// A time as a person would say it: `42 s`, `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{}.{} s", seconds, time.subsec_millis() / 100)
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// A number of bytes with a space between the thousands.
pub fn bytes(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_say_them() {
        assert_eq!(duration(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(bytes(0), "0");
        assert_eq!(bytes(999), "999");
        assert_eq!(bytes(220_000), "220 000");
        assert_eq!(bytes(1_234_567), "1 234 567");
    }
}
