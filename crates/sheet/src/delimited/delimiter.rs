//! What stands between the cells.

use super::reader::Reader;

/// What stands between the cells of a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, which spreadsheets write where the comma is the decimal mark.
    Semicolon,
    /// The tabulator: TSV, and every spreadsheet's cells on the clipboard.
    Tab,
}

impl Delimiter {
    /// All of them, the one that is meant where nothing tells them apart first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Tab, Self::Semicolon];

    /// The character itself.
    pub fn character(self) -> char {
        char::from(self.byte())
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// The delimiter that a text seems to have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DetectedDelimiter {
    /// Which.
    pub delimiter: Delimiter,
    /// Whether it alone divides the first row, or none divides any, so that nobody needs to be asked.
    pub certain: bool,
}

/// Excel's line before all rows that names the delimiter: where the rows begin, and what it names.
pub(super) fn named(text: &str) -> Option<(usize, Delimiter)> {
    let rest = text.strip_prefix("sep=")?;
    let delimiter = Delimiter::ALL
        .into_iter()
        .find(|delimiter| rest.starts_with(delimiter.character()))?;
    let behind = rest.get(1..)?;
    let end = if behind.starts_with("\r\n") {
        2
    } else if behind.starts_with(['\r', '\n']) {
        1
    } else if behind.is_empty() {
        0
    } else {
        return None;
    };
    Some((text.len() - behind.len() + end, delimiter))
}

/// Looks at the beginning of a text: the delimiter with which the rows have the same number of cells, and more than one.
/// A text of one column has none to be found, and is read alike with any: comma, certainly.
pub fn detect_delimiter(text: &str) -> DetectedDelimiter {
    const BYTES: usize = 64 << 10;
    const ROWS: usize = 30;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some((_, delimiter)) = named(text) {
        return DetectedDelimiter {
            delimiter,
            certain: true,
        };
    }
    let end = (0..=text.len().min(BYTES))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    let beginning = text.get(..end.unwrap_or(0)).unwrap_or_default();
    let is_cut = beginning.len() < text.len();
    let mut best = (Delimiter::Comma, 0);
    let (mut dividing, mut dividing_first) = (0, 0);
    for delimiter in Delimiter::ALL {
        let mut rows = Reader::new(beginning.to_owned(), delimiter).read(ROWS).rows;
        if is_cut && rows.len() > 1 && rows.len() < ROWS {
            rows.pop();
        }
        let lengths: Vec<usize> = rows.iter().map(crate::Row::len).collect();
        let widest = lengths.iter().copied().max().unwrap_or(0);
        if widest < 2 {
            continue;
        }
        dividing += 1;
        let several = lengths.iter().filter(|length| **length > 1).count();
        let alike = lengths
            .iter()
            .map(|length| lengths.iter().filter(|other| *other == length).count())
            .max()
            .unwrap_or(0);
        // The heading counts most, then that rows are divided at all, then that they are divided alike.
        let divides_first = usize::from(lengths.first().is_some_and(|length| *length > 1));
        let points = several * 4 + alike * 2 + divides_first * ROWS * 8;
        dividing_first += divides_first;
        if points > best.1 {
            best = (delimiter, points);
        }
    }
    DetectedDelimiter {
        delimiter: best.0,
        certain: dividing == 0 || dividing_first == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_divides_the_rows() {
        for (text, delimiter, certain) in [
            ("a,b\n1,2\n", Delimiter::Comma, true),
            ("a\tb\n1\t2\n", Delimiter::Tab, true),
            ("a;b\r\n1;2\r\n", Delimiter::Semicolon, true),
            (
                "登录名;昵称\nzhang;\"a, b; c\"\n",
                Delimiter::Semicolon,
                true,
            ),
            ("a\tb\n1,5\t2\n3,7\t4", Delimiter::Tab, true),
            ("a;b\n1,5;2,5\n", Delimiter::Semicolon, true),
            ("a,b\n1;x,2\n3,4\n", Delimiter::Comma, true),
            ("a,b;c\n1,2;3\n4,5;6\n", Delimiter::Comma, false),
            ("names\nzhang,wei\n", Delimiter::Comma, false),
            ("zhang\nli\n", Delimiter::Comma, true),
            ("", Delimiter::Comma, true),
            ("\u{feff}sep=;\r\na,b;c", Delimiter::Semicolon, true),
        ] {
            let expected = DetectedDelimiter { delimiter, certain };
            assert_eq!(detect_delimiter(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_judged_by_its_beginning() {
        let text = "name;张伟\n".repeat(50_000);
        assert_eq!(detect_delimiter(&text).delimiter, Delimiter::Semicolon);
    }
}
