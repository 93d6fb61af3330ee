//! A set of rows: a bit a row. Selecting a million rows is filling some sixteen thousand words.

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
