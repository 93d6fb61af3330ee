//! How a whole number is written.

/// A whole number with its thousands apart, as both Chinese and English write it: 2,184.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let grouped: Vec<String> = [0, 999, 1000, 2184, 1_234_567]
            .into_iter()
            .map(grouped)
            .collect();
        assert_eq!(grouped, ["0", "999", "1,000", "2,184", "1,234,567"]);
    }
}
