//! Putting a column's rows in order, in steps: a word a row is sorted, and what a word leaves open by the next one.

use crate::column_order::{ColumnOrder, Key};
use crate::roster::Roster;
use crate::row_set::RowSet;
use crate::sort_key::goes_on;

/// So many rows are sorted at once.
const AT_ONCE: usize = 4_096;
/// Behind so many words, the keys are made whole: texts as long as that and still equal are rare.
const ROUNDS: u32 = 16;
/// Parts of parts of parts: beyond it the rows are such that parting does not help.
const DEPTH: u8 = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    word: u64,
    row: u32,
}

#[derive(Clone, Copy, Debug)]
enum Task {
    /// Rows whose words of this round are to be made, from `at` on.
    Read { at: usize },
    /// Rows to be sorted by their words.
    Sort { depth: u8 },
    /// Rows whose keys are equal, to be sorted by themselves.
    Equal { depth: u8 },
}

#[derive(Clone, Copy, Debug)]
struct Part {
    from: usize,
    to: usize,
    round: u32,
    task: Task,
}

/// A column's rows on their way to an order.
#[derive(Debug)]
pub(crate) struct Ranking {
    key: Key,
    revision: u64,
    entries: Vec<Entry>,
    /// The first row that is not among the entries yet.
    next: u32,
    rows: u32,
    begins: RowSet,
    parts: Vec<Part>,
    settled: usize,
}

impl Ranking {
    pub(crate) fn new(roster: &Roster, column: usize) -> Self {
        Ranking {
            key: Key::new(roster, column),
            revision: roster.revision(),
            entries: Vec::with_capacity(roster.len() as usize),
            next: 0,
            rows: roster.places(),
            begins: RowSet::none(roster.places()),
            parts: Vec::new(),
            settled: 0,
        }
    }

    /// How much is done, of one.
    pub(crate) fn done(&self) -> f32 {
        let rows = self.rows.max(1) as f32;
        0.5 * self.next as f32 / rows + 0.5 * self.settled as f32 / rows
    }

    /// Does about as much as `budget` rows take, and counts it down. Gives the order when it is made.
    pub(crate) fn step(&mut self, roster: &Roster, budget: &mut i64) -> Option<ColumnOrder> {
        while self.next < self.rows {
            if *budget <= 0 {
                return None;
            }
            let to = (self.next + 1_024).min(self.rows);
            for row in self.next..to {
                if roster.lives(row) {
                    let word = self.key.word(roster, row, 0);
                    self.entries.push(Entry { word, row });
                }
            }
            *budget -= i64::from(to - self.next);
            self.next = to;
            if to == self.rows && !self.entries.is_empty() {
                self.parts.push(Part {
                    from: 0,
                    to: self.entries.len(),
                    round: 0,
                    task: Task::Sort { depth: 0 },
                });
            }
        }
        while *budget > 0 {
            let Some(part) = self.parts.pop() else {
                let rows = self.entries.iter().map(|entry| entry.row).collect();
                self.entries = Vec::new();
                let begins = std::mem::take(&mut self.begins);
                return Some(ColumnOrder::new(
                    rows,
                    begins,
                    self.revision,
                    &self.key,
                    roster,
                ));
            };
            *budget -= self.work(part, roster) as i64;
        }
        None
    }

    fn work(&mut self, part: Part, roster: &Roster) -> usize {
        let length = part.to - part.from;
        match part.task {
            Task::Read { .. } if part.round >= ROUNDS => self.whole(part, roster),
            Task::Read { at } => {
                let to = (at + AT_ONCE).min(part.to);
                for entry in &mut self.entries[at..to] {
                    entry.word = self.key.word(roster, entry.row, part.round);
                }
                let task = if to == part.to {
                    Task::Sort { depth: 0 }
                } else {
                    Task::Read { at: to }
                };
                self.parts.push(Part { task, ..part });
                to - at
            }
            Task::Sort { depth } if length > AT_ONCE && depth < DEPTH => {
                self.divide(part, depth);
                length / 2
            }
            Task::Sort { .. } => {
                self.entries[part.from..part.to].sort_unstable();
                self.settle(part);
                length * 3
            }
            Task::Equal { depth } if length > AT_ONCE && depth < DEPTH => {
                let pivot = self.pivot(part.from, part.to, |entry| u64::from(entry.row));
                let middle =
                    self.partition(part.from, part.to, |entry| u64::from(entry.row) < pivot);
                let task = Task::Equal { depth: depth + 1 };
                self.parts.push(Part {
                    from: middle,
                    task,
                    ..part
                });
                self.parts.push(Part {
                    to: middle,
                    task,
                    ..part
                });
                length / 2
            }
            Task::Equal { .. } => {
                self.entries[part.from..part.to].sort_unstable_by_key(|entry| entry.row);
                self.settled += length;
                length * 2
            }
        }
    }

    /// Parts rows by a word in the middle, so that rows of one word stay together.
    fn divide(&mut self, part: Part, depth: u8) {
        let pivot = self.pivot(part.from, part.to, |entry| entry.word);
        let task = Task::Sort { depth: depth + 1 };
        let middle = self.partition(part.from, part.to, |entry| entry.word < pivot);
        if middle > part.from {
            self.parts.push(Part {
                from: middle,
                task,
                ..part
            });
            self.parts.push(Part {
                to: middle,
                task,
                ..part
            });
            return;
        }
        let middle = self.partition(part.from, part.to, |entry| entry.word <= pivot);
        if middle < part.to {
            self.parts.push(Part {
                from: middle,
                task,
                ..part
            });
        }
        self.equal(Part { to: middle, ..part }, pivot);
    }

    /// Rows of one word: the next word decides, if there is one.
    fn equal(&mut self, part: Part, word: u64) {
        self.begins.insert(part.from as u32);
        if goes_on(word) {
            self.parts.push(Part {
                round: part.round + 1,
                task: Task::Read { at: part.from },
                ..part
            });
        } else {
            self.parts.push(Part {
                task: Task::Equal { depth: 0 },
                ..part
            });
        }
    }

    /// Finds the rows of one word among sorted ones.
    fn settle(&mut self, part: Part) {
        let mut from = part.from;
        while from < part.to {
            let word = self.entries[from].word;
            let same = self.entries[from..part.to]
                .iter()
                .take_while(|entry| entry.word == word);
            let to = from + same.count();
            self.begins.insert(from as u32);
            if to - from > 1 && goes_on(word) {
                self.parts.push(Part {
                    from,
                    to,
                    round: part.round + 1,
                    task: Task::Read { at: from },
                });
            } else {
                self.settled += to - from;
            }
            from = to;
        }
    }

    /// Sorts rows by their whole keys.
    fn whole(&mut self, part: Part, roster: &Roster) -> usize {
        let rows = &mut self.entries[part.from..part.to];
        let mut keys: Vec<(Vec<u64>, u32)> = rows
            .iter()
            .map(|entry| (self.key.whole(roster, entry.row), entry.row))
            .collect();
        keys.sort_unstable();
        for (index, (entry, (key, row))) in rows.iter_mut().zip(&keys).enumerate() {
            entry.row = *row;
            if index == 0 || keys[index - 1].0 != *key {
                self.begins.insert((part.from + index) as u32);
            }
        }
        self.settled += keys.len();
        keys.len() * 50
    }

    /// A value with about half of the rows below it, from a few of them.
    fn pivot(&self, from: usize, to: usize, value: impl Fn(&Entry) -> u64) -> u64 {
        const SAMPLE: usize = 31;
        let mut sample = [0; SAMPLE];
        for (index, own) in sample.iter_mut().enumerate() {
            *own = value(&self.entries[from + (to - from - 1) * index / (SAMPLE - 1)]);
        }
        sample.sort_unstable();
        sample[SAMPLE / 2]
    }

    /// Puts those before the others that are, and gives where the others begin.
    fn partition(&mut self, from: usize, to: usize, is_before: impl Fn(&Entry) -> bool) -> usize {
        let entries = &mut self.entries[from..to];
        let mut middle = 0;
        for index in 0..entries.len() {
            // Without a branch: which way it goes cannot be guessed.
            let before = is_before(&entries[index]);
            entries.swap(index, middle);
            middle += usize::from(before);
        }
        from + middle
    }
}
