//! The accounts themselves, in columns, found by their key, changed one at a time.

use crate::category::Category;
use crate::collation::Collation;
use crate::facet::Facet;
use crate::order::Ranks;
use crate::query::Query;
use crate::row_set::RowSet;
use crate::search::containing;
use crate::texts::Texts;
use std::collections::HashMap;

/// What a column is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts that mostly differ.
    Text,
    /// Few different texts.
    Category,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in a query, such as `status` in `status:disabled`.
    pub name: &'static str,
    /// What it is like.
    pub kind: ColumnKind,
    /// Whether a word without a column's name is looked for in it.
    pub searched: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum ColumnData {
    Texts(Texts),
    Category(Category),
}

/// All accounts. The first column is the key: no two rows have the same.
#[derive(Clone, Debug)]
pub struct Roster {
    columns: Vec<Column>,
    data: Vec<ColumnData>,
    ranks: Vec<Option<Ranks>>,
    by_key: HashMap<Box<str>, u32>,
    rows: u32,
}

impl Roster {
    /// Nobody yet. The first column is the key.
    pub fn new(columns: Vec<Column>) -> Self {
        let data = columns
            .iter()
            .map(|column| match column.kind {
                ColumnKind::Text => ColumnData::Texts(Texts::new()),
                ColumnKind::Category => ColumnData::Category(Category::default()),
            })
            .collect();
        Roster {
            ranks: columns.iter().map(|_| None).collect(),
            data,
            columns,
            by_key: HashMap::new(),
            rows: 0,
        }
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many accounts there are.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The row of a key.
    pub fn find(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// What stands in a row and a column; empty where there is neither.
    pub fn text(&self, row: u32, column: usize) -> &str {
        match self.data.get(column) {
            Some(ColumnData::Texts(texts)) if row < self.rows => texts.get(row),
            Some(ColumnData::Category(category)) => category.get(row),
            _ => "",
        }
    }

    /// Adds an account, or changes the one of the same key. `texts` are those of the columns, in their order; what is
    /// missing is empty. Gives its row.
    pub fn put(&mut self, texts: &[&str]) -> u32 {
        let key = texts.first().copied().unwrap_or_default();
        let text = |column: usize| texts.get(column).copied().unwrap_or_default();
        if let Some(row) = self.find(key) {
            for column in 1..self.columns.len() {
                self.set(row, column, text(column));
            }
            return row;
        }
        for (column, data) in self.data.iter_mut().enumerate() {
            match data {
                ColumnData::Texts(own) => own.push(text(column)),
                ColumnData::Category(own) => own.push(text(column)),
            }
        }
        self.ranks.fill_with(|| None);
        let row = self.rows;
        self.by_key.insert(key.into(), row);
        self.rows += 1;
        row
    }

    fn set(&mut self, row: u32, column: usize, text: &str) {
        if self.text(row, column) == text {
            return;
        }
        match self.data.get_mut(column) {
            Some(ColumnData::Texts(own)) => own.set(row, text),
            Some(ColumnData::Category(own)) => own.set(row, text),
            None => return,
        }
        self.ranks[column] = None;
    }

    /// Removes the account of a key. The last row takes its place: gives the two rows, so that sets can follow.
    pub fn remove(&mut self, key: &str) -> Option<(u32, u32)> {
        let row = self.by_key.remove(key)?;
        let last = self.rows - 1;
        if row != last {
            let moved: Box<str> = self.text(last, 0).into();
            self.by_key.insert(moved, row);
        }
        for data in &mut self.data {
            match data {
                ColumnData::Texts(own) => own.swap_remove(row),
                ColumnData::Category(own) => own.swap_remove(row),
            }
        }
        self.ranks.fill_with(|| None);
        self.rows = last;
        Some((row, last))
    }

    /// The rows that match.
    pub fn matching(&mut self, query: &Query) -> RowSet {
        query.evaluate(self)
    }

    /// The rows in whose column the folded text stands.
    pub(crate) fn containing(&mut self, column: usize, wanted: &str) -> RowSet {
        let mut found = RowSet::none(self.rows);
        match self.data.get_mut(column) {
            Some(ColumnData::Texts(texts)) => {
                let (all, places) = texts.in_order();
                containing(wanted, all, places, &mut found);
            }
            Some(ColumnData::Category(_)) => {
                found = self.meeting(column, |text| text.contains(wanted));
            }
            None => {}
        }
        found
    }

    /// The rows whose folded text in a column meets a condition.
    pub(crate) fn meeting(&self, column: usize, condition: impl Fn(&str) -> bool) -> RowSet {
        let mut found = RowSet::none(self.rows);
        match self.data.get(column) {
            Some(ColumnData::Texts(texts)) => {
                for row in 0..self.rows {
                    if condition(texts.folded(row)) {
                        found.insert(row);
                    }
                }
            }
            Some(ColumnData::Category(category)) => {
                let meets: Vec<bool> = category
                    .texts()
                    .map(|(_, folded)| condition(folded))
                    .collect();
                for (row, code) in category.codes().iter().enumerate() {
                    if meets.get(*code as usize).copied().unwrap_or(false) {
                        found.insert(row as u32);
                    }
                }
            }
            None => {}
        }
        found
    }

    /// How many of the matching rows have which value of a column of few values, in the order in which the values came.
    pub fn facets(&self, column: usize, matching: &RowSet) -> Vec<Facet> {
        let Some(ColumnData::Category(category)) = self.data.get(column) else {
            return Vec::new();
        };
        let mut facets: Vec<Facet> = category
            .texts()
            .map(|(shown, _)| Facet {
                value: shown.to_owned(),
                rows: 0,
            })
            .collect();
        for row in matching.iter() {
            let code = category.codes().get(row as usize).copied();
            if let Some(facet) = code.and_then(|code| facets.get_mut(code as usize)) {
                facet.rows += 1;
            }
        }
        facets
    }

    /// Ranks a column's rows, if that was not done since it last changed.
    pub(crate) fn rank(&mut self, column: usize, collation: &impl Collation) {
        if let (Some(ranks @ None), Some(data)) =
            (self.ranks.get_mut(column), self.data.get(column))
        {
            *ranks = Some(Ranks::of(data, collation));
        }
    }

    pub(crate) fn ranks(&self, column: usize) -> Option<&Ranks> {
        self.ranks.get(column)?.as_ref()
    }

    /// Forgets every rank: the collation is another one.
    pub fn forget_order(&mut self) {
        self.ranks.fill_with(|| None);
    }

    /// The bytes that the texts take, without the index of keys.
    pub fn bytes(&self) -> usize {
        self.data
            .iter()
            .map(|data| match data {
                ColumnData::Texts(texts) => texts.bytes(),
                ColumnData::Category(category) => category.bytes(),
            })
            .sum()
    }
}
