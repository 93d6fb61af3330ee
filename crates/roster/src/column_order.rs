//! A column's rows in their order, kept until the column changes, and following when it changes a little.

use crate::packed::Written;
use crate::roster::{ColumnData, ColumnKind, Roster};
use crate::row_set::RowSet;
use crate::sort_key::{self, Alphabet, BLANK, Reading};
use std::cmp::Ordering;

/// How the keys of a column's rows are made.
#[derive(Clone, Debug)]
pub(crate) enum Key {
    /// All are dates of one form: their numbers are their order.
    Dates { column: usize },
    /// Few values, ranked.
    Values { column: usize, ranks: Vec<u64> },
    Texts {
        column: usize,
        reading: Reading,
        alphabet: Alphabet,
    },
}

impl Key {
    pub(crate) fn new(roster: &Roster, column: usize) -> Self {
        let is_number =
            roster.columns().get(column).map(|column| column.kind) == Some(ColumnKind::Number);
        let reading = if is_number {
            Reading::Numbers
        } else {
            Reading::Natural
        };
        match roster.data(column) {
            Some(ColumnData::Texts(texts)) if !is_number && texts.date_form().is_some() => {
                Key::Dates { column }
            }
            Some(ColumnData::Texts(texts)) => Key::Texts {
                column,
                reading,
                alphabet: Alphabet::new(texts.characters(), roster.collation()),
            },
            Some(ColumnData::Category(category)) => {
                let mut characters = crate::characters::Characters::default();
                for value in category.values() {
                    characters.insert_all(&value.folded);
                }
                let alphabet = Alphabet::new(&characters, roster.collation());
                let keys: Vec<Vec<u64>> = category
                    .values()
                    .iter()
                    .map(|value| sort_key::whole(&reading, &alphabet, &value.folded))
                    .collect();
                let mut different: Vec<&Vec<u64>> = keys.iter().collect();
                different.sort_unstable();
                different.dedup();
                let rank = |key: &Vec<u64>| match key.as_slice() {
                    [BLANK] => BLANK,
                    _ => (different.partition_point(|own| *own < key) as u64) << 1,
                };
                Key::Values {
                    column,
                    ranks: keys.iter().map(rank).collect(),
                }
            }
            None => Key::Values {
                column,
                ranks: Vec::new(),
            },
        }
    }

    /// One word of a row's key.
    pub(crate) fn word(&self, roster: &Roster, row: u32, round: u32) -> u64 {
        match self {
            Key::Dates { column } => match roster.data(*column) {
                Some(ColumnData::Texts(texts)) if round == 0 => match texts.date(row) {
                    0 => BLANK,
                    date => u64::from(date) << 1,
                },
                _ => 0,
            },
            Key::Values { column, ranks } => match roster.data(*column) {
                Some(ColumnData::Category(category)) if round == 0 => {
                    let rank = ranks.get(category.code_of(row) as usize);
                    rank.copied().unwrap_or(BLANK)
                }
                _ => 0,
            },
            Key::Texts {
                column,
                reading,
                alphabet,
            } => match roster.data(*column) {
                Some(ColumnData::Texts(texts)) => {
                    let mut written = Written::new();
                    sort_key::word(reading, alphabet, texts.folded(row, &mut written), round)
                }
                _ => BLANK,
            },
        }
    }

    /// All words of a row's key.
    pub(crate) fn whole(&self, roster: &Roster, row: u32) -> Vec<u64> {
        match self {
            Key::Texts {
                column,
                reading,
                alphabet,
            } => match roster.data(*column) {
                Some(ColumnData::Texts(texts)) => {
                    let mut written = Written::new();
                    sort_key::whole(reading, alphabet, texts.folded(row, &mut written))
                }
                _ => vec![BLANK],
            },
            _ => vec![self.word(roster, row, 0)],
        }
    }

    /// A row beside a whole key.
    fn compare(&self, roster: &Roster, row: u32, key: &[u64]) -> Ordering {
        for (round, word) in key.iter().enumerate() {
            match self.word(roster, row, round as u32).cmp(word) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
        }
        Ordering::Equal
    }
}

/// Rows from the first to the last; those without a text at the end.
#[derive(Clone, Debug)]
pub(crate) struct ColumnOrder {
    rows: Vec<u32>,
    /// The positions at which rows begin that are equal to each other and not to those before.
    begins: RowSet,
    blanks: u32,
    revision: u64,
}

impl ColumnOrder {
    pub(crate) fn new(
        rows: Vec<u32>,
        begins: RowSet,
        revision: u64,
        key: &Key,
        roster: &Roster,
    ) -> Self {
        let mut order = ColumnOrder {
            rows,
            begins,
            blanks: 0,
            revision,
        };
        order.count_blanks(key, roster);
        order
    }

    fn count_blanks(&mut self, key: &Key, roster: &Roster) {
        let last = self.rows.last().map(|row| key.word(roster, *row, 0));
        let length = self.rows.len() as u32;
        self.blanks = match last {
            Some(BLANK) => length - self.begins.last_before(length).unwrap_or(0),
            _ => 0,
        };
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn bytes(&self) -> usize {
        self.rows.capacity() * 4 + self.begins.bytes()
    }

    /// Takes out and puts in again what changed. False if that is not known, or too much.
    pub(crate) fn follow(&mut self, roster: &Roster, column: usize) -> bool {
        if self.revision == roster.revision() {
            return true;
        }
        let Some(changed) = roster.changed_since(self.revision) else {
            return false;
        };
        if changed.len() > self.rows.len() / 8 + 64 {
            return false;
        }
        let mut changed = changed.to_vec();
        changed.sort_unstable();
        changed.dedup();
        let key = Key::new(roster, column);
        let mut taken = RowSet::none(roster.places());
        changed.iter().for_each(|row| taken.insert(*row));
        self.take_out(&taken);
        let mut new: Vec<(Vec<u64>, u32)> = changed
            .into_iter()
            .filter(|row| roster.lives(*row))
            .map(|row| (key.whole(roster, row), row))
            .collect();
        new.sort_unstable();
        self.put_in(&new, &key, roster);
        self.count_blanks(&key, roster);
        self.revision = roster.revision();
        true
    }

    fn take_out(&mut self, taken: &RowSet) {
        let mut begins = RowSet::none(self.rows.len() as u32);
        let (mut kept, mut begun) = (0, false);
        for position in 0..self.rows.len() {
            let row = self.rows[position];
            begun |= self.begins.contains(position as u32);
            if !taken.contains(row) {
                if begun {
                    begins.insert(kept as u32);
                    begun = false;
                }
                self.rows[kept] = row;
                kept += 1;
            }
        }
        self.rows.truncate(kept);
        begins.resize(kept as u32);
        self.begins = begins;
    }

    fn put_in(&mut self, new: &[(Vec<u64>, u32)], key: &Key, roster: &Roster) {
        if new.is_empty() {
            return;
        }
        let length = self.rows.len() + new.len();
        let (mut rows, mut begins) = (Vec::with_capacity(length), RowSet::none(length as u32));
        let (mut from, mut last_new): (usize, Option<&[u64]>) = (0, None);
        for (own, row) in new {
            let behind = |other: &u32| {
                key.compare(roster, *other, own)
                    .then(other.cmp(row))
                    .is_lt()
            };
            let to = from + self.rows[from..].partition_point(behind);
            self.copy(from..to, last_new, key, roster, &mut rows, &mut begins);
            let is_equal = match (to > from, last_new) {
                (false, Some(last)) => last == own,
                _ => to > 0 && key.compare(roster, self.rows[to - 1], own).is_eq(),
            };
            if !is_equal {
                begins.insert(rows.len() as u32);
            }
            rows.push(*row);
            last_new = Some(own);
            from = to;
        }
        self.copy(
            from..self.rows.len(),
            last_new,
            key,
            roster,
            &mut rows,
            &mut begins,
        );
        self.rows = rows;
        self.begins = begins;
    }

    /// Copies rows that did not change behind a new one.
    fn copy(
        &self,
        from: std::ops::Range<usize>,
        behind: Option<&[u64]>,
        key: &Key,
        roster: &Roster,
        rows: &mut Vec<u32>,
        begins: &mut RowSet,
    ) {
        for position in from.clone() {
            let begun = match behind {
                Some(new) if position == from.start => {
                    key.compare(roster, self.rows[position], new).is_ne()
                }
                _ => self.begins.contains(position as u32),
            };
            if begun {
                begins.insert(rows.len() as u32);
            }
            rows.push(self.rows[position]);
        }
    }
}

/// A way through a column's order, from the first to the last or back; equal rows always by the order in which they were
/// added, blanks always last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    ascending: bool,
    /// What is left of the equal rows that it is in.
    group: (u32, u32),
    /// Where the next ones begin, or end on the way back.
    next: u32,
    /// Whether the blanks were begun, on the way back.
    in_blanks: bool,
}

impl Walk {
    pub(crate) fn new(order: &ColumnOrder, ascending: bool) -> Self {
        Walk {
            ascending,
            group: (0, 0),
            next: if ascending {
                0
            } else {
                order.rows.len() as u32 - order.blanks
            },
            in_blanks: false,
        }
    }

    /// The next rows, at most so many; whether they are the first of their equal ones.
    pub(crate) fn equal_rows<'a>(
        &mut self,
        order: &'a ColumnOrder,
        most: u32,
    ) -> Option<(&'a [u32], bool)> {
        let begins = self.group.0 == self.group.1;
        if begins {
            self.group = self.next_group(order)?;
        }
        let (from, end) = self.group;
        let to = end.min(from + most);
        self.group = (to, end);
        Some((order.rows.get(from as usize..to as usize)?, begins))
    }

    /// The next rows, at most so many.
    pub(crate) fn rows<'a>(&mut self, order: &'a ColumnOrder, most: u32) -> Option<&'a [u32]> {
        if !self.ascending {
            return Some(self.equal_rows(order, most)?.0);
        }
        let from = self.next as usize;
        let to = order.rows.len().min(from + most as usize);
        self.next = to as u32;
        (to > from).then(|| &order.rows[from..to])
    }

    fn next_group(&mut self, order: &ColumnOrder) -> Option<(u32, u32)> {
        let length = order.rows.len() as u32;
        if self.ascending {
            let from = self.next;
            if from >= length {
                return None;
            }
            self.next = order.begins.first_from(from + 1).unwrap_or(length);
            return Some((from, self.next));
        }
        if self.next == 0 {
            let blanks = !self.in_blanks && order.blanks > 0;
            self.in_blanks = true;
            return blanks.then_some((length - order.blanks, length));
        }
        let end = self.next;
        self.next = order.begins.last_before(end).unwrap_or(0);
        Some((self.next, end))
    }
}
