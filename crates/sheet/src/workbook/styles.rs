//! How numbers are shown, as far as it changes what an admin means by them: dates, and numbers with leading zeros.

use super::WorkbookFault;
use super::xml::{Name, Piece, Xml};
use std::collections::BTreeMap;

/// What a number stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shown {
    /// Itself.
    Plain,
    /// A date, a time or both.
    Moment,
    /// A whole number of at least so many digits, as staff numbers are.
    Padded(u8),
}

pub(super) struct Styles {
    /// By the number that a cell has in `s`.
    shown: Vec<Shown>,
    /// Whether day 0 is 1904-01-01, as in files from old Macs.
    pub has_epoch_1904: bool,
}

impl Styles {
    pub fn none(has_epoch_1904: bool) -> Self {
        Self {
            shown: Vec::new(),
            has_epoch_1904,
        }
    }

    pub fn read(text: &str, has_epoch_1904: bool) -> Result<Self, WorkbookFault> {
        let mut codes: BTreeMap<u32, Shown> = BTreeMap::new();
        let mut shown = Vec::new();
        // Both are also found elsewhere: number formats in differences, formats among the named styles.
        let (mut in_codes, mut in_formats) = (false, false);
        let mut xml = Xml::new(text);
        loop {
            match xml.next()? {
                Piece::Open(tag) => match tag.name {
                    Name::NumberFormats => in_codes = true,
                    Name::CellFormats => in_formats = true,
                    Name::NumberFormat if in_codes => {
                        let (mut id, mut own) = (None, Shown::Plain);
                        tag.each_attribute(|name, value| match name {
                            "numFmtId" => id = value.parse().ok(),
                            "formatCode" => own = shown_by_code(&value),
                            _ => {}
                        });
                        if let Some(id) = id {
                            codes.insert(id, own);
                        }
                    }
                    Name::Format if in_formats => {
                        let mut id = 0;
                        tag.each_attribute(|name, value| {
                            if name == "numFmtId" {
                                id = value.parse().unwrap_or(0);
                            }
                        });
                        let own = codes.get(&id).copied();
                        shown.push(own.unwrap_or_else(|| shown_by_number(id)));
                    }
                    _ => {}
                },
                Piece::Close(Name::NumberFormats) => in_codes = false,
                Piece::Close(Name::CellFormats) => in_formats = false,
                Piece::End => break,
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        Ok(Self {
            shown,
            has_epoch_1904,
        })
    }

    pub fn shown(&self, style: usize) -> Shown {
        self.shown.get(style).copied().unwrap_or(Shown::Plain)
    }
}

/// The formats that have a number instead of a code (ECMA-376 part 1, 18.8.30), with those of Chinese and Japanese.
fn shown_by_number(id: u32) -> Shown {
    match id {
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Moment,
        _ => Shown::Plain,
    }
}

fn shown_by_code(code: &str) -> Shown {
    if (2..=32).contains(&code.len()) && code.bytes().all(|byte| byte == b'0') {
        return u8::try_from(code.len()).map_or(Shown::Plain, Shown::Padded);
    }
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            // What follows is for negative numbers.
            ';' => break,
            '"' => {
                characters.by_ref().find(|end| *end == '"');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                // Colours, conditions and languages, but also elapsed time: `[h]`.
                let inside: String = characters.by_ref().take_while(|end| *end != ']').collect();
                if !inside.is_empty()
                    && inside
                        .chars()
                        .all(|inner| matches!(inner, 'h' | 'H' | 'm' | 'M' | 's' | 'S'))
                {
                    return Shown::Moment;
                }
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return Shown::Moment,
            _ => {}
        }
    }
    Shown::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_a_number_stands_for() {
        for (code, shown) in [
            ("yyyy\\-mm\\-dd", Shown::Moment),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Shown::Moment),
            ("[h]:mm", Shown::Moment),
            ("General", Shown::Plain),
            ("0.00E+00", Shown::Plain),
            ("[Red]#,##0.00_);\"days\"", Shown::Plain),
            ("\"day\" 0", Shown::Plain),
            ("@", Shown::Plain),
            ("000000", Shown::Padded(6)),
            ("0", Shown::Plain),
            ("\"", Shown::Plain),
        ] {
            assert_eq!(shown_by_code(code), shown, "{code}");
        }
    }
}
