//! How far a browser's vaults have come, kept apart from the vaults, so that an older one put back is noticed.
//!
//! One line a vault: `id counter`, or `id gone` for one that was deleted.

use crate::{Head, VaultId, hexadecimal};

/// How many deleted vaults are remembered.
const GONE: usize = 20;

/// The newest that was seen of each vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The newest last. `None` for a vault that was deleted.
    seen: Vec<(VaultId, Option<u64>)>,
}

/// How a vault compares with what was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Nothing newer was seen.
    Newest,
    /// A newer one was seen: this many changes are missing.
    Older(u64),
    /// It was deleted here.
    Deleted,
}

impl Mark {
    /// Reads a kept mark; what is not understood was not seen.
    pub fn read(text: &str) -> Mark {
        let line = |line: &str| {
            let (id, counter) = line.split_once(' ')?;
            let counter = match counter {
                "gone" => None,
                number => Some(number.parse().ok()?),
            };
            Some((hexadecimal::read_exactly(id)?, counter))
        };
        Mark {
            seen: text.lines().filter_map(line).collect(),
        }
    }

    /// The text to keep.
    pub fn written(&self) -> String {
        self.seen
            .iter()
            .map(|(id, counter)| {
                let id = hexadecimal::written(id);
                match counter {
                    Some(counter) => format!("{id} {counter}\n"),
                    None => format!("{id} gone\n"),
                }
            })
            .collect()
    }

    /// Whether a kept mark knows of a vault that was not deleted. Does not read the rest of it.
    pub fn has_vault(text: &str) -> bool {
        text.lines().any(|line| !line.ends_with("gone"))
    }

    /// How a vault compares.
    pub fn age(&self, head: &Head) -> Age {
        match self.seen.iter().find(|(id, _)| *id == head.id) {
            Some((_, None)) => Age::Deleted,
            Some((_, Some(newest))) if head.counter < *newest => Age::Older(newest - head.counter),
            _ => Age::Newest,
        }
    }

    /// The counter for the next sealing of a vault, of which `present` is there.
    pub fn next(&self, present: &Head) -> u64 {
        let seen = self.seen.iter().find(|(id, _)| *id == present.id);
        let newest = seen.and_then(|(_, counter)| *counter).unwrap_or_default();
        newest.max(present.counter).saturating_add(1)
    }

    /// Remembers that a vault was seen. What was seen of a newer one stays.
    pub fn see(&mut self, head: &Head) {
        match self.seen.iter_mut().find(|(id, _)| *id == head.id) {
            Some((_, counter)) => *counter = (*counter).max(Some(head.counter)),
            None => self.seen.push((head.id, Some(head.counter))),
        }
    }

    /// Remembers that every vault was deleted.
    pub fn delete_all(&mut self) {
        for (_, counter) in &mut self.seen {
            *counter = None;
        }
        let surplus = self.seen.len().saturating_sub(GONE);
        self.seen.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Derivation, Purpose};

    fn head(id: u8, counter: u64) -> Head {
        Head {
            purpose: Purpose::Vault,
            derivation: Derivation::CURRENT,
            salt: [0; 16],
            check: [0; 16],
            id: [id; 16],
            nonce: [0; 12],
            counter,
        }
    }

    #[test]
    fn an_older_one_is_noticed_and_a_deleted_one_stays_deleted() {
        let mut mark = Mark::default();
        assert!(!Mark::has_vault(&mark.written()));
        assert_eq!(mark.age(&head(1, 3)), Age::Newest);
        mark.see(&head(1, 7));
        mark.see(&head(1, 5));
        let mut mark = Mark::read(&mark.written());
        assert_eq!(mark.age(&head(1, 7)), Age::Newest);
        assert_eq!(mark.age(&head(1, 8)), Age::Newest);
        assert_eq!(mark.age(&head(1, 5)), Age::Older(2));
        assert_eq!(mark.next(&head(1, 5)), 8);
        assert_eq!(mark.next(&head(1, 9)), 10);
        assert!(Mark::has_vault(&mark.written()));
        mark.delete_all();
        let mark = Mark::read(&mark.written());
        assert!(!Mark::has_vault(&mark.written()));
        assert_eq!(mark.age(&head(1, 9)), Age::Deleted);
        assert_eq!(mark.age(&head(2, 1)), Age::Newest);
    }

    #[test]
    fn what_is_no_mark_says_nothing() {
        for text in ["", "x", "00 1", "gone", "\n\n", &"0 ".repeat(99)] {
            assert_eq!(Mark::read(text), Mark::default(), "{text}");
        }
    }
}
