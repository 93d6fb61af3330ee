//! Reads delimited text in slices: RFC 4180, and what people have instead.
//!
//! Rows end with CR, LF or both. A quotation mark within a cell that does not begin with one is a character like others.
//! What is no RFC 4180 is read as it was most likely meant, and told as a flaw.

use super::delimiter::{Delimiter, named};
use crate::Cause;
use crate::gathering::Gathering;
use crate::row::{Progress, percent};

/// How much text one slice reads at most, however long its rows are; some milliseconds.
const SLICE_BYTES: usize = 1 << 20;
const QUOTE: u8 = b'"';

/// A text that is being read.
pub struct Reader {
    text: String,
    /// Where the next row begins.
    at: usize,
    row: u32,
    delimiter: u8,
    gathering: Gathering,
    /// A cell whose quotation marks are taken out.
    unquoted: String,
}

impl Reader {
    /// Begins to read a decoded text, with or without a byte order mark.
    pub fn new(text: String, delimiter: Delimiter) -> Self {
        let mark = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let line = text.get(mark..).and_then(named).map_or(0, |(end, _)| end);
        Self {
            text,
            at: mark + line,
            row: 0,
            delimiter: delimiter.byte(),
            gathering: Gathering::new(),
            unquoted: String::new(),
        }
    }

    /// Reads on: at most this many rows that are not empty, and at most about a megabyte.
    pub fn read(&mut self, max_rows: usize) -> Progress {
        let stop = self.at.saturating_add(SLICE_BYTES);
        while !self.has_finished() && self.gathering.waiting() < max_rows && self.at < stop {
            self.read_row();
        }
        let finished = self.has_finished();
        self.gathering
            .take(percent(self.at, self.text.len()), finished)
    }

    fn has_finished(&self) -> bool {
        self.at >= self.text.len() || self.gathering.has_ended()
    }

    fn read_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.gathering.begin_row(self.row);
        loop {
            self.read_cell();
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    let is_pair = self.text.as_bytes().get(self.at + 1) == Some(&b'\n');
                    self.at += if is_pair { 2 } else { 1 };
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        self.gathering.end_row();
    }

    /// Reads to the delimiter, the end of the row or the end of the text.
    fn read_cell(&mut self) {
        if self.text.as_bytes().get(self.at) == Some(&QUOTE) {
            match self.unquote() {
                Some(close) => {
                    let end = self.plain_end(close);
                    let rest = self.text.get(close..end).unwrap_or_default();
                    if !rest.trim_matches(' ').is_empty() {
                        self.gathering.tell(Cause::TextAfterQuote);
                        self.unquoted.push_str(rest);
                    }
                    self.gathering.put_cell(&self.unquoted);
                    self.at = end;
                    return;
                }
                // All that follows would be in this cell. This happens once a text at most: without a closing mark, what
                // follows has pairs of marks only, and a pair at the beginning of a cell closes it.
                None => self.gathering.tell(Cause::UnclosedQuote),
            }
        }
        let end = self.plain_end(self.at);
        let cell = self.text.get(self.at..end).unwrap_or_default();
        self.gathering.put_cell(cell);
        self.at = end;
    }

    /// Where a cell without quotation marks ends that goes on at `from`.
    fn plain_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes().get(from..).unwrap_or_default();
        let delimiter = self.delimiter;
        let length = bytes
            .iter()
            .position(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'\r');
        from + length.unwrap_or(bytes.len())
    }

    /// Puts the quoted cell into `unquoted`, and says where its closing mark has ended; `None` if there is none.
    fn unquote(&mut self) -> Option<usize> {
        self.unquoted.clear();
        let mut from = self.at + 1;
        loop {
            let rest = self.text.get(from..)?;
            let mark = rest.bytes().position(|byte| byte == QUOTE)?;
            self.unquoted.push_str(rest.get(..mark)?);
            from += mark + 1;
            if self.text.as_bytes().get(from) != Some(&QUOTE) {
                return Some(from);
            }
            self.unquoted.push('"');
            from += 1;
        }
    }
}
