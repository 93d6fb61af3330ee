//! Whether a text is sure to fit into a cell, guessed from its letters. Pure.
//!
//! A cell that may have to cut its text off is a layer of its own for the browser, which it looks at in every frame that
//! scrolls. Hardly any text needs that, and measuring it would cost more than it saves. So the guess errs to the safe side.

/// Whether the text fits into so many pixels, set in letters of so many pixels.
pub(super) fn surely_fits(text: &str, room: u32, letter: u32) -> bool {
    // In hundredths of a letter's height.
    let needed: u64 = text
        .chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' => 40,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 110,
            'A'..='Z' => 85,
            ' '..='~' => 68,
            // The widest there are: what is joined of several is counted for each of them.
            _ => 125,
        })
        .sum();
    needed * u64::from(letter) <= u64::from(room) * 100
}

#[cfg(test)]
mod tests {
    use super::surely_fits;

    #[test]
    fn texts_of_everyday_lists_fit_their_columns() {
        assert!(surely_fits("user_073514", 160 - 24, 13));
        assert!(surely_fits("2024-01-31 08:30:00", 200 - 24, 13));
        assert!(surely_fits("用户73514", 160 - 24, 13));
        assert!(surely_fits("", 0, 13));
    }

    #[test]
    fn what_may_be_cut_off_does_not() {
        assert!(!surely_fits("user_073514", 80, 13));
        assert!(!surely_fits("用户用户用户用户", 100, 13));
        assert!(!surely_fits("WWWWWWWWWW", 100, 13));
        assert!(!surely_fits("user_073514", 136, 26), "larger letters");
        assert!(!surely_fits(&"x".repeat(1_000_000), u32::MAX / 1_000, 13));
    }
}
