//! A set of rows: a bit a row. Selecting a million rows is filling some sixteen thousand words.

use crate::run::{Mask, NONE};

/// How rows were numbered anew: those that were kept, in their order.
#[derive(Clone, Debug)]
pub struct Renumbering {
    living: RowSet,
}

impl Renumbering {
    pub(crate) fn new(living: RowSet) -> Self {
        Renumbering { living }
    }
}

/// Which rows of a roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    words: Vec<u64>,
    rows: u32,
}

impl RowSet {
    /// None of so many rows.
    pub fn none(rows: u32) -> Self {
        RowSet {
            words: vec![0; rows.div_ceil(64) as usize],
            rows,
        }
    }

    /// All of so many rows.
    pub fn all(rows: u32) -> Self {
        let mut set = RowSet {
            words: vec![u64::MAX; rows.div_ceil(64) as usize],
            rows,
        };
        set.trim();
        set
    }

    /// No bit beyond the last row may be set: they would be counted.
    fn trim(&mut self) {
        let used = self.rows % 64;
        if let (true, Some(last)) = (used != 0, self.words.last_mut()) {
            *last &= (1 << used) - 1;
        }
    }

    /// How many rows there are, in the set or not.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The same rows of a roster that has grown or shrunk; new ones are not in it.
    pub fn resize(&mut self, rows: u32) {
        self.rows = rows;
        self.words.resize(rows.div_ceil(64) as usize, 0);
        self.trim();
    }

    /// Takes a row in. One that there is not changes nothing.
    pub fn insert(&mut self, row: u32) {
        if row < self.rows {
            self.words[row as usize / 64] |= 1 << (row % 64);
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: u32) {
        if row < self.rows {
            self.words[row as usize / 64] &= !(1 << (row % 64));
        }
    }

    /// Whether a row is in it.
    pub fn contains(&self, row: u32) -> bool {
        row < self.rows && self.words[row as usize / 64] >> (row % 64) & 1 == 1
    }

    /// How many rows are in it.
    pub fn len(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Takes rows in, such as those from one position of an order to another.
    pub fn insert_all(&mut self, rows: &[u32]) {
        rows.iter().for_each(|row| self.insert(*row));
    }

    /// Takes rows out.
    pub fn remove_all(&mut self, rows: &[u32]) {
        rows.iter().for_each(|row| self.remove(*row));
    }

    /// How many rows are in both.
    pub fn len_within(&self, other: &RowSet) -> u32 {
        let words = self.words.iter().zip(&other.words);
        words.map(|(own, other)| (own & other).count_ones()).sum()
    }

    /// Whether all rows of the other are in it.
    pub fn has_all(&self, other: &RowSet) -> bool {
        other.len_within(self) == other.len()
    }

    /// The first row in it from this one on.
    pub fn first_from(&self, row: u32) -> Option<u32> {
        let mut index = row as usize / 64;
        let mut word = *self.words.get(index)? & (u64::MAX << (row % 64));
        while word == 0 {
            index += 1;
            word = *self.words.get(index)?;
        }
        Some(index as u32 * 64 + word.trailing_zeros())
    }

    /// The last row in it before this one.
    pub fn last_before(&self, row: u32) -> Option<u32> {
        let row = row.min(self.rows);
        let mut index = row as usize / 64;
        let mut word = self.words.get(index).copied().unwrap_or(0) & ((1 << (row % 64)) - 1);
        while word == 0 {
            index = index.checked_sub(1)?;
            word = *self.words.get(index)?;
        }
        Some(index as u32 * 64 + 63 - word.leading_zeros())
    }

    /// The same rows under their new numbers.
    pub fn renumbered(&self, by: &Renumbering) -> Self {
        let mut set = RowSet::none(by.living.len());
        for (number, row) in by.living.iter().enumerate() {
            if self.contains(row) {
                set.insert(number as u32);
            }
        }
        set
    }

    /// The words of a block of 1,024 rows.
    pub(crate) fn block(&self, index: usize) -> Mask {
        let mut mask = NONE;
        let from = index * mask.len();
        for (own, word) in mask.iter_mut().zip(self.words.iter().skip(from)) {
            *own = *word;
        }
        mask
    }

    /// Puts the words of a block of 1,024 rows.
    pub(crate) fn set_block(&mut self, index: usize, mask: &Mask) {
        let from = index * mask.len();
        for (own, word) in self.words.iter_mut().skip(from).zip(mask) {
            *own = *word;
        }
        self.trim();
    }

    pub(crate) fn bytes(&self) -> usize {
        self.words.capacity() * 8
    }

    /// Those that are in both.
    pub fn intersect(&mut self, other: &RowSet) {
        self.merge(other, |own, other| own & other);
    }

    /// Those that are in either.
    pub fn unite(&mut self, other: &RowSet) {
        self.merge(other, |own, other| own | other);
        self.trim();
    }

    /// Those that are not in the other.
    pub fn subtract(&mut self, other: &RowSet) {
        self.merge(other, |own, other| own & !other);
    }

    /// Those that are not in it.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    fn merge(&mut self, other: &RowSet, both: impl Fn(u64, u64) -> u64) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (own, other) in self.words.iter_mut().zip(others) {
            *own = both(*own, other);
        }
    }

    /// The rows in it, from the first to the last.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                if left == 0 {
                    return None;
                }
                let bit = left.trailing_zeros();
                left &= left - 1;
                Some(index as u32 * 64 + bit)
            })
        })
    }
}

impl FromIterator<u32> for RowSet {
    /// As many rows as the largest needs.
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        let mut set = RowSet::default();
        for row in rows {
            if row >= set.rows {
                set.resize(row.saturating_add(1));
            }
            set.insert(row);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: u32, members: &[u32]) -> RowSet {
        let mut set = RowSet::none(rows);
        for row in members {
            set.insert(*row);
        }
        set
    }

    #[test]
    fn all_are_as_many_as_there_are() {
        for rows in [0, 1, 63, 64, 65, 1_000] {
            assert_eq!(RowSet::all(rows).len(), rows);
            let mut inverted = RowSet::all(rows);
            inverted.invert();
            assert!(inverted.is_empty());
            inverted.invert();
            assert_eq!(inverted, RowSet::all(rows));
        }
    }

    #[test]
    fn sets_meet_join_and_part() {
        let (a, b) = (set(130, &[0, 64, 129]), set(130, &[64, 65]));
        let with = |change: fn(&mut RowSet, &RowSet)| {
            let mut own = a.clone();
            change(&mut own, &b);
            own.iter().collect::<Vec<_>>()
        };
        assert_eq!(with(RowSet::intersect), [64]);
        assert_eq!(with(RowSet::unite), [0, 64, 65, 129]);
        assert_eq!(with(RowSet::subtract), [0, 129]);
    }

    #[test]
    fn rows_are_found_on_either_side() {
        let rows = set(200, &[3, 64, 199]);
        assert_eq!(
            [0, 3, 4, 65, 200].map(|row| rows.first_from(row)),
            [Some(3), Some(3), Some(64), Some(199), None]
        );
        assert_eq!(
            [3, 4, 64, 65, 200, 900].map(|row| rows.last_before(row)),
            [None, Some(3), Some(3), Some(64), Some(199), Some(199)]
        );
        assert_eq!(rows.len_within(&set(100, &[3, 5, 64])), 2);
        assert!(rows.has_all(&set(65, &[64])) && !rows.has_all(&set(65, &[1])));
    }

    #[test]
    fn what_is_cut_off_does_not_come_back() {
        let mut cut = set(100, &[3, 99]);
        cut.resize(50);
        cut.resize(100);
        assert_eq!(cut.iter().collect::<Vec<_>>(), [3]);
        cut.insert(100);
        cut.remove(3);
        assert!(cut.is_empty() && !cut.contains(100));
    }
}
