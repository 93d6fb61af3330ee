//! Rows as a file of comma-separated values that spreadsheets open as they are, and in which no cell is a formula; and the
//! way back.

/// What a formula begins with, in a spreadsheet or in one of its imports.
const OPENINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The rows, the heading first, as RFC 4180 has it. A byte order mark leads, because Excel takes a file without one for
/// the system's own encoding and breaks every Chinese name. A cell that would be a formula gets an apostrophe before it.
pub fn delimited_text<'a, Row>(rows: impl IntoIterator<Item = Row>) -> String
where
    Row: IntoIterator<Item = &'a str>,
{
    let mut text = String::from('\u{feff}');
    for row in rows {
        for (index, cell) in row.into_iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    // Spreadsheets run such cells as formulas, and a user's name is whatever somebody typed at the vendor. One that has
    // the apostrophe already gets another, so that reading gives back what was written.
    let is_formula = cell.trim_start_matches('\'').starts_with(OPENINGS);
    // Unquoted, the first would be Excel's line that names the delimiter.
    let is_quoted = is_formula || cell.starts_with("sep=") || cell.contains([',', '"', '\n', '\r']);
    if is_quoted {
        text.push('"');
    }
    if is_formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    if is_quoted {
        text.push('"');
    }
}

/// The cell without the apostrophe that [`delimited_text`] put before it.
pub fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(OPENINGS) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would run the cell. Telephone numbers (`+86 138-0013-8000`), negative numbers and dashes for
/// nothing begin alike and are none.
pub(crate) fn looks_like_formula(cell: &str) -> bool {
    let shown = unescaped(cell).trim_start();
    let mut rest = shown.chars();
    match rest.next() {
        Some('=' | '＝' | '@' | '＠') => true,
        Some('+' | '＋' | '-' | '－') => {
            let is_number = rest.clone().any(|character| character.is_ascii_digit())
                && rest
                    .clone()
                    .all(|character| matches!(character, '0'..='9' | ' ' | '-' | '(' | ')' | '.'));
            let is_dash = rest.all(|character| matches!(character, '-' | '－'));
            !(is_number || is_dash && !shown.starts_with(['+', '＋']))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_would_break_a_row() {
        let rows = [vec!["登录名", "name"], vec!["a,b", "say \"hi\"\r\nthere"]];
        assert_eq!(
            delimited_text(rows),
            "\u{feff}登录名,name\r\n\"a,b\",\"say \"\"hi\"\"\r\nthere\"\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for first in ["=", "+", "-", "@", "\t", "\r", "＝"] {
            let cell = format!("{first}cmd|' /C calc'!A0");
            let text = delimited_text([[cell.as_str()]]);
            assert!(text.starts_with("\u{feff}\"'"), "{text:?}");
        }
        assert_eq!(delimited_text([["sep=", ""]]), "\u{feff}\"sep=\",\r\n");
        assert_eq!(delimited_text([["a=b", "", "'c"]]), "\u{feff}a=b,,'c\r\n");
    }

    #[test]
    fn the_apostrophe_comes_off_again() {
        for (cell, written) in [
            ("=1", "'=1"),
            ("'=1", "''=1"),
            ("+86138", "'+86138"),
            ("'c", "'c"),
            ("'", "'"),
        ] {
            assert!(delimited_text([[cell]]).contains(written), "{cell}");
            assert_eq!(unescaped(written), cell);
        }
    }

    #[test]
    fn a_telephone_number_is_no_formula() {
        for cell in [
            "+8613800138000",
            "'+86 138-0013-8000",
            "+1 (555) 010.9999",
            "-5",
            "-0.5",
            "-",
            "--",
            "a=b",
            "",
            "张",
        ] {
            assert!(!looks_like_formula(cell), "{cell}");
        }
        for cell in [
            "=1+1",
            "'=1",
            " =1",
            "+1+1",
            "+A1",
            "-A1",
            "@SUM(A1)",
            "＝1",
            "+",
            "-1+cmd|' /C calc'!A0",
        ] {
            assert!(looks_like_formula(cell), "{cell}");
        }
    }
}
