//! Which rows changed, so that what was found or ordered before can follow instead of being made again.

/// So many changes are remembered: more are quicker to make anew than to follow.
const REMEMBERED: usize = 65_536;

/// The rows that changed last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    revision: u64,
    rows: Vec<u32>,
}

impl Changes {
    pub(crate) fn note(&mut self, row: u32) {
        self.revision += 1;
        if self.rows.len() >= REMEMBERED {
            self.rows.drain(..REMEMBERED / 2);
        }
        self.rows.push(row);
    }

    /// How many changes there were.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// The rows that changed since a revision; none if that is not known any more.
    pub(crate) fn since(&self, revision: u64) -> Option<&[u32]> {
        let number = usize::try_from(self.revision.checked_sub(revision)?).ok()?;
        self.rows.get(self.rows.len().checked_sub(number)?..)
    }

    /// From now on every row is another one: nothing made before can follow.
    pub(crate) fn forget(&mut self) {
        self.revision += 1;
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_known_until_it_was_too_much() {
        let mut changes = Changes::default();
        changes.note(3);
        let then = changes.revision();
        assert_eq!(changes.since(then), Some([].as_slice()));
        changes.note(7);
        changes.note(3);
        assert_eq!(changes.since(then), Some([7, 3].as_slice()));
        assert_eq!(changes.since(0), Some([3, 7, 3].as_slice()));
        assert_eq!(changes.since(99), None);
        (0..REMEMBERED as u32).for_each(|row| changes.note(row));
        assert_eq!(changes.since(then), None);
        let then = changes.revision();
        changes.forget();
        assert_eq!(changes.since(then), None);
    }
}
