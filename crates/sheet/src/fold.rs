//! One form for texts that a person takes for the same: letter case and the width of characters do not count.

/// The text in lower case, with the full-width forms that Chinese input methods produce (`Ａ`, `１`, `＠`, the
/// ideographic space) as their ordinary counterparts.
pub fn fold(text: &str) -> String {
    text.chars()
        .map(narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The half-width counterpart of a full-width form; other characters as they are.
fn narrow(character: char) -> char {
    /// How far the full-width forms stand from ASCII.
    const SHIFT: u32 = 0xfee0;
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - SHIFT).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_width_do_not_count() {
        assert_eq!(
            fold("Ｚｈａｎｇ＠Example．COM　１２"),
            "zhang@example.com 12"
        );
        assert_eq!(fold("ÄÖÜ Straße"), "äöü straße");
        assert_eq!(fold("张伟 👩‍💻"), "张伟 👩‍💻");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Ａｂ１", "İstanbul", "ǅ", "张", "", "ﬀ"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
