//! The chain that binds every entry to all before it. Pure.
//!
//! What is kept is the hash, a space, and the entry as JSON, byte for byte. The hash is SHA-256 over the hash before (64
//! zeros for the first) and the entry's text, as 64 hexadecimal digits: the way of the gateway's own trail.

use super::entry::Entry;
use sha2::{Digest, Sha256};

const DIGITS: usize = 64;

/// The end of a chain: the number and the hash of its last entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The number of the last entry; 0 if there is none.
    pub number: u64,
    /// Its hash.
    pub hash: String,
}

impl End {
    /// Of a chain without entries.
    pub fn none() -> End {
        End {
            number: 0,
            hash: "0".repeat(DIGITS),
        }
    }

    /// Of a chain whose last entry is this, whatever became of it: a chain goes on behind a break, and shows it.
    pub fn behind(number: u64, text: &str) -> End {
        let hash = text.get(..DIGITS).unwrap_or_default();
        End {
            number,
            hash: hash.to_owned(),
        }
    }

    /// Puts an entry behind the others: its number, and the text to keep.
    pub fn extend(&mut self, entry: &Entry) -> (u64, String) {
        let content = serde_json::to_string(entry).unwrap_or_default();
        self.number += 1;
        self.hash = link(&self.hash, &content);
        (
            self.number,
            [self.hash.as_str(), content.as_str()].join(" "),
        )
    }

    /// The text to keep apart, so that entries that are missing at the end are missed.
    pub fn written(&self) -> String {
        [self.number.to_string().as_str(), &self.hash].join(" ")
    }

    /// What such a text says.
    pub fn read(text: &str) -> Option<End> {
        let (number, hash) = text.split_once(' ')?;
        Some(End {
            number: number.parse().ok()?,
            hash: hash.to_owned(),
        })
    }
}

fn link(before: &str, content: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(before.as_bytes());
    digest.update(content.as_bytes());
    let hex = digest.finalize();
    hex.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The parts of a kept text: its hash, and the entry's own text.
pub fn parts(text: &str) -> Option<(&str, &str)> {
    let (hash, content) = text.split_at_checked(DIGITS)?;
    Some((hash, content.strip_prefix(' ')?))
}

/// A chain that is being checked, entry by entry in order.
#[derive(Clone, Debug)]
pub struct Check {
    end: End,
    /// What was kept apart.
    mark: Option<End>,
    broken: Option<Break>,
}

/// Where a chain is broken, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// This entry, or one before it, was changed.
    Changed(u64),
    /// This entry is missing.
    Missing(u64),
    /// Entries are missing at the end: there were so many.
    Cut(u64),
}

impl Check {
    /// Begins, with what was kept apart of the chain's end, if anything was.
    pub fn new(mark: Option<End>) -> Check {
        Check {
            end: End::none(),
            mark,
            broken: None,
        }
    }

    /// Checks the next entry.
    pub fn take(&mut self, number: u64, text: &str) {
        if self.broken.is_some() {
            return;
        }
        if number != self.end.number + 1 {
            self.broken = Some(Break::Missing(self.end.number + 1));
            return;
        }
        let is_right = parts(text).is_some_and(|(hash, content)| {
            self.end.hash = link(&self.end.hash, content);
            self.end.number = number;
            hash == self.end.hash
        });
        let is_as_marked = self
            .mark
            .as_ref()
            .is_none_or(|mark| mark.number != number || mark.hash == self.end.hash);
        if !is_right || !is_as_marked {
            self.broken = Some(Break::Changed(number));
        }
    }

    /// The chain's length if it is whole.
    ///
    /// # Errors
    /// The first [`Break`].
    pub fn finish(self) -> Result<u64, Break> {
        match (self.broken, self.mark) {
            (Some(broken), _) => Err(broken),
            (None, Some(mark)) if mark.number > self.end.number => Err(Break::Cut(mark.number)),
            (None, _) => Ok(self.end.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Happened;

    fn chain(length: u64) -> (Vec<(u64, String)>, End) {
        let mut end = End::none();
        let entries = (0..length).map(|at| {
            end.extend(&Entry {
                at,
                trace: format!("t{at}"),
                happened: Happened::Succeeded,
            })
        });
        let entries = entries.collect();
        (entries, end)
    }

    fn check(entries: &[(u64, String)], mark: Option<End>) -> Result<u64, Break> {
        let mut check = Check::new(mark);
        for (number, text) in entries {
            check.take(*number, text);
        }
        check.finish()
    }

    #[test]
    fn a_whole_chain_is_whole() {
        let (entries, end) = chain(4);
        assert_eq!(check(&entries, None), Ok(4));
        assert_eq!(check(&entries, Some(end.clone())), Ok(4));
        assert_eq!(End::read(&end.written()), Some(end));
        assert_eq!(check(&[], None), Ok(0));
    }

    #[test]
    fn every_change_is_found_where_it_is() {
        let (entries, end) = chain(4);
        let mut changed = entries.clone();
        changed[1].1 = changed[1].1.replace("t1", "tx");
        assert_eq!(check(&changed, None), Err(Break::Changed(2)));
        let mut gone = entries.clone();
        gone.remove(2);
        assert_eq!(check(&gone, None), Err(Break::Missing(3)));
        assert_eq!(check(&entries[..2], Some(end.clone())), Err(Break::Cut(4)));
        // Somebody made the whole chain anew.
        let mut anew = End::none();
        let other: Vec<(u64, String)> = (0..4)
            .map(|at| {
                anew.extend(&Entry {
                    at,
                    trace: "x".to_owned(),
                    happened: Happened::Succeeded,
                })
            })
            .collect();
        assert_eq!(check(&other, Some(end)), Err(Break::Changed(4)));
        assert_eq!(
            check(&[(1, "short".to_owned())], None),
            Err(Break::Changed(1))
        );
    }

    #[test]
    fn a_chain_goes_on_where_it_ended() {
        let (mut entries, _) = chain(2);
        let (number, text) = entries.last().cloned().unwrap_or_default();
        let mut end = End::behind(number, &text);
        entries.push(end.extend(&Entry {
            at: 9,
            trace: "t".to_owned(),
            happened: Happened::Succeeded,
        }));
        assert_eq!(check(&entries, None), Ok(3));
    }
}
