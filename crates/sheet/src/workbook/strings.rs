//! The texts that cells share.

use super::WorkbookFault;
use super::xml::{Name, Piece, Xml};

/// How much of the part one slice reads, about; some milliseconds.
const SLICE_BYTES: usize = 256 << 10;

/// Texts by their numbers, in one allocation.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// Reads on in the part from a position; the next position, or `None` at the end.
    pub fn read(&mut self, part: &str, at: usize) -> Result<Option<usize>, WorkbookFault> {
        let mut xml = Xml::new(part.get(at..).unwrap_or_default());
        let mut own = RichText::default();
        loop {
            match xml.next()? {
                Piece::Open(tag) => own.open(tag.name),
                Piece::Text(text) => own.text(&text),
                Piece::Close(Name::SharedText) => {
                    self.text.push_str(&own.take());
                    // What a workbook unpacks to is limited to far less than 4 GB.
                    self.ends
                        .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
                    if xml.position() > SLICE_BYTES {
                        return Ok(Some(at + xml.position()));
                    }
                }
                Piece::Close(name) => own.close(name),
                Piece::End => return Ok(None),
            }
        }
    }
}

/// The text of runs with different looks, without the phonetic notes.
#[derive(Default)]
pub(super) struct RichText {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl RichText {
    pub fn open(&mut self, name: Name) {
        match name {
            Name::Text => self.in_text = true,
            Name::Phonetic => self.in_phonetic = true,
            _ => {}
        }
    }

    pub fn close(&mut self, name: Name) {
        match name {
            Name::Text => self.in_text = false,
            Name::Phonetic => self.in_phonetic = false,
            _ => {}
        }
    }

    pub fn text(&mut self, text: &str) {
        if self.in_text && !self.in_phonetic {
            self.text.push_str(text);
        }
    }

    /// The whole text; the next one begins empty.
    pub fn take(&mut self) -> String {
        let own = std::mem::take(self).text;
        if own.contains("_x") {
            unescaped(&own)
        } else {
            own
        }
    }
}

/// The text with its characters for `_x000D_`, which stands for what XML cannot hold (ECMA-376 part 1, 22.9.2.19).
fn unescaped(text: &str) -> String {
    const BEHIND: usize = 5;
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        found.push_str(before);
        let behind = escape.get(2..).unwrap_or_default();
        let digits = behind.get(..BEHIND).and_then(|own| own.strip_suffix('_'));
        let character = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match character {
            Some(character) => {
                found.push(character);
                rest = behind.get(BEHIND..).unwrap_or_default();
            }
            None => {
                found.push_str("_x");
                rest = behind;
            }
        }
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_come_out_of_their_escapes() {
        for (text, expected) in [
            ("a_x000D_\n", "a\r\n"),
            ("_x005F_x000D_", "_x000D_"),
            ("my_xbox", "my_xbox"),
            ("_x00", "_x00"),
            ("_xD800_", "_xD800_"),
            ("_x张伟_", "_x张伟_"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }
}
