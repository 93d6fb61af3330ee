//! Rows as a file of comma-separated values that spreadsheets open as they are, and in which no cell is a formula.

/// The rows, the heading first, as RFC 4180 has it. A byte order mark leads, because Excel takes a file without one for
/// the system's own encoding and breaks every Chinese name.
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
    // Spreadsheets run such cells as formulas, and a user's name is whatever somebody typed at the vendor.
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let is_quoted = is_formula || cell.contains([',', '"', '\n', '\r']);
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
        assert_eq!(delimited_text([["a=b", "", "'c"]]), "\u{feff}a=b,,'c\r\n");
    }
}
