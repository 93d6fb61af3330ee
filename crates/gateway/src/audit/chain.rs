//! The chain: how a line is bound to all before it, and how a trail is read back and checked, byte for byte.
//!
//! The hash of a line is SHA-256 over the hash of the line before (64 zeros for the first) and the line itself up to its
//! hash. Bytes that are no entry may stand there only if the next entry is `torn` and says how many they are and what their
//! digest is.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// What stands between a line's content and its hash, and behind it.
const BEFORE_HASH: &str = ",\"hash\":\"";
const AFTER_HASH: &str = "\"}";
const HASH_DIGITS: usize = 64;
/// More bytes that are no entry are nothing that one crash leaves, and need not be kept to be sure of that.
const LONGEST_GAP: usize = 64 << 20;

/// The end of a trail: the hash of its last entry and the number of the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(super) hash: String,
    pub(super) next: u64,
}

impl Head {
    /// The head of a trail without entries.
    pub(super) fn new() -> Head {
        Head {
            hash: "0".repeat(HASH_DIGITS),
            next: 0,
        }
    }

    /// Appends an entry's content and gives the whole line with its line feed.
    pub(super) fn extend(&mut self, content: &str) -> String {
        self.hash = link(&self.hash, content.as_bytes());
        self.next += 1;
        format!("{content}{BEFORE_HASH}{}{AFTER_HASH}\n", self.hash)
    }

    /// The hash of a line, without its line feed, if it is the next entry.
    fn accepts(&self, line: &[u8]) -> Option<String> {
        let end = line.strip_suffix(AFTER_HASH.as_bytes())?;
        let (rest, hash) = end.split_at_checked(end.len().checked_sub(HASH_DIGITS)?)?;
        let content = rest.strip_suffix(BEFORE_HASH.as_bytes())?;
        let numbered = content.starts_with(format!("{{\"seq\":{},", self.next).as_bytes());
        let expected = link(&self.hash, content);
        (numbered && expected.as_bytes() == hash).then_some(expected)
    }
}

fn link(before: &str, content: &[u8]) -> String {
    let mut digest = Sha256::new();
    digest.update(before.as_bytes());
    digest.update(content);
    hex(&digest.finalize())
}

/// The digest that an entry `torn` has of the bytes before it.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A trail while it is read. Lines are fed in their order.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) head: Head,
    /// The byte behind the last entry.
    pub(super) end: u64,
    /// How many lines were fed.
    lines: u64,
    /// Bytes behind the last entry that are no entry, and the line with which they begin.
    gap: Vec<u8>,
    gap_line: u64,
    /// The intents that have no outcome yet.
    pub(super) open: std::collections::BTreeSet<u64>,
    /// Whether one of the entries has the hash that was looked for.
    wanted: Option<String>,
    pub(super) found: bool,
}

/// How a trail ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With an entry.
    Whole,
    /// With a whole entry that lacks its line feed.
    Unterminated,
    /// With so many bytes of an entry that a crash cut short.
    Torn(Vec<u8>),
    /// Broken from this line on, counted from 1.
    Broken(u64),
}

impl Reading {
    /// Reads from the very beginning.
    pub(super) fn new(wanted: Option<String>) -> Reading {
        Reading {
            head: Head::new(),
            end: 0,
            lines: 0,
            gap: Vec::new(),
            gap_line: 0,
            open: std::collections::BTreeSet::new(),
            wanted,
            found: false,
        }
    }

    /// Takes the next line, with its line feed.
    ///
    /// # Errors
    /// The line from which the trail is broken.
    pub(super) fn line(&mut self, line: &[u8]) -> Result<(), u64> {
        self.lines += 1;
        let own = line.strip_suffix(b"\n").unwrap_or(line);
        let Some(hash) = self.head.accepts(own) else {
            if self.gap.is_empty() {
                self.gap_line = self.lines;
            }
            self.gap.extend_from_slice(line);
            return if self.gap.len() > LONGEST_GAP {
                Err(self.gap_line)
            } else {
                Ok(())
            };
        };
        let entry: Value = serde_json::from_slice(own).unwrap_or_default();
        let torn = entry["kind"] == "torn";
        let explains = entry["bytes"].as_u64() == u64::try_from(self.gap.len()).ok()
            && entry["sha256"] == digest(&self.gap);
        if self.gap.is_empty() == torn || (torn && !explains) {
            let at = if self.gap.is_empty() {
                self.lines
            } else {
                self.gap_line
            };
            return Err(at);
        }
        self.end += u64::try_from(self.gap.len() + line.len()).unwrap_or_default();
        self.gap.clear();
        self.note(&entry);
        self.found |= self.wanted.as_ref() == Some(&hash);
        self.head.hash = hash;
        self.head.next += 1;
        Ok(())
    }

    fn note(&mut self, entry: &Value) {
        if entry["kind"] == "intent" {
            self.open.insert(self.head.next);
        }
        if let Some(intent) = entry["intent"].as_u64() {
            self.open.remove(&intent);
        }
    }

    /// Whether the last lines were no entry and wait for one that explains them.
    pub(super) fn is_in_gap(&self) -> bool {
        !self.gap.is_empty()
    }

    /// Takes what stands behind the last line feed.
    pub(super) fn finish(&self, rest: &[u8]) -> End {
        if !self.gap.is_empty() {
            return End::Broken(self.gap_line);
        }
        if rest.is_empty() {
            return End::Whole;
        }
        match self.head.accepts(rest) {
            Some(_) => End::Unterminated,
            None => End::Torn(rest.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests;
