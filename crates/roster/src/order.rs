//! The rows in the order of one column or several: stable, natural for digits, blanks last either way.

use crate::column_order::{ColumnOrder, Walk};
use crate::progress::Progress;
use crate::ranking::Ranking;
use crate::roster::Roster;
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

/// Rows in an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    rows: Vec<u32>,
}

impl Order {
    /// The matching rows in the order of the columns, the first column first, all at once. See [`Sorting`].
    pub fn of(roster: &mut Roster, matching: &RowSet, by: &[SortBy]) -> Self {
        let mut sorting = Sorting::new(by, matching.clone());
        loop {
            if let Progress::Done(order) = sorting.step(roster, u32::MAX) {
                return order;
            }
        }
    }

    /// The same order of fewer rows: right if all that match now are among those that it was made of, and neither they nor
    /// the order's columns changed since.
    pub fn narrowed(&self, matching: &RowSet) -> Self {
        let rows = self.rows.iter().copied();
        Order {
            rows: rows.filter(|row| matching.contains(*row)).collect(),
        }
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

    /// Where a row stands; a walk through all.
    pub fn position(&self, row: u32) -> Option<u32> {
        let position = self.rows.iter().position(|own| *own == row)?;
        Some(position as u32)
    }
}

/// The work of ordering, in steps. Rows that are equal in all columns keep the order in which they were added.
///
/// A column is ranked once, and follows changes after that: ordering by it again, or other rows, is a walk through it.
#[derive(Debug)]
pub struct Sorting {
    by: Vec<SortBy>,
    matching: RowSet,
    revision: u64,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The columns' own orders are to be made, from this one on.
    Columns(usize, Option<Ranking>),
    /// The rows are taken in the order of the last column.
    Last(Walk, Vec<u32>),
    /// The places are found at which the rows of each text of a column begin.
    Places {
        sort: usize,
        walk: Walk,
        dealing: Dealing,
    },
    /// The rows are put there, in the order that the columns behind it gave them.
    Deal {
        sort: usize,
        from: usize,
        dealing: Dealing,
    },
    /// Without a column: as they were added.
    Added,
}

/// Rows that are put in order by one more column.
#[derive(Debug, Default)]
struct Dealing {
    rows: Vec<u32>,
    /// By row: where its equal rows begin.
    places: Vec<u32>,
    /// By such a place: how many of them are put already.
    put: Vec<u32>,
    counted: u32,
    first: u32,
    dealt: Vec<u32>,
}

impl Sorting {
    /// Of these rows, by these columns, the first column first.
    pub fn new(by: &[SortBy], matching: RowSet) -> Self {
        Sorting {
            by: by.to_vec(),
            matching,
            revision: 0,
            stage: Stage::Columns(0, None),
        }
    }

    /// Goes on with the work, for about as long as `rows` rows take. If the roster changed meanwhile, the order is that of
    /// the changed one, of the rows that were to be ordered.
    pub fn step(&mut self, roster: &mut Roster, rows: u32) -> Progress<Order> {
        let mut budget = i64::from(rows);
        loop {
            let began = matches!(self.stage, Stage::Columns(..));
            if !began && self.revision != roster.revision() {
                self.stage = Stage::Columns(0, None);
            }
            if let Some(rows) = self.advance(roster, &mut budget) {
                return Progress::Done(Order { rows });
            }
            if budget <= 0 {
                return Progress::Working(self.done());
            }
        }
    }

    /// How much is done, of one: roughly.
    fn done(&self) -> f32 {
        let columns = self.by.len().max(1) as f32;
        match &self.stage {
            Stage::Columns(column, ranking) => {
                let own = ranking.as_ref().map_or(0.0, Ranking::done);
                0.9 * (*column as f32 + own) / columns
            }
            _ => 0.9,
        }
    }

    fn advance(&mut self, roster: &mut Roster, budget: &mut i64) -> Option<Vec<u32>> {
        match std::mem::replace(&mut self.stage, Stage::Added) {
            Stage::Columns(index, ranking) => {
                self.stage = self.rank(index, ranking, roster, budget);
                None
            }
            Stage::Added => {
                self.revision = roster.revision();
                let rows = self.matching.iter().filter(|row| roster.lives(*row));
                Some(rows.collect())
            }
            Stage::Last(mut walk, mut rows) => {
                let sort = self.by.len() - 1;
                let order = self.order(roster, sort)?;
                while *budget > 0 {
                    let Some(next) = walk.rows(order, 4_096) else {
                        return self.next_deal(sort, rows, roster);
                    };
                    let own = next.iter().copied();
                    rows.extend(own.filter(|row| self.matching.contains(*row)));
                    *budget -= next.len() as i64 / 4 + 1;
                }
                self.stage = Stage::Last(walk, rows);
                None
            }
            Stage::Places {
                sort,
                mut walk,
                mut dealing,
            } => {
                let order = self.order(roster, sort)?;
                while *budget > 0 {
                    let Some((next, begins)) = walk.equal_rows(order, 4_096) else {
                        self.stage = Stage::Deal {
                            sort,
                            from: 0,
                            dealing,
                        };
                        return None;
                    };
                    if begins {
                        dealing.first = dealing.counted;
                    }
                    for row in next {
                        if self.matching.contains(*row) {
                            dealing.places[*row as usize] = dealing.first;
                            dealing.counted += 1;
                        }
                    }
                    *budget -= next.len() as i64 / 2 + 1;
                }
                self.stage = Stage::Places {
                    sort,
                    walk,
                    dealing,
                };
                None
            }
            Stage::Deal {
                sort,
                from,
                mut dealing,
            } => {
                let to = dealing
                    .rows
                    .len()
                    .min(from + (*budget).clamp(1_024, 1 << 30) as usize);
                for row in &dealing.rows[from..to] {
                    let place = dealing.places[*row as usize] as usize;
                    dealing.dealt[place + dealing.put[place] as usize] = *row;
                    dealing.put[place] += 1;
                }
                *budget -= (to - from) as i64;
                if to == dealing.rows.len() {
                    return self.next_deal(sort, dealing.dealt, roster);
                }
                self.stage = Stage::Deal {
                    sort,
                    from: to,
                    dealing,
                };
                None
            }
        }
    }

    fn order<'a>(&self, roster: &'a Roster, sort: usize) -> Option<&'a ColumnOrder> {
        roster.order(self.by.get(sort)?.column)
    }

    /// Makes the columns' own orders, one after the other.
    fn rank(
        &mut self,
        index: usize,
        ranking: Option<Ranking>,
        roster: &mut Roster,
        budget: &mut i64,
    ) -> Stage {
        let Some(sort) = self.by.get(index).copied() else {
            let last = self.by.len().checked_sub(1);
            let walk = last.and_then(|last| {
                let ascending = self.by[last].direction == Direction::Ascending;
                Some(Walk::new(self.order(roster, last)?, ascending))
            });
            self.revision = roster.revision();
            return match walk {
                Some(walk) => Stage::Last(walk, Vec::with_capacity(self.matching.len() as usize)),
                None => Stage::Added,
            };
        };
        if sort.column >= roster.columns().len() {
            self.by.remove(index);
            return Stage::Columns(index, None);
        }
        let mut ranking = match ranking {
            Some(ranking) => ranking,
            None if roster.follow_order(sort.column) => return Stage::Columns(index + 1, None),
            None => Ranking::new(roster, sort.column),
        };
        match ranking.step(roster, budget) {
            Some(order) => {
                roster.keep_order(sort.column, order);
                // Again the same column: if something changed meanwhile it follows, and so do those before it.
                let is_of_now = roster
                    .order(sort.column)
                    .is_some_and(|own| own.revision() == roster.revision());
                Stage::Columns(if is_of_now { index + 1 } else { 0 }, None)
            }
            None => Stage::Columns(index, Some(ranking)),
        }
    }

    /// The rows are in the order of this column and those behind it: goes on with the one before.
    fn next_deal(&mut self, sort: usize, rows: Vec<u32>, roster: &Roster) -> Option<Vec<u32>> {
        let Some(sort) = sort.checked_sub(1) else {
            return Some(rows);
        };
        let ascending = self.by[sort].direction == Direction::Ascending;
        let walk = Walk::new(self.order(roster, sort)?, ascending);
        let dealing = Dealing {
            places: vec![0; roster.places() as usize],
            put: vec![0; rows.len()],
            dealt: vec![0; rows.len()],
            rows,
            ..Dealing::default()
        };
        self.stage = Stage::Places {
            sort,
            walk,
            dealing,
        };
        None
    }
}
