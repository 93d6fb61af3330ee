//! The order of rows by one column or several: stable, natural for digits, blanks last either way.

use crate::collation::{Collation, push_key};
use crate::roster::{ColumnData, Roster};
use crate::row_set::RowSet;

/// Which end comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Small to large.
    #[default]
    Ascending,
    /// Large to small.
    Descending,
}

/// A column to order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortBy {
    /// The column's index.
    pub column: usize,
    /// Which way.
    pub direction: Direction,
}

/// The rank of every row in one column, kept until the column changes: equal texts have equal ranks, blanks the last.
#[derive(Clone, Debug)]
pub(crate) struct Ranks {
    ranks: Vec<u32>,
    blank: u32,
}

/// A row while it is ranked.
struct Entry {
    /// The first bytes of its key.
    first: u128,
    /// Where its whole key lies.
    place: (u32, u32),
    row: u32,
}

impl Ranks {
    fn of_texts(texts: impl Iterator<Item = impl AsRef<str>>, collation: &impl Collation) -> Self {
        let mut keys: Vec<u8> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (row, text) in texts.enumerate() {
            let begin = keys.len();
            push_key(text.as_ref(), collation, &mut keys);
            let own = &keys[begin..];
            let mut first = [0; 16];
            let length = own.len().min(16);
            first[..length].copy_from_slice(&own[..length]);
            entries.push(Entry {
                first: u128::from_be_bytes(first),
                place: (begin as u32, keys.len() as u32),
                row: row as u32,
            });
        }
        let key = |entry: &Entry| &keys[entry.place.0 as usize..entry.place.1 as usize];
        // Sixteen bytes decide nearly always; what they leave open is compared whole.
        entries.sort_unstable_by(|one, other| {
            one.first
                .cmp(&other.first)
                .then_with(|| key(one).cmp(key(other)))
        });
        let mut ranks = vec![0; entries.len()];
        let mut rank = 0;
        let mut blank = u32::MAX;
        for index in 0..entries.len() {
            let differs = index > 0
                && (entries[index - 1].first != entries[index].first
                    || key(&entries[index - 1]) != key(&entries[index]));
            rank += u32::from(differs);
            ranks[entries[index].row as usize] = rank;
            if key(&entries[index]).is_empty() {
                blank = rank;
            }
        }
        Ranks { ranks, blank }
    }

    pub(crate) fn of(column: &ColumnData, collation: &impl Collation) -> Self {
        match column {
            ColumnData::Texts(texts) => {
                let rows = texts.rows();
                Self::of_texts((0..rows).map(|row| texts.folded(row)), collation)
            }
            ColumnData::Category(category) => {
                let of_values =
                    Self::of_texts(category.texts().map(|(_, folded)| folded), collation);
                let rank = |code: &u16| of_values.ranks.get(*code as usize).copied().unwrap_or(0);
                Ranks {
                    ranks: category.codes().iter().map(rank).collect(),
                    blank: of_values.blank,
                }
            }
        }
    }

    /// The rank by which a row is ordered: blanks are last either way.
    fn placed(&self, row: u32, direction: Direction) -> u32 {
        match self.ranks.get(row as usize) {
            Some(rank) if *rank == self.blank => u32::MAX,
            Some(rank) => match direction {
                Direction::Ascending => *rank,
                Direction::Descending => u32::MAX - 1 - *rank,
            },
            None => u32::MAX,
        }
    }
}

/// Rows in an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    rows: Vec<u32>,
}

impl Order {
    /// The matching rows in the order of the columns, the first column first. Rows that are equal in all of them keep the
    /// order in which they were added.
    pub fn of(
        roster: &mut Roster,
        matching: &RowSet,
        by: &[SortBy],
        collation: &impl Collation,
    ) -> Self {
        let mut rows: Vec<u32> = matching.iter().collect();
        for sort in by {
            roster.rank(sort.column, collation);
        }
        let ranks: Vec<(&Ranks, Direction)> = by
            .iter()
            .filter_map(|sort| Some((roster.ranks(sort.column)?, sort.direction)))
            .collect();
        match ranks.as_slice() {
            [] => {}
            [(ranks, direction)] => {
                let mut placed: Vec<u64> = rows
                    .iter()
                    .map(|row| u64::from(ranks.placed(*row, *direction)) << 32 | u64::from(*row))
                    .collect();
                placed.sort_unstable();
                rows.clear();
                rows.extend(placed.iter().map(|placed| *placed as u32));
            }
            several => rows.sort_by(|one, other| {
                several
                    .iter()
                    .map(|(ranks, direction)| {
                        let placed = |row| ranks.placed(row, *direction);
                        placed(*one).cmp(&placed(*other))
                    })
                    .find(|order| order.is_ne())
                    .unwrap_or(std::cmp::Ordering::Equal)
            }),
        }
        Order { rows }
    }

    /// How many rows are shown.
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row at a position.
    pub fn at(&self, position: u32) -> Option<u32> {
        self.rows.get(position as usize).copied()
    }

    /// The rows from one position to before another.
    pub fn slice(&self, from: u32, to: u32) -> &[u32] {
        let to = (to as usize).min(self.rows.len());
        self.rows.get(from as usize..to).unwrap_or_default()
    }
}
