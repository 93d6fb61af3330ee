//! An entry of the archive on its way to text, a piece at a time, no longer than it says and with the checksum it says.

use super::WorkbookFault;
use super::archive::Packing;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};
use std::ops::Range;
use std::rc::Rc;

/// What one step unpacks at most; some milliseconds.
const STEP_BYTES: usize = 256 << 10;
const PIECE_BYTES: usize = 64 << 10;

pub(super) struct Inflation {
    bytes: Rc<Vec<u8>>,
    /// What is still packed.
    packed: Range<usize>,
    /// `None` for an entry that is stored as it is.
    state: Option<Box<InflateState>>,
    /// How many bytes the directory says there will be.
    promised: usize,
    unpacked: usize,
    checksum: Checksum,
    expected: u32,
    text: String,
    /// The beginning of a character whose end is in the next piece.
    cut: Vec<u8>,
}

impl Inflation {
    pub fn new(
        bytes: Rc<Vec<u8>>,
        packed: Range<usize>,
        packing: Packing,
        promised: usize,
        expected: u32,
    ) -> Self {
        let state =
            (packing == Packing::Deflated).then(|| InflateState::new_boxed(DataFormat::Raw));
        Self {
            bytes,
            packed,
            state,
            promised,
            unpacked: 0,
            checksum: Checksum::default(),
            expected,
            text: String::new(),
            cut: Vec::new(),
        }
    }

    /// How many bytes the directory says there will be.
    pub fn promised(&self) -> usize {
        self.promised
    }

    /// How many bytes there are by now.
    pub fn unpacked(&self) -> usize {
        self.unpacked
    }

    /// Unpacks up to a quarter of a megabyte. The text comes once it is whole.
    pub fn step(&mut self) -> Result<Option<String>, WorkbookFault> {
        let mut piece = vec![0; PIECE_BYTES];
        let stop = self.unpacked.saturating_add(STEP_BYTES);
        while self.unpacked < stop {
            let (length, ended) = self.fill(&mut piece)?;
            let own = piece.get(..length).unwrap_or_default();
            self.unpacked += length;
            // Or else somebody promises little to unpack much.
            if self.unpacked > self.promised {
                return Err(WorkbookFault::Damaged);
            }
            self.checksum.add(own);
            self.push(own)?;
            if ended {
                let is_whole = self.unpacked == self.promised
                    && self.checksum.value() == self.expected
                    && self.cut.is_empty();
                return if is_whole {
                    Ok(Some(std::mem::take(&mut self.text)))
                } else {
                    Err(WorkbookFault::Damaged)
                };
            }
        }
        Ok(None)
    }

    /// All steps at once, for a small part.
    pub fn finish(mut self) -> Result<String, WorkbookFault> {
        loop {
            if let Some(text) = self.step()? {
                return Ok(text);
            }
        }
    }

    /// The next bytes, and whether they are the last.
    fn fill(&mut self, piece: &mut [u8]) -> Result<(usize, bool), WorkbookFault> {
        let packed = self
            .bytes
            .get(self.packed.clone())
            .ok_or(WorkbookFault::Damaged)?;
        let Some(state) = &mut self.state else {
            let length = packed.len().min(piece.len());
            let (own, _) = packed.split_at(length);
            for (to, from) in piece.iter_mut().zip(own) {
                *to = *from;
            }
            self.packed.start += length;
            return Ok((length, self.packed.is_empty()));
        };
        let result = inflate(state, packed, piece, MZFlush::None);
        self.packed.start += result.bytes_consumed;
        let ended = match result.status {
            Ok(MZStatus::StreamEnd) => true,
            Ok(_) if result.bytes_written > 0 || result.bytes_consumed > 0 => false,
            _ => return Err(WorkbookFault::Damaged),
        };
        Ok((result.bytes_written, ended))
    }

    fn push(&mut self, mut bytes: &[u8]) -> Result<(), WorkbookFault> {
        while !self.cut.is_empty() {
            let Some((first, rest)) = bytes.split_first() else {
                return Ok(());
            };
            self.cut.push(*first);
            bytes = rest;
            match std::str::from_utf8(&self.cut) {
                Ok(character) => {
                    self.text.push_str(character);
                    self.cut.clear();
                }
                Err(error) if error.error_len().is_some() => return Err(WorkbookFault::Malformed),
                Err(_) => {}
            }
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => self.text.push_str(text),
            Err(error) if error.error_len().is_some() => return Err(WorkbookFault::Malformed),
            Err(error) => {
                let (whole, cut) = bytes.split_at(error.valid_up_to());
                // Whole characters, as was just found, so nothing is lost.
                self.text.push_str(&String::from_utf8_lossy(whole));
                self.cut.extend_from_slice(cut);
            }
        }
        Ok(())
    }
}

/// CRC-32 as ZIP has it (IEEE 802.3).
struct Checksum(u32);

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        let mut remainder = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            remainder = if remainder & 1 == 1 {
                (remainder >> 1) ^ 0xedb8_8320
            } else {
                remainder >> 1
            };
            bit += 1;
        }
        table[byte] = remainder;
        byte += 1;
    }
    table
};

impl Default for Checksum {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let index = usize::from(self.0.to_le_bytes()[0] ^ byte);
            self.0 = TABLE[index] ^ (self.0 >> 8);
        }
    }

    fn value(&self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_known_one() {
        let mut checksum = Checksum::default();
        checksum.add(b"1234");
        checksum.add(b"56789");
        assert_eq!(checksum.value(), 0xcbf4_3926);
    }
}
