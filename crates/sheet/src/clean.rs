//! A cell without what nobody typed on purpose.

/// The text without white space at its ends, with ordinary spaces for the others that word processors and input methods
/// put in, and without characters that are not seen: zero-width spaces, byte order marks, and the marks for the writing
/// direction that come along with a number copied from a contact.
///
/// Joiners (U+200C, U+200D) stay within the text: emoji and some scripts are written with them.
pub fn cleaned(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|character| {
            !matches!(character,
                '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .map(|character| match character {
            '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}' => ' ',
            other => other,
        })
        .collect();
    kept.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '\u{200c}' | '\u{200d}')
    })
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_away_what_nobody_typed() {
        for (text, expected) in [
            ("\u{feff}zhang\u{200b}wei\u{a0}", "zhangwei"),
            ("\u{202d}13800138000\u{202c}", "13800138000"),
            ("　张　伟　", "张 伟"),
            ("a\u{2003}b\t\r\n", "a b"),
            ("👩\u{200d}💻\u{200d}", "👩\u{200d}💻"),
            ("", ""),
            ("\u{3000}\u{200b}", ""),
        ] {
            assert_eq!(cleaned(text), expected, "{text:?}");
        }
    }
}
