//! Whether a text is sure to fit into a cell, guessed from its letters. Pure.
//!
//! A cell that may have to cut its text off is a layer of its own for the browser, which it looks at in every frame that
//! scrolls. Hardly any text needs that, and measuring it would cost more than it saves. So the guess errs to the safe side.

/// Whether the text fits into so many pixels, set in letters of so many pixels, which are all as wide or not.
pub(super) fn surely_fits(text: &str, room: u32, letter: u32, is_mono: bool) -> bool {
    // In hundredths of a letter's height, as wide as in the widest of the faces that systems have: DejaVu Sans and Verdana.
    let needed: u64 = text
        .chars()
        .map(|character| match character {
            ' '..='~' if is_mono => 62,
            'i' | 'j' | 'l' | 'f' | 't' | 'r' | '.' | ',' | ':' | ';' | '\'' | '|' | '-' | ' '
            | '/' => 46,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 110,
            'a'..='z' | '0'..='9' | '_' => 65,
            ' '..='~' => 86,
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
        assert!(surely_fits("user_073514", 160 - 24, 13, false));
        assert!(surely_fits("2024-01-31 08:30:00", 200 - 24, 13, false));
        assert!(surely_fits("用户73514", 160 - 24, 13, false));
        assert!(surely_fits(
            "156e87cb-3930-273f-8e30-a91f07667722",
            320 - 24,
            13,
            false
        ));
        assert!(surely_fits("2019-03-22 17:41:23", 174 - 24, 13, false));
        assert!(surely_fits("Disabled", 106 - 38, 13, false));
        assert!(surely_fits("", 0, 13, false));
    }

    #[test]
    fn what_may_be_cut_off_does_not() {
        assert!(!surely_fits("user_073514", 80, 13, false));
        assert!(!surely_fits("用户用户用户用户", 100, 13, false));
        assert!(!surely_fits("WWWWWWWWWW", 100, 13, false));
        assert!(!surely_fits("illi.ill", 60, 13, true), "all as wide");
        assert!(
            !surely_fits("user_073514", 136, 26, false),
            "larger letters"
        );
        assert!(!surely_fits(
            &"x".repeat(1_000_000),
            u32::MAX / 1_000,
            13,
            false
        ));
    }
}
