//! Finds a secret in somebody else's text, however that text writes its characters: as they are, percent-encoded once or
//! more, as a form, within JSON or within HTML, and all of these mixed.

/// What stands where a secret stood.
const DOTS: &str = "••••••";
/// Shorter secrets are left alone: they would tear holes into ordinary words.
const SHORTEST: usize = 4;
/// The longest way to write one character, `%2525XX` or `&#x0041;`: so much may be missing where a text was cut.
const LONGEST: usize = 8;

/// The text with dots for every occurrence. With `cut`, the text may break off within a secret, and what is left of that
/// goes as well.
pub(crate) fn mask(text: &str, secret: &str, cut: bool) -> String {
    if secret.chars().count() < SHORTEST {
        return text.to_owned();
    }
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // Most characters neither begin the secret nor stand for another one.
        let may_begin = rest.as_bytes().first().is_some_and(|byte| {
            b"%\\&+".contains(byte)
                || secret
                    .as_bytes()
                    .first()
                    .is_some_and(|own| own.eq_ignore_ascii_case(byte))
        });
        let found = may_begin.then(|| end(rest.as_bytes(), secret.as_bytes(), cut));
        match found.flatten().and_then(|end| rest.get(end..)) {
            Some(behind) => {
                masked.push_str(DOTS);
                rest = behind;
            }
            None => {
                masked.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    masked
}

/// Where the secret ends with which a text begins.
fn end(text: &[u8], secret: &[u8], cut: bool) -> Option<usize> {
    // Where a character can be read in two ways, the other one is tried when the first leads nowhere.
    let mut open = vec![(0, 0)];
    let mut cut_off = None;
    while let Some((at, known)) = open.pop() {
        let Some(wanted) = secret.get(known) else {
            return Some(at);
        };
        let rest = text.get(at..).unwrap_or_default();
        let breaks_off = rest.is_empty() || (rest.len() < LONGEST && b"%\\&".contains(&rest[0]));
        if cut && known >= SHORTEST && breaks_off {
            cut_off = Some(text.len());
        }
        for (byte, length) in readings(rest) {
            if byte.eq_ignore_ascii_case(wanted) {
                open.push((at + length, known + 1));
            }
        }
    }
    cut_off
}

/// The byte that a text may begin with, and how much of the text that takes, in every way to read it.
fn readings(text: &[u8]) -> Vec<(u8, usize)> {
    let mut all: Vec<(u8, usize)> = encoded(text).into_iter().flatten().collect();
    for at in 0..all.len() {
        let (byte, length) = all[at];
        match byte {
            b'+' => all.push((b' ', length)),
            b'&' => all.extend(reference(text)),
            // What JSON escapes may be percent-encoded as a whole.
            b'\\' => {
                let behind = encoded(text.get(length..).unwrap_or_default());
                let escaped = behind.into_iter().flatten();
                all.extend(
                    escaped
                        .filter(|(byte, _)| b"\"\\/'".contains(byte))
                        .map(|(byte, more)| (byte, length + more)),
                );
                if text.starts_with(b"\\u00") {
                    all.extend(hexadecimal(text, 4).map(|byte| (byte, 6)));
                }
            }
            _ => {}
        }
    }
    all
}

/// The byte as it stands there, and as it is percent-encoded once, twice and three times.
fn encoded(text: &[u8]) -> [Option<(u8, usize)>; 4] {
    let Some(first) = text.first().copied() else {
        return [None; 4];
    };
    let again = |(byte, length)| {
        let next = hexadecimal(text, length).filter(|_| byte == b'%');
        next.map(|byte| (byte, length + 2))
    };
    let once = hexadecimal(text, 1)
        .filter(|_| first == b'%')
        .map(|byte| (byte, 3));
    let twice = once.and_then(again);
    [Some((first, 1)), once, twice, twice.and_then(again)]
}

fn hexadecimal(text: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(at)? * 16 + digit(at + 1)?).ok()
}

/// A character reference of HTML, to a character of ASCII.
fn reference(text: &[u8]) -> Option<(u8, usize)> {
    let length = text
        .iter()
        .take(LONGEST + 1)
        .position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(text.get(1..length)?).ok()?;
    let byte = match name {
        "amp" => b'&',
        "lt" => b'<',
        "gt" => b'>',
        "quot" => b'"',
        "apos" => b'\'',
        _ => {
            let number = name.strip_prefix('#')?;
            match number.strip_prefix(['x', 'X']) {
                Some(digits) => u8::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            }
        }
    };
    byte.is_ascii().then_some((byte, length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "s3/c%ret+k\"e&y密 2";

    #[test]
    fn every_spelling_is_found() {
        for written in [
            SECRET,
            "s3%2Fc%25ret%2Bk%22e%26y%E5%AF%86%202",
            "s3%2fc%25ret%2bk%22e%26y%e5%af%86%202",
            "s3%2Fc%25ret%2Bk%22e%26y%E5%AF%86+2",
            "s3%252Fc%2525ret%252Bk%2522e%2526y%25E5%25AF%2586%25202",
            "s3%25252Fc%252525ret%25252Bk%252522e%252526y%2525E5%2525AF%252586%2525202",
            "s3\\/c%ret+k\\\"e&y密 2",
            "s3\\u002Fc%ret+k\\u0022e\\u0026y密 2",
            "s3/c%ret+k&quot;e&amp;y密 2",
            "s3&#47;c%ret+k&#x22;e&#38;y密 2",
            "s3%2Fc%25ret+k\\\"e&amp;y密 2",
            "s3%5C%2Fc%25ret%2Bk%5C%22e%26y%E5%AF%86%202",
        ] {
            assert_eq!(
                mask(&format!("a {written} b {written}"), SECRET, false),
                "a •••••• b ••••••",
                "{written}"
            );
            assert_eq!(
                mask(&format!("密{written}密"), SECRET, true),
                "密••••••密",
                "{written}"
            );
        }
    }

    #[test]
    fn a_cut_one_goes_too_where_the_text_may_be_cut() {
        for cut in [
            "s3/c",
            "s3/c%25re",
            "s3/c%25",
            "s3/c%2",
            "s3/c%",
            "s3/c%ret+k&quo",
            "s3/c%ret+k\\u00",
        ] {
            let text = format!("a {cut}");
            assert_eq!(mask(&text, SECRET, true), "a ••••••", "{cut}");
            assert_eq!(mask(&text, SECRET, false), text);
        }
        assert_eq!(mask("a s3/", SECRET, true), "a s3/");
        assert_eq!(mask("a s3/c b", SECRET, true), "a s3/c b");
    }

    #[test]
    fn nothing_else_is_touched() {
        for text in [
            "",
            "%",
            "100%",
            "%zz &nothing; \\u00zz",
            "密%E5%AF",
            "&#300; &#;",
            "s3/c%ret",
        ] {
            assert_eq!(mask(text, SECRET, false), text);
        }
        assert_eq!(mask("a%20b c", "a b", true), "a%20b c");
    }
}
